"""Whatever is typed is understood before an answer is deferred: a refusal is its author's alone."""

import pytest
from simcord import Env

from bot.clubs import wording as clubs_wording
from bot.ladders import wording as ladders_wording
from bot.maps import wording as maps_wording
from bot.sandbox.nadeo.failures import Mode
from tests.conftest import Paddock

MONTHS = "/api/token/campaign/month"
MISUNDERSTOOD = [
    ("totd", {"date": "qwertzuiop"}, str(maps_wording.UNKNOWN_DATE)),
    ("calendar", {"month": "qwertzuiop"}, str(maps_wording.UNKNOWN_MONTH)),
    ("royal", {"month": "qwertzuiop"}, str(maps_wording.UNKNOWN_MONTH)),
    ("campaign", {"season": "qwertzuiop"}, "I do not know that one"),
    ("campaign", {"season": "2021"}, "Which one do you mean"),
    ("weekly shorts", {"week": "qwertzuiop"}, "I do not know that one"),
    ("weekly grand", {"week": "qwertzuiop"}, "I do not know that one"),
    ("ranking", {"campaign": "qwertzuiop"}, "I do not know that one"),
    ("ranking", {"campaign": "2021"}, "Which one do you mean"),
    ("map", {"query": "qwertzuiop"}, str(maps_wording.UNKNOWN_MAP)),
    ("leaderboard", {"map": "qwertzuiop"}, str(maps_wording.UNKNOWN_MAP)),
    ("place", {"time": "45", "map": "qwertzuiop"}, str(maps_wording.UNKNOWN_MAP)),
    ("place", {"time": "qwertzuiop"}, str(ladders_wording.UNKNOWN_SCORE)),
    ("club info", {"club": "0"}, str(clubs_wording.UNKNOWN_CLUB)),
    ("club campaigns", {"club": "0"}, str(clubs_wording.UNKNOWN_CLUB)),
    ("club rooms", {"club": "0"}, str(clubs_wording.UNKNOWN_CLUB)),
    ("club campaign", {"club": "0", "campaign": "1"}, str(clubs_wording.UNKNOWN_CLUB)),
    ("club campaign", {"club": "9", "campaign": "0"}, str(clubs_wording.UNKNOWN_CAMPAIGN)),
    ("club leaderboard", {"club": "9", "map": "qwertzuiop"}, str(maps_wording.UNKNOWN_MAP)),
    ("club leaderboard", {"club": "0", "map": "today"}, str(clubs_wording.UNKNOWN_CLUB)),
    ("club leaderboard", {"club": "9", "map": "2026-08-23"}, "is not out yet"),
    ("club record", {"club": "9", "map": "qwertzuiop"}, str(maps_wording.UNKNOWN_MAP)),
    ("club record", {"club": "9", "map": "tomorrow"}, "is not out yet"),
]


@pytest.mark.filled
@pytest.mark.parametrize(("command", "options", "sentence"), MISUNDERSTOOD)
async def test_what_is_not_understood_is_told_to_its_author_at_once(
    cab: Paddock, env: Env, command: str, options: dict[str, str], sentence: str
) -> None:
    before = len(env.http_requests)

    answer = await cab.type(command, **options)

    assert answer.ephemeral
    assert sentence in answer.content
    (request,) = env.http_requests[before:]
    assert request.json["type"] == 4
    # Whether a day that is still to come has begun is for Nadeo to say, within a moment.
    assert cab.upstream() == ([MONTHS] if options.get("map") == "2026-08-23" else [])


@pytest.fixture
def nadeo_at_start() -> Mode:
    """Keep the first commands from being helped by a warm-up."""
    return "down"


@pytest.mark.parametrize(
    ("command", "options"),
    [("campaign", {"season": "Summer 2026"}), ("ranking", {"campaign": "current"})],
)
async def test_a_list_that_is_not_known_yet_is_asked_for_once(
    paddock: Paddock, command: str, options: dict[str, str]
) -> None:
    answer = await paddock.type(command, **options)

    assert not answer.ephemeral
    asked = paddock.upstream()
    assert len([path for path in asked if path.endswith("/official")]) <= 1
    assert len(asked) <= 3
