"""Every answer ends as a value or as one of our errors: our own samples, spoilt by Hypothesis."""

import base64
import json
from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import BaseModel

from bot.nadeo import lifetimes
from bot.nadeo.answers import Answer
from bot.nadeo.club_models import ActivityList, ClubLeaderboard, ClubList, ClubMemberList, ClubRoom
from bot.nadeo.errors import NadeoError
from bot.nadeo.fields import LATEST_MOMENT
from bot.nadeo.models import (
    CampaignList,
    ClubCampaign,
    Leaderboard,
    MonthList,
    PlayerClubRecord,
    ReviewConnection,
    ServerAccountList,
    SubmittedMapList,
    TrackMapList,
    WaitingTime,
    Zone,
)
from bot.nadeo.rankings import CampaignRanking, Placing
from bot.nadeo.reading import Reader
from bot.nadeo.token_answers import login_refusal, oauth_token, token_pair, token_times
from bot.nadeo.wire import Reply, interpret
from tests.nadeo.clocks import Moment
from tests.nadeo.samples import (
    ACCOUNT,
    MAP_UID,
    SEASON,
    campaign,
    campaigns,
    club_campaign,
    day,
    ladder,
    months,
    record,
    submission,
    track,
)

SAMPLES: list[tuple[type[BaseModel], Any]] = [
    (CampaignList, campaigns(campaign(), campaign(id=8))),
    (MonthList, months(day(1), day(2), day(3, ""))),
    (TrackMapList, {"mapList": [track(), track("other")]}),
    (Leaderboard, ladder(record(1), record(2))),
    (ClubCampaign, club_campaign()),
    (ClubLeaderboard, {"top": [record(1)], "length": 1}),
    (ClubList, {"clubList": [{"id": 9, "name": "a", "iconUrlPngLarge": "x"}], "clubCount": 1}),
    (ClubMemberList, {"clubMemberList": [{"accountId": ACCOUNT, "role": "Admin"}], "itemCount": 1}),
    (ActivityList, {"activityList": [{"activityId": 1, "name": "a", "position": 0}]}),
    (ClubRoom, {"activityId": 4, "name": "a", "room": {"maps": {"0": MAP_UID, "1": "b"}}}),
    (SubmittedMapList, {"submittedMaps": [submission(), submission("b")], "itemCount": 2}),
    (ServerAccountList, {"playerServerAccount": [{"accountId": ACCOUNT, "login": "a"}]}),
    (PlayerClubRecord, {**record(1), "groupUid": SEASON, "mapUid": MAP_UID, "clubId": 9}),
    (ReviewConnection, {"joinLink": "#qjoin=x", "noMap": False, "starting": True}),
    (WaitingTime, {"seconds": 360}),
    (CampaignRanking, {"groupUid": SEASON, "tops": [{"top": [{**record(1), "sp": "12"}]}]}),
    (Placing, {"mapUid": MAP_UID, "score": 5, "zones": [{"ranking": {"position": 7}}]}),
    (Zone, {"zoneId": "z", "name": "World", "parentId": None}),
]

HUGE = [10**20, 2**63, -(2**63) - 1, 10**400, int("9" * 4300), LATEST_MOMENT + 1, 1e308]
ODD_TEXTS = ["", "\ud800", "9" * 5000, "x" * 100_000, "\x00", "\u202eabc", "NaN", "1e400", "[]"]
RAW = ["NaN", "Infinity", "-Infinity", "1e400", "9" * 5000, "[" * 400 + "]" * 400, '"\\udfff"']
"""Values that Python would not write."""
values = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from([*HUGE, *ODD_TEXTS])
    | st.sampled_from([[], {}, [None], [[]], {"a": 1}, [0] * 200])
)
MARK = "7f0c5a de"


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Give the way to everything in a value, itself included."""
    yield path
    if isinstance(value, dict | list):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(item, (*path, key))


def spoilt(whole: Any, path: tuple[Any, ...], value: Any) -> Any:
    if not path:
        return value
    copy = deepcopy(whole)
    inner = copy
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return copy


@st.composite
def spoilt_bodies(draw: st.DrawFn, sample: Any) -> bytes:
    """Spoil up to three places of a sample, and write it as Nadeo would."""
    whole = deepcopy(sample)
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(list(leaves(whole))))
        whole = spoilt(whole, path, draw(values | st.just(MARK)))
    text = json.dumps(whole).replace(f'"{MARK}"', draw(st.sampled_from(RAW)))
    return text.encode()


def numbers(value: Any) -> Iterator[float]:
    if isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from numbers(item)
    elif isinstance(value, int | float):
        yield value


@given(data=st.data(), sample=st.sampled_from(SAMPLES), now=st.floats(0, 4e9))
def test_a_spoilt_answer_is_a_value_or_one_of_our_errors(
    data: st.DataObject, sample: tuple[type[BaseModel], Any], now: float
) -> None:
    model, sound = sample
    reply = Reply(200, data.draw(spoilt_bodies(sound)))
    reader = Reader(Moment())
    with suppress(NadeoError):
        decoded = interpret(reply)
        read = reader.answer if issubclass(model, Answer) else reader.value
        found = read(model, decoded)
        assert all(-(2**63) <= number < 2**63 for number in numbers(found.model_dump()))
        json.dumps(found.model_dump(), allow_nan=False, ensure_ascii=False).encode()
        if isinstance(found, MonthList):
            assert 0 < lifetimes.month_list(found, now) <= lifetimes.LONGEST_LIST
        if isinstance(found, CampaignList):
            assert 0 < lifetimes.campaign_list(found, now) <= lifetimes.LONGEST_LIST


FAILURES: list[Any] = [
    ["clubMemberRole:error-notMember"],
    {"error": "NotFound", "traceId": "x"},
    {"code": "C-AA-00-03", "correlation_id": "x", "message": "Invalid."},
]
LONG_FAILURE = json.dumps(["a" * 7_000_000 + ":error-" + "b" * 900_000]).encode()


@given(
    body=st.sampled_from(FAILURES).flatmap(spoilt_bodies),
    status=st.integers(100, 999),
    header=st.none() | st.text(max_size=40),
)
@example(body=LONG_FAILURE, status=200, header="x")
@example(body=LONG_FAILURE, status=404, header=None)
def test_a_spoilt_failure_is_one_of_our_errors(
    body: bytes, status: int, header: str | None
) -> None:
    reply = Reply(status, body, header)
    try:
        interpret(reply)
    except NadeoError as error:
        text = str(error)
        reason = getattr(error, "reason", "")
        assert (len(text) < 300, len(reason) < 300, text.isprintable()) == (True, True, True)
    assert len(login_refusal(reply) or "") < 300


def jwt(payload: Any) -> str:
    body = base64.urlsafe_b64encode(json.dumps(payload).encode()).decode().rstrip("=")
    return f"e30.{body}.c2ln"


@given(data=st.data())
def test_a_spoilt_login_gives_tokens_for_a_header_or_one_of_our_errors(data: st.DataObject) -> None:
    claims = {"iat": 1_700_000_000, "rat": 1_700_001_800, "exp": 1_700_003_600, "sub": ACCOUNT}
    pair = {"accessToken": jwt(claims), "refreshToken": jwt(claims)}
    oauth = {"access_token": jwt(claims), "expires_in": 3600}
    for reader, sample in ((token_pair, pair), (oauth_token, oauth)):
        with suppress(NadeoError):
            token, beside = reader(Reply(200, data.draw(spoilt_bodies(sample))))
            assert len(token) <= 6000
            assert token.isascii()
            assert not isinstance(beside, float) or 0 < beside <= 31 * 86_400


@given(data=st.data())
def test_a_spoilt_token_lives_a_sensible_time(data: st.DataObject) -> None:
    said = {"iat": 1_700_000_000, "rat": 1_700_001_800, "exp": 1_700_003_600}
    body = data.draw(spoilt_bodies(said))
    token = f"e30.{base64.urlsafe_b64encode(body).decode().rstrip('=')}.c2ln"

    times = token_times(token, 1.7e9)

    assert 0 < times.refresh_after < times.expires_after <= 31 * 86_400
