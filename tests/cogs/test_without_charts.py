"""A bot without the extra `charts`: nobody is offered a picture, and old buttons give words."""

import sys

import pytest

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
