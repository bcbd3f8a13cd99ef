"""Names as Trackmania writes them and as Discord may show them."""

import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.text import (
    LONGEST_RAW,
    ZERO_WIDTH_SPACE,
    code_span,
    cut,
    escape,
    named,
    plain,
    shown,
)

UNSHOWN = {"Cc", "Co", "Cs"}
JOINERS = {"\u200c", "\u200d"}
PERSIAN = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"
ENGLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
ISOLATES = ("\u2068", "\u2069")
ICON = "\uf2d3"

# What players type: codes, markdown, mentions and links far more often than chance would have it.
CODES = ["$", "$$", "$f00", "$o", "$l[", "$h[", "$p[", "]", "[", "$l"]
DISCORD = [
    "](https://evil.example)",
    "@",
    "@everyone",
    "<@&1>",
    "<#1>",
    "</help:1>",
    "<t:1>",
    "<:a:1>",
    "https://",
    "://",
    "\\",
    "`",
    "```",
    "*",
    "_",
    "__",
    "~~",
    "||",
    ">",
    "#",
    "-#",
    "-",
    "+",
    "1.",
    "2)",
]
ODDITIES = (" ", "\n", "\t", ICON, "\u202e", "\u2800", "\u3164", "\u0301", "\ud800", "שלם", "🏁")
PIECES = st.one_of(
    st.text(st.characters(codec=None), max_size=6),
    st.sampled_from([*CODES, *DISCORD, *ODDITIES]),
)
NAMES = st.lists(PIECES, max_size=30).map("".join)


def as_discord_shows(text: str) -> str:
    """Undo escapes as Discord's markdown does, and take out the breaks in links and mentions."""
    return re.sub(r"\\([^0-9A-Za-z\s])", r"\1", text).replace(ZERO_WIDTH_SPACE, "")


def without_isolates(text: str) -> str:
    return text.strip("".join(ISOLATES))


def rendered_markdown(text: str) -> list[str]:
    """Return the signs in an escaped text that Discord would still act upon."""
    rest = re.sub(r"\\[^0-9A-Za-z\s]", "·", text)
    found = re.findall(r"[\\`*_~|>#\[\]()<]", rest)
    found += re.findall(r"^ *(?:[-+]|\d+\.)(?:\s|\Z)", rest, re.MULTILINE)
    return found + re.findall(r"@\S|\w+://", rest.replace(f"@{ZERO_WIDTH_SPACE}", ""))


# --- plain ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        # quirk 96: one to three digits; $b is a colour; unknown codes go with their letter
        ("$F00red $f0pink $fx", "red pink x"),
        ("$o$b$s$d42Pap$c52ri$b62ka $dddV2", "Paprika V2"),
        ("$k$q$Xname", "name"),
        ("$", ""),
        ("$$", "$"),
        ("$$$", "$"),
        ("a$ b", "ab"),
        # quirk 97: read from the left, $$ protects what follows
        ("$$f00 is red", "$f00 is red"),
        ("$$$f00red", "$red"),
        ("$$$$f00", "$$f00"),
        # quirk 98: three hex digits, no more
        ("$f001 - x", "1 - x"),
        ("$abcdef", "def"),
        # quirk 99: icons, leading blanks and signs of markdown
        (f" {ICON} || G_ * #1 |", "|| G_ * #1 |"),
        ("a\u00a0\u3000\u2028\tb", "a b"),
        # links and groups
        ("$l[https://a.example]label$l end", "label end"),
        ("$L[a]x $H[b]y $P[c]z", "x y z"),
        ("$lhttps://a.example", "https://a.example"),
        ("$l[never closed", "[never closed"),
        ("$l[]empty", "empty"),
        ("a] $l[b", "a] [b"),
        ("$<$f00in$>$zout", "inout"),
    ],
)
def test_codes(raw: str, expected: str) -> None:
    assert plain(raw) == expected


@pytest.mark.parametrize(
    "nothing",
    ["", "   ", "$f00$o", ICON, "\u202e\u200b", "\u2800", "\u3164\u3164", "\u0301\ufe0f", "\ud800"],
)
def test_a_name_of_nothing_falls_back(nothing: str) -> None:
    # quirk 100: a name can be empty after stripping
    assert plain(nothing) == ""
    assert plain(nothing, "uid") == "uid"
    assert shown(nothing, "u_d") == "u\\_d"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("\u202eevil\u202c", "evil"),
        ("\u2066שלם\u2069 abc", "שלם abc"),
        ("tag\U000e0041\U000e007f", "tag"),
        ("a\u2800b\u3164c", "a b c"),
        ("Z" + "\u0301" * 60 + "algo", "Z" + "\u0301" * 4 + "algo"),
        ("\u0301accent first", "accent first"),
        ("e\u0301\u0302 นี้", "e\u0301\u0302 นี้"),
        ("❤\ufe0f", "❤\ufe0f"),
        ("half\ud83d a pair", "half a pair"),
        ("line\r\nbreak\x00\x1b[0m", "line break[0m"),
        # Joiners belong to emoji and to letters that are written together, and nowhere else.
        ("👨‍👩‍👧 🏳️‍🌈 🧑🏽‍🚀 ❤️‍🔥", "👨‍👩‍👧 🏳️‍🌈 🧑🏽‍🚀 ❤️‍🔥"),
        ("a\u200db\u200cc \u200d 👨\u200d", "abc 👨"),
        (PERSIAN, PERSIAN),
        ("क\u094d\u200dष", "क\u094d\u200dष"),
        (f"{ENGLAND} x", f"{ENGLAND} x"),
        ("🏴\U000e0067 \U000e0067", "🏴"),
        ("1️⃣ 🇫🇷", "1️⃣ 🇫🇷"),
        # Emoji may be newer than the interpreter's Unicode; noncharacters are nothing.
        ("\U0001fadc\U0001facd\U0001fa8f", "\U0001fadc\U0001facd\U0001fa8f"),
        ("a\ufffe\uffff\U0001fffe\U0010ffff\ufdd0\u2065\ufff0\U000e0100b", "a\U000e0100b"),
    ],
)
def test_unicode_oddities(raw: str, expected: str) -> None:
    assert plain(raw) == expected


@given(
    st.lists(st.sampled_from(CODES) | st.characters(min_codepoint=0x20, max_codepoint=0x7E)).map(
        "".join
    )
)
def test_a_letter_of_another_keyboard_changes_nothing_behind_it(name: str) -> None:
    assert plain(f"\u00fc {name}") == f"\u00fc {plain(name)}".rstrip()


@given(NAMES)
@example("$")
@example("\ud800")
def test_plain_text_is_one_visible_line(raw: str) -> None:
    text = plain(raw)

    assert not [char for char in text if unicodedata.category(char) in UNSHOWN]
    formats = {char for char in text if unicodedata.category(char) == "Cf"}
    assert all(char in JOINERS or 0xE0020 <= ord(char) <= 0xE007F for char in formats)
    assert text == " ".join(text.split())
    assert len(text) <= len(raw)


# --- escape --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mikey_______", "Mikey" + "\\_" * 7),
        ("||spoiler||", "\\|\\|spoiler\\|\\|"),
        ("# big", "\\# big"),
        ("-# small", "-\\# small"),
        ("> quote", "\\> quote"),
        ("- item", "\\- item"),
        ("12. item", "12\\. item"),
        ("a\n  - nested\n1. one", "a\n  \\- nested\n1\\. one"),
        ("a - b 1.5", "a - b 1.5"),
        # A list begins with a sign and a blank; the text may go on with one where this one ends.
        ("-", "\\-"),
        ("a\n12.", "a\n12\\."),
        ("-5 +3", "-5 +3"),
        ("1.5 s", "1.5 s"),
        ("5- x", "5- x"),
        ("00000000-0000-4000-8000-00000000000a", "00000000-0000-4000-8000-00000000000a"),
        ("C:\\x `code`", "C:\\\\x \\`code\\`"),
        ("@everyone", f"@{ZERO_WIDTH_SPACE}everyone"),
        ("@ home", "@ home"),
        ("<@&5>", f"\\<@{ZERO_WIDTH_SPACE}&5\\>"),
        # quirk 102: links come from strangers
        ("https://evil.example", f"https:{ZERO_WIDTH_SPACE}//evil.example"),
        ("[x](https://e.example)", f"\\[x\\]\\(https:{ZERO_WIDTH_SPACE}//e.example\\)"),
        # Discord draws these in embeds of bots, too.
        ("I :skull: you", f"I :{ZERO_WIDTH_SPACE}skull: you"),
        (":100::+1:", f":{ZERO_WIDTH_SPACE}100::{ZERO_WIDTH_SPACE}+1:"),
        (":man_running:", f":{ZERO_WIDTH_SPACE}man\\_running:"),
        ("1:00:00.000 at 12:30:15", "1:00:00.000 at 12:30:15"),
        ("a:b c:d", "a:b c:d"),
    ],
)
def test_escaping(text: str, expected: str) -> None:
    assert escape(text) == expected


@given(NAMES)
@example("a\n- b")
@example("@@everyone")
@example("\\\\`")
def test_nothing_escaped_is_rendered(raw: str) -> None:
    assert rendered_markdown(escape(raw)) == []


@given(NAMES)
def test_escaping_changes_nothing_that_is_seen(raw: str) -> None:
    assert as_discord_shows(escape(plain(raw))) == plain(raw)


# --- code ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4a1f-9", "`4a1f-9`"),
        ("**_|\\", "`**_|\\`"),
        ("a`b``", "`a\u02cbb\u02cb\u02cb`"),
        ("", "` `"),
        # Code that is exactly a command becomes a mention of it on its way out.
        ("/totd", "`\u200b/totd`"),
    ],
)
def test_code_is_shown_as_it_is(text: str, expected: str) -> None:
    assert code_span(text) == expected


@given(NAMES)
def test_code_ends_where_it_should(raw: str) -> None:
    span = code_span(raw)

    assert span[0] == span[-1] == "`"
    assert len(span) > 2
    assert "`" not in span[1:-1]


# --- cut and shown -------------------------------------------------------------------------------


def test_cutting() -> None:
    assert cut("12345", 5) == "12345"
    assert cut("123456", 5) == "1234…"
    assert cut("123 456", 5) == "123…"
    assert cut("12", 1) == "…"


@given(NAMES, st.integers(1, 100))
def test_cut_text_keeps_its_limit(raw: str, limit: int) -> None:
    text = cut(raw, limit)

    assert len(text) <= limit
    assert text == raw or text.endswith("…")


@given(NAMES, NAMES, st.integers(1, 100))
@example("", "א@", 2)
def test_what_is_shown_is_short_and_harmless(raw: str, fallback: str, limit: int) -> None:
    text = shown(raw, fallback, limit)

    assert rendered_markdown(text) == []
    assert len(without_isolates(as_discord_shows(text))) <= limit
    assert len(text) <= 2 * limit + 2


@pytest.mark.parametrize("raw", ["שלום 2026", "سباق", "A ש", "מסלול :skull: _x_"])
def test_a_name_read_from_the_right_pulls_nothing_along(raw: str) -> None:
    for text in (shown(raw, "?"), named(raw, "?")):
        assert (text[0], text[-1]) == ISOLATES
        assert as_discord_shows(without_isolates(text)) == raw
    # Cut before it is closed: what stands behind is outside.
    assert named(raw * 20, "?", 5)[-1] == ISOLATES[1]


@pytest.mark.parametrize("raw", ["Summer 2026", "Ünder", "日本", "🏁", "Ωmega"])
def test_other_names_need_no_isolation(raw: str) -> None:
    assert shown(raw, "?") == named(raw, "?") == raw


def test_no_joiner_ties_an_ellipsis() -> None:
    assert cut("👨‍👩‍👧", 3) == "👨…"


@pytest.mark.parametrize(
    "work", [plain, escape, code_span, partial(shown, fallback="x"), partial(cut, limit=9)]
)
@pytest.mark.parametrize(
    "piece",
    [
        "$",
        "$$",
        "$l[",
        "$l[]",
        "[",
        "]",
        "$f",
        "$<",
        "@",
        "://",
        "\\",
        "1",
        " ",
        "\n",
        "\u0301",
        "a.",
        "$l",
        ":a",
        "a:",
        ":",
        "👨‍",
        "🏴",
        "\U000e0067",
    ],
)
def test_steps_grow_with_the_text_and_no_faster(work: Callable[[str], str], piece: str) -> None:
    short, long = (_steps(work, (piece * count)[:count]) for count in (125, LONGEST_RAW))

    # Sixteen times the text; work that grew with its square would take 256 times the steps.
    assert long <= 20 * short


def _steps(work: Callable[[str], str], text: str) -> int:
    """Count the calls under way: unlike time they are the same on every machine."""
    events = Counter[str]()
    before = sys.getprofile()
    sys.setprofile(lambda _frame, event, _argument: events.update((event,)))
    try:
        work(text)
    finally:
        sys.setprofile(before)
    return events.total()


# --- long texts ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "piece", ["x", "$", "$f00", "\u0300", " ", "$l[", "\U0010ffff", "@", "[x]("]
)
def test_of_a_long_text_the_beginning_alone_is_looked_at(piece: str) -> None:
    looked_at: list[object] = []

    class Raw(str):
        """A text that tells how much of it is taken."""

        __slots__ = ()

        def __getitem__(self, key: Any) -> str:
            looked_at.append(key)
            return str.__getitem__(self, key)

    text = Raw(piece * 1_000_000)

    assert plain(text) == plain(str(text)[:LONGEST_RAW])
    assert looked_at == [slice(None, LONGEST_RAW, None)]
