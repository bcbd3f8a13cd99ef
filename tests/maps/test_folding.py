"""One folding for all names: codes, accents, case, signs and look-alike letters do not matter."""

# ruff: noqa: RUF001 # look-alike letters are the subject

import string
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.maps.folding import folded, is_same, other_spellings, readings, tokens
from bot.maps.rows.catalogue import match_expression

ANY_TEXT = st.text(st.characters(codec=None), max_size=200)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("$i$s$F93F$FFFaruk", "faruk"),
        ("$o$f001 - Wide", "1 wide"),
        ("Sandy Summer", "sandy summer"),
        ("Été à l'Île_de-France", "ete a l ile de france"),
        ("Åse Øst", "ase ost"),
        ("STRAẞE ﬁn", "strasse fin"),
        ("\U0001d4d5\U0001d4ea\U0001d4f7\U0001d4ec\U0001d502", "fancy"),
        ("Łódź Đuro", "lodz duro"),
        ("U-Turn #2 (TOTD)", "u turn 2 totd"),
        ("北海道", "北海道"),
        ("한국", unicodedata.normalize("NFKD", "한국")),
        ("$$$$", "$$"),
        ("★ ", "★"),
        ("!!", "!!"),
        ("! ?", "!?"),
        ("", ""),
    ],
)
def test_folded(name: str, words: str) -> None:
    # quirks 96 to 99
    assert folded(name) == words


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Mοοnlіt Cаvе", "moonlit cave"),
        ("ΛMBER WΛY", "amber way"),
        ("Lολλipοp", "lollipop"),
        ("TѺRNΛDѺ", "tornado"),
        ("ℯℓєсτяιс", "electric"),
        ("vοlсаиιс", "volcanic"),
        ("ѧυяοѧя", "auroar"),
        ("FѦЯM", "farm"),
        ("ɢᴇɴᴛʟᴇ ᴋɪᴛᴇ ꜱ", "gentle kite s"),
        ("ђɇатφи", "heaton"),
        ("ÐÐ Drift", "dd drift"),
        ("Ƥepper Ғields", "pepper fields"),
        ("ᗪᗩᖇK ᗰOOᑎ", "dark moon"),
        ("ᔕTᗩᖇ", "star"),
        ("¢αη∂у", "candy"),
        ("ヨcho", "echo"),
        ("Ξcho", "echo"),
        ("ᅔᅀPALACEᅀᅕ", "palace"),
        ("\U0001f170\U0001f171\U0001f172", "abc"),
        ("ＷＩＤＥ", "wide"),
        ("Mᴀᴅɴᴇss", "madness"),
    ],
)
def test_look_alike_letters_are_what_people_type(name: str, words: str) -> None:
    assert folded(name) == words


def test_small_capitals_all_have_their_letter() -> None:
    for letter in string.ascii_uppercase.replace("X", ""):
        try:
            small = unicodedata.lookup(f"LATIN LETTER SMALL CAPITAL {letter}")
        except KeyError:
            continue
        assert folded(small) == letter.casefold(), letter


def test_names_in_another_writing_stay_findable_in_either_case() -> None:
    for name, typed in (("ΑΘΗΝΑ", "αθηνα"), ("Москва", "МОСКВА"), ("ΛΑΜΙΑ", "λαμια")):
        found_by = {folded(name), *other_spellings(name).split()}
        assert found_by & {" ".join(words) for words in readings(typed)}, name


def test_spaced_out_names_are_found_in_one_word() -> None:
    assert other_spellings("F ѧ я O u t") == "farout"
    assert is_same("F ѧ я O u t", "far out")
    assert not is_same("Far Out", "Far")
    assert ["uturn"] in readings("U-Turn")


@given(ANY_TEXT)
def test_folding_twice_is_folding_once(text: str) -> None:
    once = folded(text)

    assert once == " ".join(once.split())
    if any(char.isalnum() for char in once):
        assert folded(once.replace("$", "")) == once


@given(st.text(string.ascii_letters + string.digits + " ", max_size=60))
def test_plain_letters_stay_as_they_are(text: str) -> None:
    assert folded(text) == " ".join(text.casefold().split())


@given(ANY_TEXT)
def test_what_is_typed_as_it_is_shown_is_found(text: str) -> None:
    assert is_same(text, text)
    assert tokens(text) == readings(text)[0]
    for words in readings(text)[1:]:
        assert words


@given(ANY_TEXT)
def test_every_word_is_quoted_for_the_search(text: str) -> None:
    words = tokens(text)

    assert match_expression(words).count('"') == 2 * len(words) + 2 * "".join(words).count('"')


def test_a_quote_cannot_end_its_word() -> None:
    assert match_expression(['a" OR name:b']) == '"a"" OR name:b"*'


def test_endless_queries_are_cut() -> None:
    assert len(tokens("a " * 5000)) == 50
