"""Nobody reads what another's language left behind."""

from typing import Any

import pytest

from bot.ladders.typed import typed_score
from bot.languages import writing_in
from tests.cogs.linked import type_as
from tests.conftest import Answer, Paddock
from tests.languages.readers import reader
from tests.languages.seen import texts

ASKED: list[tuple[str, dict[str, Any]]] = [
    ("leaderboard", {"rank": 9_990}),
    ("ranking", {}),
    ("place", {"time": "59"}),
    ("totd", {}),
    ("map", {"query": "today"}),
    ("campaign", {}),
    ("calendar", {}),
    ("review wait", {}),
    ("club info", {"club": "9"}),
    ("help", {}),
    ("next", {}),
]


def seen(answer: Answer) -> list[str]:
    return list(texts(answer))


@pytest.mark.filled
@pytest.mark.parametrize("first", ["en-US", "fr"])
async def test_the_same_is_asked_in_two_languages_one_after_the_other(
    paddock: Paddock, first: str
) -> None:
    """Whoever asks first, each reads the same as where all is asked in one language."""
    english, french = reader(paddock, "ann", "en-GB"), reader(paddock, "luc", "fr")
    order = [english, french] if first == "en-US" else [french, english]
    for command, options in ASKED:
        told = {
            person.id: seen(await type_as(paddock, person, command, **options)) for person in order
        }
        again = seen(await type_as(paddock, english, command, **options))
        assert again == told[english.id]
        assert told[english.id] != told[french.id], command
        for text in told[french.id]:
            assert "9,990" not in text
        for text in told[english.id]:
            assert "\u202f" not in text


@pytest.mark.parametrize(
    ("language", "typed", "count"),
    [
        ("en", "1,234", 1234),
        ("en", "1.234", None),
        ("de", "1.234", 1234),
        ("de", "1.234.567", 1234567),
        ("de", "1.234 Punkte", 1234),
        ("de", "1,234", 1234),
        ("de", "1.23", None),
        ("fr", "1 234", 1234),
        ("fr", "1\u202f234", 1234),
        ("fr", "1\u202f234 points", 1234),
        ("es", "1.234 puntos", 1234),
        ("es", "1234 points", 1234),
    ],
)
def test_counts_are_understood_as_the_reader_writes_them(
    language: str, typed: str, count: int | None
) -> None:
    with writing_in(language):
        assert typed_score(typed).count == count
