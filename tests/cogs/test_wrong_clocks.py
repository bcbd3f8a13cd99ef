"""A machine whose clock was wrong for a while: what it noted then is believed by nobody."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from shutil import copy

import pytest
from support import SWIFT, ManualClock, settings_for

from bot.clock import Clock
from bot.frame.app import Pitwall, opened
from bot.nadeo.errors import NadeoError
from bot.operator.rows import keep_call, take_call
from bot.operator.typed import RawCall
from bot.refusal import Refusal
from bot.sandbox.nadeo.server import NadeoServer
from bot.sandbox.world.world import World
from tests.conftest import Paddock, written

BEFORE_A_SWITCH = datetime(2026, 8, 23, 16, 30, tzinfo=UTC)
AFTER_IT = datetime(2026, 8, 23, 17, 1, tzinfo=UTC)

WRONG = [timedelta(days=400), timedelta(hours=2), timedelta(hours=-2), timedelta(days=-400)]

COMMANDS: list[tuple[str, dict[str, object]]] = [
    ("totd", {}),
    ("totd", {"date": "2026-08-05"}),
    ("totd", {"date": "2026-07-05"}),
    ("calendar", {}),
    ("calendar", {"month": "2026-07"}),
    ("campaign", {}),
    ("weekly shorts", {}),
    ("weekly grand", {}),
    ("royal", {}),
    ("leaderboard", {}),
    ("place", {"time": "59.123"}),
    ("ranking", {}),
    ("review wait", {}),
    ("review submissions", {}),
    ("review history", {}),
    ("club info", {"club": "Pit Stop"}),
    ("club campaigns", {"club": "9"}),
    ("club rooms", {"club": "9"}),
    ("club campaign", {"club": "9", "campaign": "winter"}),
    ("club leaderboard", {"club": "9", "map": "today"}),
    ("club record", {"club": "9", "map": "today"}),
    ("next", {}),
    ("status", {}),
]


@dataclass
class WrongClock(Clock):
    """A clock that goes right but for being so far off."""

    right: ManualClock
    off: timedelta

    def now(self) -> datetime:
        return self.right.now() + self.off

    async def sleep(self, seconds: float) -> None:
        await self.right.sleep(seconds)


@pytest.fixture(scope="session")
def left_behind(tmp_path_factory: pytest.TempPathFactory) -> Callable[[timedelta], Path]:
    """Give the file that a bot whose clock was so far off left behind, hours ago."""
    folder = tmp_path_factory.mktemp("wrong")

    @cache
    def made(off: timedelta) -> Path:
        path = folder / f"{off.total_seconds()}.db"
        written(_learn(path, off))
        return path

    return made


async def _learn(path: Path, off: timedelta) -> None:
    clock = ManualClock(BEFORE_A_SWITCH)
    async with (
        NadeoServer(World(clock)) as nadeo,
        opened(
            settings_for(nadeo, path), WrongClock(clock, off), SWIFT, fills_catalogue=False
        ) as bot,
    ):
        for learn in everything(bot):
            # To a clock that is far behind nothing has come out yet.
            with suppress(Refusal, NadeoError):
                await learn()


@pytest.fixture
def database(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    clock: ManualClock,
    left_behind: Callable[[timedelta], Path],
) -> Path:
    """Return the file that a bot with a wrong clock left behind."""
    clock.set(BEFORE_A_SWITCH)
    left = left_behind(getattr(request, "param", timedelta()))
    return Path(copy(left, tmp_path / "pitwall.db"))


def everything(bot: Pitwall) -> list[Callable[[], Awaitable[object]]]:
    """Return how a bot learns all that it keeps."""
    clubs = bot.lookup.clubs
    return [
        bot.lookup.warm_up,
        bot.catalogue.refresh,
        bot.sampler.measure,
        lambda: bot.lookup.lists.month("totd"),
        lambda: clubs.names.suggestions("pit", 1),
        lambda: clubs.card(9),
    ]


@pytest.mark.parametrize("database", WRONG, indirect=True, ids=str)
async def test_every_command_is_right_after_a_wrong_clock(cab: Paddock) -> None:
    shown = {}
    for command, options in COMMANDS:
        answer = await cab.type(command, **options)
        assert answer.embeds, (command, options, answer.content)
        assert "⚠️" not in str(answer.embed.to_dict()), command
        shown[command, *options.values()] = answer.embed.title
    assert cab.bot.lookup.typed_maps.newest_date().isoformat() == "2026-08-22"
    assert shown["campaign",] == "Summer 2026"

    cab.clock.set(AFTER_IT)

    assert "23 August" in (await cab.type("totd")).embed.author.name
    assert len((await cab.type("calendar", month="2026-07")).text.splitlines()) == 31
    assert len((await cab.type("calendar")).text.splitlines()) == 23


@pytest.mark.parametrize("database", WRONG[:2], indirect=True, ids=str)
async def test_what_was_noted_in_the_future_is_asked_again(cab: Paddock) -> None:
    await cab.bot.lookup.warm_up()
    for command, options in COMMANDS:
        await cab.type(command, **options)

    asked = " ".join({request.path for request in cab.nadeo.requests})

    for path in ("campaign/month", "official", "weekly-shorts", "weekly-grands"):
        assert path in asked
    for path in ("display-names", "map/get-multiple"):
        assert path in asked


@pytest.mark.parametrize("database", [timedelta(days=400)], indirect=True)
async def test_nothing_to_come_is_found_after_a_clock_was_ahead(cab: Paddock) -> None:
    await cab.bot.catalogue.refresh()
    later = cab.clock.timestamp()

    rows = await cab.bot.store.rows("SELECT kind, key FROM releases WHERE starts > ?", (later,))

    assert rows == []


@pytest.mark.parametrize("database", WRONG[:1], indirect=True)
async def test_a_month_is_not_over_because_a_clock_was_ahead(cab: Paddock) -> None:
    cab.clock.set(datetime(2026, 9, 20, 12, tzinfo=UTC))

    assert len((await cab.type("calendar", month="2026-08")).text.splitlines()) == 31


# --- without a restart ---------------------------------------------------------------------------


async def test_owners_are_asked_again_after_a_clock_was_set_back(cab: Paddock) -> None:
    rights = cab.bot.rights
    cab.clock.move(400 * 86400)
    await rights.is_operator(1)
    cab.clock.move(-400 * 86400)
    before = len(cab.env.http_requests)

    await rights.is_operator(1)

    assert len(cab.env.http_requests) == before + 1


@pytest.mark.parametrize("wrong", [400 * 86400, 7200])
async def test_no_call_waits_for_its_operator_for_ever(cab: Paddock, wrong: int) -> None:
    store, now = cab.bot.store, cab.clock.timestamp()
    call_id = await keep_call(store, 1, RawCall("POST", "https://example.org/"), now + wrong)

    assert await take_call(store, call_id, 1, now) is None
