"""What runs beside the commands: nothing of it ends for good, and all of it ends with the bot."""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import ManualClock, until
from yarl import URL

from bot.file_faults import LOCKED
from bot.review.rows import read_samples
from bot.supervisor import LONGEST_LOOP_PAUSE, LoopReport, Supervisor, guarded
from tests.frame.conftest import Connect, Wire
from tests.frame.test_announcing import do, follow, posts, until_missing

FEEDS = {
    "feed totd",
    "feed weekly-shorts",
    "feed weekly-grand",
    "feed campaign",
    "feed cup-of-the-week",
    "feed cotd-europe",
    "feed cotd-america",
    "feed cotd-asia",
    "feed submissions",
    "feed world-records",
    "feed server-records",
}
OTHERS = {
    "pictures",
    "edits",
    "threads and publishing",
    "closing of cards",
    "live cards",
    "styles",
    "styles of posts",
    "warm-up",
    "catalogue",
    "sampler",
    "standings",
    "records",
    "old calls",
    "servers",
    "servers left",
    "dispatcher",
    "recovery of feeds",
    "notices",
    "tidying",
}
NOWHERE = URL("http://127.0.0.1:9")
"""An address of the exchange without anybody there: the loop that asks it runs all the same."""


def report(wire: Wire, name: str) -> LoopReport:
    (found,) = [one for one in wire.bot.supervisor.reports() if one.name == name]
    return found


def loops() -> dict[str, asyncio.Task[None]]:
    """Return the tasks of what runs beside, by name."""
    names = FEEDS | OTHERS
    return {task.get_name(): task for task in asyncio.all_tasks() if task.get_name() in names}


async def kill(name: str) -> None:
    """Cancel what a loop waits for, wherever it is: it ends there as by a fault."""
    task = loops()[name]
    # What has just come true is waited for no more, and cannot be cancelled.
    await until(lambda: task._fut_waiter is not None and task._fut_waiter.cancel())  # type: ignore[attr-defined]


async def test_every_loop_comes_back_after_a_fault(connect: Connect, clock: ManualClock) -> None:
    clock.set(datetime(2021, 2, 14, 12, tzinfo=UTC))
    wire = await connect(fills_catalogue=True, trackmania_exchange_url=NOWHERE)
    await until(lambda: loops().keys() == FEEDS | OTHERS)
    await follow(wire)

    for name in sorted(FEEDS | OTHERS):
        await kill(name)
        await until(lambda name=name: report(wire, name).restarts >= 1)
    clock.move(2)

    # Each does its work again: a sample, a post at the switch, a server that is missed and back.
    default, last = wire.discord.state.default, clock.timestamp()

    def has_posted() -> bool:
        clock.move(60)
        return bool(posts(wire, default.totd))

    await until(has_posted)
    await until_sampled(wire, clock, last)
    wire.discord.state.set_available(default.guild, available=False)
    await until_missing(wire, 1)
    assert loops().keys() == FEEDS | OTHERS
    assert {one.fault for one in wire.bot.supervisor.reports()} == {"CancelledError"}


async def until_sampled(wire: Wire, clock: ManualClock, since: float) -> None:
    async def is_sampled() -> bool:
        clock.move(60)
        return bool(await read_samples(wire.bot.store, "totd", since, inf))

    await until(is_sampled)


TABLES = {
    "deliveries": {"dispatcher", "tidying"},
    "feeds": {"feed totd"},
    "servers_left": {"servers", "servers left", "notices"},
}


@pytest.mark.parametrize("table", TABLES)
async def test_a_file_that_fails_is_told_to_operators_and_got_over(
    wire: Wire, clock: ManualClock, caplog: pytest.LogCaptureFixture, table: str
) -> None:
    await follow(wire)
    await wire.bot.store.write(f"ALTER TABLE {table} RENAME TO elsewhere", [()])
    wire.bot.announcer.dispatcher.wake()

    def have_failed(times: int = 1) -> bool:
        clock.move(60)
        return all(report(wire, name).restarts >= times for name in TABLES[table])

    await until(lambda: have_failed(2))
    await wire.bot.store.write(f"ALTER TABLE elsewhere RENAME TO {table}", [()])
    clock.move(LONGEST_LOOP_PAUSE)

    shown = await status(wire, by_operator=True)
    hidden = await status(wire, by_operator=False)
    for name in TABLES[table]:
        restarts = report(wire, name).restarts
        assert f"`{name}` restarted {restarts} times, last after OperationalError <t:" in shown
        assert f"{name} failed: OperationalError, again in 1 s" in caplog.text
    assert "restarted" not in hidden
    assert "no such table" in caplog.text
    before = [report(wire, name).restarts for name in TABLES[table]]
    for _ in range(20):
        clock.move(60)
        await asyncio.sleep(0.01)
    assert [report(wire, name).restarts for name in TABLES[table]] == before


async def status(wire: Wire, *, by_operator: bool) -> str:
    default = wire.discord.state.default
    who = default.operator if by_operator else default.member
    interaction = await wire.discord.people.slash(who, default.general, "status", {})
    (embed,) = (await interaction.answered()).embeds
    return "\n".join(str(field["value"]) for field in embed["fields"])


async def test_nothing_outlives_the_bot(connect: Connect) -> None:
    wire = await connect(fills_catalogue=True, trackmania_exchange_url=NOWHERE)
    await until(lambda: loops().keys() == FEEDS | OTHERS)
    await kill("dispatcher")
    await do(wire, "announce add", feed="totd", channel=wire.discord.state.default.totd)

    await wire.stop()

    assert loops() == {}
    assert wire.running.done()


# --- the supervisor alone ------------------------------------------------------------------------


@pytest.fixture
async def supervisor(clock: ManualClock) -> AsyncIterator[Supervisor]:
    supervisor = Supervisor(clock)
    yield supervisor
    await supervisor.close()


class Loop:
    """Something that fails at once so many times, and then after a while."""

    def __init__(self, *faults: BaseException) -> None:
        self.faults = list(faults)
        self.begun = 0
        self.is_over = asyncio.Event()

    async def run(self) -> None:
        self.begun += 1
        if self.faults:
            raise self.faults.pop(0)
        await self.is_over.wait()
        raise LookupError


async def asleep(clock: ManualClock) -> float:
    """Wait until somebody sleeps, and return for how long."""
    await until(lambda: bool(clock._sleepers))
    return (clock._sleepers[0][0] - clock.now()).total_seconds()


@given(st.integers(min_value=1, max_value=3000))
def test_pauses_grow_to_a_minute_and_no_further(faults: int) -> None:
    async def count() -> list[float]:
        clock = ManualClock()
        supervisor = Supervisor(clock)
        loop = Loop(*[OSError() for _ in range(faults)])
        supervisor.start("loop", loop.run)
        pauses = []
        while loop.begun <= faults:
            await asyncio.sleep(0)
            if clock._sleepers:
                pauses.append(await asleep(clock))
                clock.move(pauses[-1])
        await supervisor.close()
        return pauses

    logging.disable()
    try:
        pauses = asyncio.run(count())
    finally:
        logging.disable(logging.NOTSET)
    assert pauses[:7] == [1, 2, 4, 8, 16, 32, 60][:faults]
    assert set(pauses[7:]) <= {60}
    assert len(pauses) == faults


async def test_who_ran_well_for_a_while_begins_with_a_short_pause(
    supervisor: Supervisor, clock: ManualClock
) -> None:
    loop = Loop(OSError(), OSError())
    supervisor.start("loop", loop.run)
    for _ in range(2):
        clock.move(await asleep(clock))
    await until(lambda: loop.begun == 3)

    clock.move(LONGEST_LOOP_PAUSE + 1)
    loop.is_over.set()

    assert await asleep(clock) == 1
    fault = "LookupError", clock.timestamp()
    assert supervisor.reports() == [LoopReport("loop", 3, *fault, is_resting=True)]
    loop.is_over.clear()
    clock.move(1)
    await until(lambda: loop.begun == 4)
    assert supervisor.reports() == [LoopReport("loop", 3, *fault)]


async def test_one_line_a_fault_and_a_traceback_for_a_new_one(
    supervisor: Supervisor, clock: ManualClock, caplog: pytest.LogCaptureFixture
) -> None:
    loop = Loop(OSError(), OSError(), LookupError(), asyncio.CancelledError())
    supervisor.start("loop", loop.run)
    for _ in range(4):
        clock.move(await asleep(clock))
    await until(lambda: loop.begun == 5)

    told = [(one.getMessage(), one.exc_info is not None) for one in caplog.records]
    assert told == [
        ("loop failed: OSError, again in 1 s", True),
        ("loop failed: OSError, again in 2 s", False),
        ("loop failed: LookupError, again in 4 s", True),
        ("loop failed: CancelledError, again in 8 s", True),
    ]
    assert supervisor.reports()[0].restarts == 4


async def test_a_locked_file_is_one_line_and_hides_no_other_fault(
    supervisor: Supervisor, clock: ManualClock, caplog: pytest.LogCaptureFixture
) -> None:
    loop = Loop(locked(), locked(), sqlite3.OperationalError("no such table"))
    supervisor.start("loop", loop.run)
    for _ in range(3):
        clock.move(await asleep(clock))
    await until(lambda: loop.begun == 4)

    async with guarded("a turn"):
        raise locked()

    told = [(one.getMessage(), bool(one.exc_info)) for one in caplog.records]
    assert told == [
        (f"loop failed: {LOCKED.sentence}, again in 1 s", False),
        ("loop failed: a locked file, again in 2 s", False),
        ("loop failed: OperationalError, again in 4 s", True),
        (f"a turn failed: {LOCKED.sentence}", False),
    ]


def locked() -> sqlite3.OperationalError:
    """Return what SQLite says while another program writes."""
    error = sqlite3.OperationalError("database is locked")
    error.sqlite_errorcode = sqlite3.SQLITE_BUSY
    return error


async def test_what_ends_by_itself_is_left_alone_and_runs_once(supervisor: Supervisor) -> None:
    began: list[str] = []

    async def end() -> None:
        began.append("once")

    for _ in range(2):
        supervisor.start("loop", end)
        await until(lambda: began == ["once"])

    assert supervisor.reports() == [LoopReport("loop")]
