"""Every language has all messages, each as it can be filled in, in a file as it is written."""

import re
from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile

import pytest
from babel.messages.catalog import Catalog, Message

from bot.languages import ENGLISH, FOLDER, languages
from tests.languages import messages

LANGUAGES = [language for language in languages() if language != ENGLISH]
_PLACEHOLDER = re.compile(r"\{\w*\}")
_CODE = re.compile(r"`[^`]*`")
_LEADING = re.compile(r"[^\w{*`¿¡„«\"“(\[+•→-]*")
"""Signs and blanks before the first word."""


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def catalog(language: str) -> Catalog:
    return messages.catalog_of(language)


def pairs(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Give each message with what it is; of one with a number, each form with its own."""
    for message in messages.translated(catalog):
        if isinstance(message.id, tuple):
            one, many = message.id
            forms = message.string or ()
            yield from zip((one, *(many,) * len(forms)), forms, strict=False)
        else:
            yield str(message.id), str(message.string)


def test_every_sentence_has_a_translation(catalog: Catalog, template: Catalog) -> None:
    there = {message.id: message for message in messages.translated(catalog)}
    wanted = [message.id for message in messages.translated(template)]

    assert [one for one in wanted if one not in there or not is_whole(there[one], catalog)] == []
    assert sorted(map(str, there.keys() - set(wanted))) == []
    assert not catalog.obsolete
    assert not [message.id for message in catalog if message.fuzzy and message.id]


def is_whole(message: Message, catalog: Catalog) -> bool:
    """Tell whether a message is translated, in all forms that the language has."""
    if isinstance(message.id, tuple):
        return len(message.string) == catalog.num_plurals and all(message.string)
    return bool(message.string)


def test_no_placeholder_is_lost_or_added(catalog: Catalog) -> None:
    wrong = [
        (english, said)
        for english, said in pairs(catalog)
        if set(_PLACEHOLDER.findall(english)) != set(_PLACEHOLDER.findall(said))
        # "one map" may stand for "1 map".
        and set(_PLACEHOLDER.findall(english)) - set(_PLACEHOLDER.findall(said)) != {"{count}"}
    ]
    assert wrong == []


def test_code_stays_and_what_is_bold_stays_bold(catalog: Catalog) -> None:
    for english, said in pairs(catalog):
        assert codes(said) == codes(english), said
        assert said.count("**") == english.count("**"), said


def codes(text: str) -> list[str]:
    """Return what stands as code; numbers are grouped as each language does."""
    return sorted(re.sub(r"(?<=\d),(?=\d{3})", "", code) for code in _CODE.findall(text))


def test_signs_and_blanks_at_both_ends_stay(catalog: Catalog) -> None:
    for english, said in pairs(catalog):
        wanted, found = _LEADING.match(english), _LEADING.match(said)
        assert wanted is not None
        assert found is not None
        assert found[0] == wanted[0], said
        assert said[len(said.rstrip()) :] == english[len(english.rstrip()) :], said


def test_collecting_the_messages_changes_no_file(
    template: Catalog, language: str, tmp_path: Path
) -> None:
    kept = tmp_path / f"{language}.po"
    copyfile(FOLDER / kept.name, kept)

    messages.bring_up_to_date(kept, template)

    assert kept.read_bytes() == (FOLDER / kept.name).read_bytes()
