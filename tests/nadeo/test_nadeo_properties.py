"""Whatever comes: the pure functions of the client, against Hypothesis."""

import base64
import json
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from yarl import URL

from bot.nadeo import lifetimes
from bot.nadeo.addresses import address, batches
from bot.nadeo.errors import InvalidArgument, NadeoError, Unavailable
from bot.nadeo.fields import LATEST_MOMENT
from bot.nadeo.models import CampaignList, MonthList
from bot.nadeo.reading import Reader
from bot.nadeo.token_answers import claims, login_refusal, oauth_token, token_pair, token_times
from bot.nadeo.wire import Reply, interpret, is_web_page, raise_if_passing, retry_after, snippet
from tests.nadeo.clocks import Moment
from tests.nadeo.samples import campaign, campaigns, day, months

BASES = ["https://live.example", "http://127.0.0.1:8401", "https://live.example/below/here"]
SNIPPETS = [
    "/", "//", "\\", "..", ".", "@", ":", "?", "#", "&", "=", "%2f", "%2e", "%5c", "%00", "%0d%0a",
    "http", "https", "://", "live.example", "127.0.0.1:8401", "evil.example", "below/here", "api",
    "[", "]", "::1", "\r\n", "\x00", "\t", " ", "ü", "\u3002", "\ud800", ";", "user", "x", "1",
]  # fmt: skip
endpoints = st.lists(st.sampled_from(SNIPPETS), max_size=9).map("".join) | st.text()
values = st.text() | st.integers() | st.booleans() | st.floats() | st.lists(st.text(), max_size=3)
jsons = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.text(max_size=5)
            | st.sampled_from(
                ["error", "traceId", "code", "message", "accessToken", "refreshToken"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)
bodies = (
    st.binary(max_size=200)
    | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))
    | jsons.map(lambda value: json.dumps(value).encode())
    | st.lists(st.text(max_size=30), max_size=2).map(lambda value: json.dumps(value).encode())
)
replies = st.builds(
    Reply,
    status=st.integers(100, 599) | st.sampled_from([200, 204, 401, 403, 404, 429, 500, 502, 503]),
    body=bodies,
    retry_after=st.none() | st.text(max_size=30),
)


@given(
    base=st.sampled_from(BASES),
    endpoint=endpoints,
    params=st.dictionaries(st.text(), values, max_size=3),
)
@example(base=BASES[0], endpoint="https://live.example@evil.example/", params={})
@example(base=BASES[2], endpoint="https://live.example/below/heretic", params={})
@example(base=BASES[0], endpoint="http://[", params={})
def test_an_address_is_below_its_base_or_refused(
    base: str, endpoint: str, params: dict[str, Any]
) -> None:
    # quirk 104
    try:
        url = address(base, endpoint, params)
    except InvalidArgument:
        return
    root = URL(base)
    assert (url.scheme, url.host, url.port) == (root.scheme, root.host, root.port)
    assert url.raw_authority in {root.raw_authority, f"{root.raw_authority}:{root.port}"}
    assert f"{url.raw_path}/".startswith(f"{root.raw_path.rstrip('/')}/")
    assert ".." not in url.path.split("/")
    assert str(url).isascii()
    assert str(url).isprintable()
    sent = [name for name in url.query if name in params and not isinstance(params[name], list)]
    assert len(sent) == len(set(sent))


@given(reply=replies)
@example(reply=Reply(200, b"[" * 100_000))
@example(reply=Reply(200, b"9" * 5000))
@example(reply=Reply(403, b'{"error": "\\ud800", "traceId": 1}'))
@example(reply=Reply(500, b'{"code": "a\\nb", "message": "' + b"x" * 9000 + b'"}'))
def test_an_answer_is_a_value_or_one_of_our_errors(reply: Reply) -> None:
    # quirk 16
    try:
        interpret(reply)
    except NadeoError as error:
        text = str(error)
        assert len(text) < 300
        assert text.isprintable()
        text.encode()
    else:
        assert 200 <= reply.status < 300


@given(reply=replies)
def test_only_outages_are_tried_again(reply: Reply) -> None:
    try:
        raise_if_passing(reply)
    except Unavailable:
        assert reply.status >= 429 or is_web_page(reply)


@given(reply=replies)
def test_logins_are_tokens_or_one_of_our_errors(reply: Reply) -> None:
    for reader in (token_pair, oauth_token):
        try:
            found = reader(reply)
        except NadeoError:
            continue
        assert 200 <= reply.status < 300
        texts = [item for item in found if isinstance(item, str)]
        assert all(text.isascii() and text.isprintable() and text for text in texts)
    assert (login_refusal(reply) or "").isprintable()


@given(data=jsons)
def test_models_and_names_are_read_or_refused(data: Any) -> None:
    for model in (CampaignList, MonthList):
        with suppress(NadeoError):
            assert Reader(Moment()).value(model, data).item_count is not None
    with suppress(NadeoError):
        assert all(isinstance(name, str) for name in Reader(Moment()).names(data).values())


def jwt(payload: Any) -> str:
    body = base64.urlsafe_b64encode(json.dumps(payload).encode()).decode().rstrip("=")
    return f"e30.{body}.c2ln"


@given(payload=st.dictionaries(st.text(), jsons, max_size=6))
def test_claims_are_read_without_padding(payload: dict[str, Any]) -> None:
    # quirk 10
    assert json.dumps(claims(jwt(payload))) == json.dumps(payload)


@given(token=st.text() | st.lists(st.text(), min_size=2, max_size=4).map(".".join))
def test_claims_of_anything(token: str) -> None:
    assert isinstance(claims(token), dict)


@given(
    said=st.dictionaries(
        st.sampled_from(["iat", "rat", "exp"]),
        st.integers() | st.floats() | st.text() | st.booleans() | st.none(),
    )
)
@example(said={"iat": 0, "exp": 10**400})
@example(said={"iat": 0, "exp": 100, "rat": 10**400})
@example(said={"iat": 1_700_000_000, "rat": 1_700_001_800, "exp": 1_700_003_600})
def test_a_token_always_lives_a_sensible_time(said: dict[str, Any]) -> None:
    times = token_times(jwt(said), 1.7e9)
    assert 0 < times.refresh_after < times.expires_after <= 31 * 86_400


@pytest.mark.parametrize("payload", [[], "text", 5, None])
def test_claims_that_are_no_object(payload: Any) -> None:
    assert claims(jwt(payload)) == {}
    assert token_times(jwt(payload), 1.7e9).expires_after == 3600


@given(header=st.none() | st.text() | st.integers().map(str) | st.datetimes().map(str))
@example(header="9" * 5000)
@example(header="²")
@example(header="Wed, 21 Oct 2015 07:28:00 -9999")
@example(header="Mon, 01 Jan 0001 00:00:00 +2359")
@example(header="Fri, 31 Dec 9999 23:59:59 -2359")
@example(header="Thu, 01 Jan 99999999999999999999 00:00:00 GMT")
@example(header="Thu, 01 Jan 2026 99999999999999999999:00:00 GMT")
@example(header="Thu, 01 Jan 2026 00:00:00 +99999999999999999999")
@example(header="9" * 5000 + " Jan 2026 00:00:00 GMT")
def test_retry_after_is_a_bearable_time_or_nothing(header: str | None) -> None:
    seconds = retry_after(header)
    assert seconds is None or 0 <= seconds <= 3600


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("0", 0),
        (" 7 ", 7),
        ("7200", 3600),
        ("Sat, 22 Aug 2026 19:30:05 GMT", 5),
        ("Sat, 22 Aug 2026 21:30:05 +0200", 5),
        ("Sat, 22 Aug 2026 19:29:00 GMT", 0),
        ("Sun, 23 Aug 2026 19:30:00 GMT", 3600),
        ("1.5", None),
        ("soon", None),
        (None, None),
    ],
)
def test_retry_after(header: str | None, expected: float | None) -> None:
    assert retry_after(header, datetime(2026, 8, 22, 19, 30, tzinfo=UTC)) == expected


@given(
    items=st.lists(st.text(max_size=40) | st.text(min_size=300, max_size=900), max_size=60),
    size=st.integers(1, 12),
)
def test_batches_lose_nothing_that_fits(items: list[str], size: int) -> None:
    # quirk 93
    found = batches(items, size)
    assert all(0 < len(batch) <= size for batch in found)
    sent = [item for batch in found for item in batch]
    assert len(sent) == len(set(sent))
    left_out = set(items) - set(sent)
    assert all(len(item) > 300 for item in left_out)
    for batch in found:
        url = address(BASES[0], "api/display-names", {"displayName[]": batch})
        assert len(str(url)) < 8000


@given(body=st.binary(max_size=3000))
def test_a_snippet_is_short_and_clean(body: bytes) -> None:
    assert len(snippet(Reply(500, body))) <= 120
    assert snippet(Reply(500, body)).isprintable()


moments = st.integers(-1, LATEST_MOMENT)


@given(
    now=st.floats(0, LATEST_MOMENT),
    hint=moments,
    runs=st.lists(st.tuples(moments, moments), max_size=4),
)
def test_lists_hold_for_a_sensible_time(now: float, hint: int, runs: list[tuple[int, int]]) -> None:
    days = [day(1, startTimestamp=start, endTimestamp=end) for start, end in runs]
    listed = MonthList.model_validate(months(*days, nextRequestTimestamp=hint))
    items = [campaign(startTimestamp=start, endTimestamp=end) for start, end in runs]
    other = CampaignList.model_validate(campaigns(*items, nextRequestTimestamp=hint))
    for seconds in (lifetimes.month_list(listed, now), lifetimes.campaign_list(other, now)):
        assert 0 < seconds <= lifetimes.LONGEST_LIST
        # Whatever begins, or ends, or is announced next is not missed.
        begun = [run for run in runs if run[0] <= now]
        coming = [hint, *(start for start, _ in runs), *([max(begun)[1]] if begun else [])]
        assert all(seconds <= moment - now for moment in coming if moment > now + lifetimes.LATE)
