"""A file that takes nothing: Nadeo's answer is shown, and what was not kept is said once."""

import json
import logging
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from support import until

from bot.announcer.cards import Subscription
from bot.file_faults import FAULTS
from bot.frame import wording
from bot.review.cards import REVIEW_TYPES, ReviewType, Sample
from bot.storage.store import Store
from tests.cogs.linked import account, everybody
from tests.cogs.stewards import add, subscriptions
from tests.conftest import WITHOUT_WARM_UP, Paddock

pytestmark = WITHOUT_WARM_UP

DEFERRED, EPHEMERAL = 5, 64
"""As Discord numbers the kinds of first answers, and flags."""
COMMANDS: list[tuple[str, dict[str, object]]] = [
    ("totd", {}),
    ("totd", {"date": "yesterday"}),
    ("totd", {"date": "2021-05-05"}),
    ("calendar", {}),
    ("calendar", {"month": "2026-03"}),
    ("campaign", {}),
    ("campaign", {"season": "Spring 2026"}),
    ("weekly shorts", {}),
    ("weekly grand", {}),
    ("royal", {}),
    ("leaderboard", {}),
    ("place", {"time": "59.123"}),
    ("ranking", {}),
    ("review wait", {}),
    ("review join", {}),
    ("review submissions", {}),
    ("review history", {}),
    ("club info", {"club": "9"}),
    ("club info", {"club": "Pit Stop"}),
    ("club campaigns", {"club": "9"}),
    ("club rooms", {"club": "9"}),
    ("club campaign", {"club": "Pit Stop", "campaign": "winter"}),
    ("club leaderboard", {"club": "9", "map": "today"}),
    ("club record", {"club": "9", "map": "today"}),
    ("next", {}),
    ("status", {}),
    ("help", {}),
    ("about", {}),
]


@pytest.fixture
async def kept(stewards: Paddock) -> Subscription:
    """Give a suspended subscription, which can be paused and resumed alike."""
    await add(stewards)
    await stewards.bot.store.write("UPDATE subscriptions SET state = 'suspended'", [()])
    (found,) = await subscriptions(stewards)
    return found


@pytest.fixture(params=["locked", "full"])
async def refusing(
    request: pytest.FixtureRequest, cab: Paddock, database: Path
) -> AsyncIterator[sqlite3.Connection | None]:
    """Let the file take nothing: another program writes, the disk has no room or no rights."""
    store = cab.bot.store
    if request.param == "read-only":
        await _set(store, "query_only", 1)
        yield None
        return
    if request.param == "full":
        (pages,) = (await store.rows("PRAGMA page_count"))[0]
        await _set(store, "max_page_count", pages)
        yield None
        return
    await _set(store, "busy_timeout", 10)
    store.patience = 0.0
    other = sqlite3.connect(database, timeout=0, isolation_level=None)
    await until(lambda: _locks(other))
    yield other
    other.close()


async def _set(store: Store, pragma: str, value: int) -> None:
    """Set something of the connection that writes."""
    async with store.writing() as connection:
        await connection.execute(f"PRAGMA {pragma} = {value}")


def _locks(other: sqlite3.Connection) -> bool:
    """Try to lock the file, in which something that runs beside may be writing just now."""
    try:
        other.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        return False
    return True


def complaints(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return what was logged of the file, but for loops that must write and are begun again."""
    told = [one for one in caplog.records if one.levelno >= logging.WARNING]
    return [one.getMessage() for one in told if one.name != "bot.supervisor"]


@pytest.mark.usefixtures("refusing")
async def test_every_command_shows_what_was_answered(
    cab: Paddock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.clear()
    for command, options in COMMANDS:
        answer = await cab.type(command, **options)
        assert answer.embeds, (command, options, answer.content)

    # Once, however many things were not kept.
    kept = [one for one in complaints(caplog) if one.startswith("could not keep")]
    assert [one.partition(":")[0] for one in kept] in (
        ["could not keep releases"],
        ["could not keep which maps are to come"],
    )


@pytest.mark.usefixtures("refusing")
async def test_buttons_below_what_was_not_kept(cab: Paddock) -> None:
    season = await cab.type("campaign")
    (menu,) = season.menus

    assert (await cab.click(season, "Ranking")).embed.title == season.embed.title
    assert (await cab.choose(season, next(iter(menu.values())))).embed.author.name == (
        season.embed.title
    )


@pytest.mark.usefixtures("refusing")
@pytest.mark.parametrize(
    ("refusing", "code"),
    [
        ("locked", sqlite3.SQLITE_BUSY),
        ("full", sqlite3.SQLITE_FULL),
        ("read-only", sqlite3.SQLITE_READONLY),
    ],
    indirect=["refusing"],
)
async def test_what_must_be_written_is_refused_and_the_log_says_what_to_do(
    cab: Paddock, caplog: pytest.LogCaptureFixture, code: int
) -> None:
    caplog.clear()
    answer = await cab.in_private(
        "operator request", method="POST", endpoint="api/token/club/9", body=json.dumps("x" * 5900)
    )

    assert (answer.content, answer.ephemeral) == (str(wording.FILE_REFUSES), True)
    # The loops that run beside may have something to write, too.
    (said,) = [one for one in complaints(caplog) if one.startswith("/operator")]
    assert said == f"/operator request failed: {FAULTS[code].sentence}"


@pytest.mark.usefixtures("late")
@pytest.mark.parametrize("refusing", ["locked"], indirect=True)
async def test_announcements_are_managed_when_the_file_takes_it(
    stewards: Paddock, kept: Subscription, refusing: sqlite3.Connection
) -> None:
    """Discord waits 3 s for the first word, SQLite longer for another program."""
    acts: dict[str, dict[str, object]] = {
        "announce add": {"feed": "campaign", "channel": stewards.channel},
        "announce edit": {"subscription": "totd", "live": False},
        "announce pause": {"subscription": "totd"},
        "announce resume": {"subscription": "totd"},
        "announce remove": {"subscription": "totd"},
    }
    for act, options in acts.items():
        asked = len(stewards.env.http_requests)
        answer = await stewards.type(act, **options)

        first = stewards.env.http_requests[asked]
        assert (first.json["type"], first.json["data"]) == (DEFERRED, {"flags": EPHEMERAL}), act
        assert (answer.content, answer.ephemeral) == (str(wording.FILE_REFUSES), True)
        assert await subscriptions(stewards) == [kept]

    refusing.rollback()
    for act, options in acts.items():
        answer = await stewards.type(act, **options)
        assert answer.ephemeral
        assert answer.content != str(wording.FILE_REFUSES)
    assert [one.feed for one in await subscriptions(stewards)] == ["campaign"]


@pytest.mark.parametrize("refusing", ["locked"], indirect=True)
async def test_links_are_made_and_undone_when_the_file_takes_it(
    cab: Paddock, refusing: sqlite3.Connection
) -> None:
    acts: list[tuple[str, dict[str, object]]] = [
        ("link", {"player": account(cab)}),
        ("unlink", {}),
        ("link", {"player": account(cab)}),
        ("unlink", {"everywhere": True}),
    ]
    for act, options in acts:
        answer = await cab.type(act, **options)
        assert (answer.content, answer.ephemeral) == (str(wording.FILE_REFUSES), True)

    refusing.rollback()
    for act, options in acts:
        answer = await cab.type(act, **options)
        assert answer.ephemeral
        assert answer.content != str(wording.FILE_REFUSES)
    assert await everybody(cab) == {}


async def test_the_file_is_tried_again(
    cab: Paddock, refusing: sqlite3.Connection | None, caplog: pytest.LogCaptureFixture
) -> None:
    await cab.type("campaign")
    assert not await cab.bot.store.rows("SELECT * FROM releases WHERE kind = 'seasonal'")
    store = cab.bot.store
    store.keeping._rests_until = 0.0
    if refusing is not None:
        refusing.rollback()
    else:
        await _set(store, "max_page_count", 1_000_000)
    caplog.clear()

    await cab.type("campaign")
    await cab.type("totd")

    said = [one.getMessage() for one in caplog.records if one.name == "bot.storage.keeping"]
    assert said == ["the file takes what is worth keeping again"]
    assert await store.rows("SELECT * FROM releases WHERE kind = 'seasonal'")


@pytest.mark.usefixtures("refusing")
async def test_who_listens_to_waiting_times_hears_those_that_were_not_kept(cab: Paddock) -> None:
    heard: list[tuple[str, Sample]] = []

    async def hear(kind: ReviewType, sample: Sample) -> None:
        heard.append((kind, sample))

    cab.bot.sampler.add_listener(hear)

    assert await cab.bot.sampler.measure()
    assert [kind for kind, _ in heard] == list(REVIEW_TYPES)
