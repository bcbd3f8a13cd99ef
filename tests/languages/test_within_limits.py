"""Discord takes every answer in every language: nothing is too long, and nothing is empty."""

import pytest

from bot.languages import ENGLISH, languages
from tests.conftest import Paddock
from tests.languages.readers import read_in
from tests.languages.walk import walked

LANGUAGES = [language for language in languages() if language != ENGLISH]


@pytest.mark.filled
@pytest.mark.usefixtures("within_limits")
@pytest.mark.parametrize("language", LANGUAGES)
async def test_discord_takes_every_answer(stranger: Paddock, language: str) -> None:
    read_in(stranger.member, {"es": "es-ES"}.get(language, language))

    answered = [(typed, answer) async for typed, answer in walked(stranger)]

    assert [typed for typed, one in answered if not one.content and not one.embeds] == []
