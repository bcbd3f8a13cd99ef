"""Map review: joining, waiting, and what the account submitted."""

import pytest

from bot.nadeo import LiveClient
from bot.nadeo.errors import (
    Forbidden,
    NotFound,
    ServiceAccountRequired,
    Unavailable,
    UnexpectedAnswer,
)
from tests.nadeo.leaks import raises
from tests.nadeo.samples import MAP_UID, OTHER_UID, submission
from tests.nadeo.stand_in import Nadeo

CONNECT = "/api/token/map-review/totd/connect"
WAITING = "/api/token/map-review/totd/waiting-time"
SUBMITTED = "/api/token/map-review/totd/submitted-map"
LINK = "#qjoin=abc123@Trackmania"


async def test_connect(client: LiveClient, nadeo: Nadeo) -> None:
    body = {"joinLink": LINK, "noMap": False, "starting": False, "submissionWaitTimer": 1260}
    nadeo.answer("GET", CONNECT, body=body)
    answer = await client.get_map_review_connect("totd")
    assert answer.join_link == LINK
    assert not answer.no_map
    assert not answer.starting


@pytest.mark.parametrize("link", ["", None, LINK])
async def test_while_the_server_comes_up(
    client: LiveClient, nadeo: Nadeo, link: str | None
) -> None:
    # quirk 86: no link yet, or one that does not work yet
    nadeo.answer("GET", CONNECT, body={"joinLink": link, "noMap": False, "starting": True})
    answer = await client.get_map_review_connect("totd")
    assert (answer.join_link, answer.starting) == (link or "", True)


async def test_a_link_is_never_an_old_one(client: LiveClient, nadeo: Nadeo) -> None:
    # quirk 87: a link of before would lead nowhere, even when nothing better is to be had
    nadeo.answer("GET", CONNECT, body={"joinLink": LINK}, times=1)
    nadeo.answer("GET", CONNECT, body={"joinLink": "#qjoin=new"}, times=1)
    links = [(await client.get_map_review_connect("totd")).join_link for _ in range(2)]
    assert links == [LINK, "#qjoin=new"]
    nadeo.answer("GET", CONNECT, 503)
    with raises(Unavailable):
        await client.get_map_review_connect("totd")


@pytest.mark.parametrize("wait", [0, 180, 34_200, 200])
async def test_waiting_time(client: LiveClient, nadeo: Nadeo, wait: int) -> None:
    # quirk 84
    nadeo.answer("GET", WAITING, body={"seconds": wait})
    assert (await client.get_map_review_waiting_time("totd")).seconds == wait


@pytest.mark.parametrize("wait", [-180, 10**12, 10**20])
async def test_a_waiting_time_that_cannot_be(client: LiveClient, nadeo: Nadeo, wait: int) -> None:
    nadeo.answer("GET", WAITING, body={"seconds": wait})
    with raises(UnexpectedAnswer, match="seconds"):
        await client.get_map_review_waiting_time("totd")


async def test_waiting_time_needs_no_player(dedicated: LiveClient, nadeo: Nadeo) -> None:
    path = WAITING.replace("totd", "weekly-shorts")
    nadeo.answer("GET", path, body={"seconds": 180})
    assert (await dedicated.get_map_review_waiting_time("weekly-shorts")).seconds == 180


async def test_submissions(client: LiveClient, nadeo: Nadeo) -> None:
    # quirks 79 to 81
    second = submission(OTHER_UID, nominated=True, nadeoNote=4, labels=[], mapStyles=[])
    body = {"submittedMaps": [submission(), second], "itemCount": 2}
    nadeo.answer("GET", SUBMITTED, body=body)
    answer = await client.get_map_review_submitted("totd")
    first, nominated = answer.submitted_maps
    assert (first.map_uid, first.feedback_count, first.labels) == (MAP_UID, 3, ("Hard AT",))
    assert first.map is not None
    assert (first.map.uid, first.map.name) == (MAP_UID, "A map")
    assert first.note_info is not None
    assert (first.note_info.count_total, first.note_info.average) == (4, 3.25)
    assert (nominated.nominated, nominated.nadeo_note, nominated.map_styles) == (True, 4, ())
    assert dict(nadeo.calls()[0].query) == {
        "length": "144",
        "offset": "0",
        "withFeedback": "true",
        "withMapInfo": "true",
    }


async def test_submissions_without_their_map(client: LiveClient, nadeo: Nadeo) -> None:
    # quirk 81
    body = {"submittedMaps": [submission(map=None, noteInfo=None)], "itemCount": 1}
    nadeo.answer("GET", SUBMITTED, body=body)
    (bare,) = (await client.get_map_review_submitted("totd")).submitted_maps
    assert (bare.map, bare.note_info) == (None, None)


async def test_no_votes_are_no_rating(client: LiveClient, nadeo: Nadeo) -> None:
    # quirk 83: 0, as an integer
    votes = {"countTotal": 0, "average": 0, "countStar5": 0}
    nadeo.answer("GET", SUBMITTED, body={"submittedMaps": [submission(noteInfo=votes)]})
    (unrated,) = (await client.get_map_review_submitted("totd")).submitted_maps
    assert unrated.note_info is not None
    assert (unrated.note_info.count_total, unrated.note_info.average) == (0, 0.0)


async def test_pages_of_submissions(client: LiveClient, nadeo: Nadeo) -> None:
    # quirk 33: the count may be the page's, so that only a short page tells the end
    nadeo.answer("GET", SUBMITTED, body={"submittedMaps": [], "itemCount": 0})
    answer = await client.get_map_review_submitted("totd", 10, 20)
    assert (answer.submitted_maps, answer.item_count) == ((), 0)
    assert ("length", "10") in nadeo.calls()[0].query
    assert ("offset", "20") in nadeo.calls()[0].query


async def test_an_unknown_type(client: LiveClient, nadeo: Nadeo) -> None:
    # quirk 82: text for two of them, an array for the third
    for path in (CONNECT, WAITING):
        nadeo.answer("GET", path.replace("totd", "royal"), 403, "Only official MapReview")
    nadeo.answer("GET", SUBMITTED.replace("totd", "royal"), 404, ["mapReview:error-notFound"])
    with raises(Forbidden, match="Only official MapReview"):
        await client.get_map_review_connect("royal")
    with raises(Forbidden, match="Only official MapReview"):
        await client.get_map_review_waiting_time("royal")
    with raises(NotFound) as caught:
        await client.get_map_review_submitted("royal")
    assert caught.value.reason == "mapReview:error-notFound"


@pytest.mark.parametrize("status", [200, 400, 403, 500])
async def test_an_account_without_the_right(client: LiveClient, nadeo: Nadeo, status: int) -> None:
    # quirk 85
    body = {"error": "NLS::Player::MissingRule", "message": "169e does not", "traceId": "Root=1"}
    nadeo.answer("GET", CONNECT, status, body)
    with raises(Forbidden) as caught:
        await client.get_map_review_connect("totd")
    assert caught.value.reason == "NLS::Player::MissingRule"


async def test_what_needs_a_player(dedicated: LiveClient, nadeo: Nadeo) -> None:
    # quirk 85
    with raises(ServiceAccountRequired):
        await dedicated.get_map_review_connect("totd")
    with raises(ServiceAccountRequired):
        await dedicated.get_map_review_submitted("totd")
    assert not nadeo.seen
