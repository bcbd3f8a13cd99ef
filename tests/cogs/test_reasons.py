"""Nadeo's own words for a failure, each told as a sentence that a player understands."""

import pytest
from support import example_bytes

from tests.conftest import Answer, Paddock

CLUB = {"club": "9"}
CAMPAIGN = {"club": "9", "campaign": "28001"}
UNDOCUMENTED = (200, 403, 500)
"""Statuses to try where nobody says which one it is."""

Failure = tuple[str, int, str, dict[str, str], str, str]

FAILURES: list[Failure] = [
    ("club_not_found.json", 404, "club info", CLUB, "club/9$", "knows no such club"),
    ("activity_not_found.json", 404, "club campaign", CAMPAIGN, "campaign/", "no such thing"),
    ("not_member.json", 403, "club campaign", CAMPAIGN, "campaign/", "Only members"),
    ("not_member.json", 403, "club campaigns", CLUB, "activity", "Only members"),
    ("not_member.json", 403, "club rooms", CLUB, "activity", "Only members"),
    ("empty_body.txt", 200, "club campaign", CAMPAIGN, "campaign/", "shows nothing of it"),
    ("map_review_not_found.json", 404, "review submissions", {}, "submitted", "no such map review"),
    ("only_official_map_review.txt", 403, "review join", {}, "connect", "no such map review"),
    ("only_official_map_review.txt", 403, "review wait", {}, "waiting", "no such map review"),
    ("internal_server_error.json", 500, "club info", CLUB, "club/9$", "do not answer right now"),
    ("unauthorized.json", 401, "club info", CLUB, "club/9$", "does not accept my login"),
    ("too_many_requests.txt", 429, "club rooms", CLUB, "activity", "slow down"),
    ("bad_gateway.html", 502, "review join", {}, "connect", "do not answer right now"),
    ("gateway_timeout.txt", 504, "club campaigns", CLUB, "activity", "do not answer right now"),
    *(
        ("missing_rule.json", status, "review join", {}, "connect", "a certain right")
        for status in UNDOCUMENTED
    ),
]


async def told(paddock: Paddock, failure: Failure) -> Answer:
    name, status, command, options, path, _ = failure
    kind = "text/html" if name.endswith("html") else "application/json"
    paddock.nadeo.failures.script(
        path=path, status=status, body=example_bytes(f"errors/{name}"), content_type=kind, times=50
    )
    paddock.let_operate(paddock.member.id)
    return await paddock.type(command, **options)


@pytest.mark.parametrize("failure", FAILURES, ids=lambda failure: f"{failure[0]}-{failure[2]}")
async def test_a_failure_becomes_a_sentence(paddock: Paddock, failure: Failure) -> None:
    answer = await told(paddock, failure)
    assert failure[-1] in answer.content
    assert answer.ephemeral
    assert not answer.embeds
    assert "error" not in answer.content


OWN_RECORD = "club/9$"
RECORD_FAILURES = [
    ("player_club_record_not_member.json", "Only members of the club"),
    ("club_join_not_allowed.json", "the account I run with is none"),
]


@pytest.mark.parametrize("status", UNDOCUMENTED)
@pytest.mark.parametrize(("name", "sentence"), RECORD_FAILURES)
async def test_a_record_that_is_refused(
    paddock: Paddock, name: str, sentence: str, status: int
) -> None:
    track = await paddock.bot.lookup.typed_maps.track("today")
    options = {"club": "9", "map": track.map_uid}
    answer = await told(paddock, (name, status, "club record", options, OWN_RECORD, sentence))
    assert sentence in answer.content


@pytest.mark.parametrize(
    ("name", "status"), [("map_not_found.json", 500), ("map_not_found_404.json", 404)]
)
async def test_an_unknown_map(paddock: Paddock, name: str, status: int) -> None:
    # Quirk 18.
    options = {"club": "9", "map": "x" * 27}
    failure = (name, status, "club leaderboard", options, "api/token/map/", "")
    assert "I do not know that map" in (await told(paddock, failure)).content


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("room_not_found.json", "Nadeo no longer has it"),
        ("player_server_not_found.json", "server of this room no longer exists"),
        ("activity_not_found.json", "offers no such thing"),
        ("not_member.json", "Only members of the club"),
    ],
)
async def test_a_room_that_fails_leaves_the_others(
    paddock: Paddock, name: str, sentence: str
) -> None:
    # Quirk 91.
    status = 403 if name == "not_member.json" else 404
    answer = await told(paddock, (name, status, "club rooms", CLUB, "room/302006", ""))
    assert sentence in answer.fields["Fullspeed beginner"]
    assert "50 / 32" in answer.fields["Summer room"]


BY_HAND = [
    ("no_server_available.json", 500, "POST", "club/9/room/302011/join", "switched off"),
    ("club_wrong_state.json", 500, "POST", "club/9/member/create", "closed to newcomers"),
    ("not_content_creator.json", 403, "GET", "club/9/map-review/1/map", "make the club's content"),
    ("player_not_found.json", 404, "GET", "club/9/member/x/from-login", "no player of that name"),
]


@pytest.mark.parametrize(("name", "status", "method", "path", "sentence"), BY_HAND)
async def test_what_an_operator_asks_by_hand(
    paddock: Paddock, name: str, status: int, method: str, path: str, sentence: str
) -> None:
    # Quirk 19: business errors may come with 500.
    paddock.let_operate(paddock.member.id)
    paddock.nadeo.failures.script(
        path=path, status=status, body=example_bytes(f"errors/{name}"), times=5
    )
    answer = await paddock.in_private(
        "operator request", method=method, endpoint=f"api/token/{path}"
    )
    if method == "POST":
        answer = await paddock.click_in_private(answer, "Send")
    assert sentence in answer.embed.description
    assert f"`{status} " in answer.embed.description
