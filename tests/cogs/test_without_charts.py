"""A bot without the extra `charts`: nobody is offered a picture, and old buttons give words."""

import sys

import pytest

from bot.pictures.wording import NOT_DRAWN
from cogs.maps import MapCommands
from tests.conftest import Paddock

pytestmark = pytest.mark.filled


@pytest.fixture
def overrides(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """Let what draws be missing before the bot looks for it."""
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    return {}


async def test_a_board_has_no_chart(paddock: Paddock) -> None:
    board = await paddock.type("leaderboard")

    assert "Next" in board.buttons
    assert "Chart" not in board.buttons


async def test_a_month_has_no_chart(paddock: Paddock) -> None:
    month = await paddock.type("calendar", month="2026-07")

    assert month.buttons == {"◀": True, "▶": True}


async def test_a_button_from_before_gives_words_and_fetches_nothing(paddock: Paddock) -> None:
    maps = paddock.bot.get_cog("MapCommands")
    assert isinstance(maps, MapCommands)
    maps.has_charts = True
    month = await paddock.type("calendar", month="2026-07")
    paddock.upstream()

    answer = await paddock.click(month, "Chart")

    assert paddock.upstream() == []
    assert answer.text == f"{month.text}\n\n{NOT_DRAWN}"
