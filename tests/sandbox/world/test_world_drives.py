"""Who drives what and when: by the world's own ways, and because somebody is told to."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from support import SNAPSHOT, ManualClock

from bot.clock import WorldClock
from bot.sandbox.world.accounts import REGULARS
from bot.sandbox.world.days import Day
from bot.sandbox.world.drives import DRIVERS, MOST_MILLISECONDS, Drive
from bot.sandbox.world.ids import Kind
from bot.sandbox.world.ladders import PERSONAL_BEST, Ladder
from bot.sandbox.world.tracks import PLATFORM, RACE, STUNT, Track
from bot.sandbox.world.world import World

KINDS = (RACE, STUNT, PLATFORM)


def running(world: World) -> tuple[Day, Track]:
    day = world.days.newest(world.now())
    track = world.track(day.map_uid) if day else None
    assert day
    assert track
    return day, track


def board(world: World, group_uid: str, map_uid: str) -> Ladder:
    group = world.group(group_uid)
    ladder = world.ladder(group, map_uid) if group else None
    assert ladder
    return ladder


def boards(world: World) -> list[Ladder]:
    """Return the running map's boards: the day's and that of all time."""
    day, _ = running(world)
    return [board(world, uid, day.map_uid) for uid in (day.group, PERSONAL_BEST)]


def on_a(kind: str, *, secret: bool = False) -> World:
    """Return a world in which a map of this kind is the Track of the Day."""
    clock = WorldClock(SNAPSHOT, seconds=lambda: 0)
    world = World(clock)
    for _ in range(100):
        clock.forward(timedelta(days=1))
        track = running(world)[1]
        if (track.type, track.secret) == (kind, secret):
            return world
    raise AssertionError("no day has such a map")


def test_new_bests_come_as_time_goes_by() -> None:
    clock = ManualClock(SNAPSHOT - timedelta(hours=2))
    world = World(clock)
    day, track = running(world)
    drivers = [world.accounts.id(index) for index in DRIVERS]
    seen: dict[str, list[int]] = {account: [] for account in drivers}
    for hour in range(24):
        clock.set(SNAPSHOT + timedelta(hours=hour - 2))
        ladder = board(world, day.group, day.map_uid)
        for account in drivers:
            score = ladder.true_best(account)
            if score is not None and [score] != seen[account][-1:]:
                seen[account].append(score)
                entry = ladder.of(account)
                assert entry
                assert day.start <= entry.time <= world.now()
    assert all(scores == sorted(scores, reverse=True) for scores in seen.values())
    assert sum(len(scores) > 1 for scores in seen.values()) >= 3
    assert {len(scores) > 0 for scores in seen.values()} == {True, False}
    assert track.type == RACE


@pytest.mark.parametrize(("kind", "quarters"), [(Kind.SEASON, 4), (Kind.SHORT, 4), (Kind.GRAND, 2)])
def test_new_bests_come_as_long_as_a_release_runs(kind: Kind, quarters: int) -> None:
    clock = ManualClock()
    world = World(clock)
    release = world.campaign(kind)
    assert release
    drivers = [world.accounts.id(index) for index in DRIVERS]

    def bests(moment: float) -> list[tuple[str, int | None]]:
        clock.set(datetime.fromtimestamp(moment, UTC))
        ladders = [board(world, release.group, uid) for uid in release.maps]
        return [(account, one.true_best(account)) for one in ladders for account in drivers]

    quarter = (release.end - release.start) // 4
    moments = [release.start + quarter * number for number in range(5)]
    seen = [bests(moment) for moment in moments]
    assert sum(earlier != later for earlier, later in pairwise(seen)) >= quarters
    assert bests(release.end + quarter) == seen[-1]


def test_what_ended_is_over() -> None:
    clock = ManualClock()
    world = World(clock)
    day, track = running(world)
    account = world.drives.choice[0]
    clock.set(SNAPSHOT + timedelta(days=2))
    late = Drive(account, track.medals.author // 2, int(world.now()))
    world.drives.add(track.uid, late)
    before, after = board(world, day.group, track.uid), board(world, PERSONAL_BEST, track.uid)
    assert before.true_best(account) != late.score
    assert after.of(account) == after.entry(1)


@pytest.mark.parametrize("kind", KINDS)
def test_a_told_player_beats_their_own_best(kind: str) -> None:
    world = on_a(kind)
    track = running(world)[1]
    for account in (*world.drives.choice, world.accounts.id(REGULARS + 5)):
        for _ in range(3):
            old = [ladder.true_best(account) for ladder in boards(world)]
            drive = world.drive(account)
            assert drive
            assert drive.at == int(world.now())
            for ladder, before in zip(boards(world), old, strict=True):
                assert before is None or ladder.is_better(drive.score, before)
                entry = ladder.of(account)
                assert entry
                assert (entry.score, entry.time) == (drive.score, drive.at)
            best = min((one for one in old if one is not None), key=track.sortable, default=None)
            assert best is None or abs(drive.score - best) <= MOST_MILLISECONDS


@pytest.mark.parametrize("kind", [RACE, STUNT])
def test_a_told_player_beats_everybody(kind: str) -> None:
    world = on_a(kind)
    for account in (*world.drives.choice, world.drives.choice[0]):
        firsts = [ladder.entry(1) for ladder in boards(world)]
        drive = world.drive(account, past_all=True)
        assert drive
        for ladder, old in zip(boards(world), firsts, strict=True):
            new = ladder.entry(1)
            assert (new.account, new.score) == (account, drive.score)
            assert ladder.is_better(new.score, old.score)


def test_nobody_drives_better_than_without_a_respawn() -> None:
    world = on_a(PLATFORM)
    assert boards(world)[0].true_score(1) == 0
    account = world.drives.choice[0]
    assert world.drive(account, past_all=True) is None
    scores: list[int] = []
    while drive := world.drive(account):
        scores.append(drive.score)
    assert scores == sorted(scores, reverse=True)
    assert scores[-1] == 0
    assert world.drives.added[running(world)[1].uid][-1].score == 0


def test_a_secret_map_keeps_a_new_best_secret() -> None:
    world = on_a(RACE, secret=True)
    account = world.drives.choice[0]
    drive = world.drive(account, past_all=True)
    assert drive
    for ladder in boards(world):
        entry = ladder.of(account)
        assert entry
        assert (entry.position, entry.score) == (1, -1)
        assert ladder.true_best(account) == drive.score


def test_what_was_driven_is_taken_back() -> None:
    world = on_a(RACE)
    account = world.drives.choice[0]
    old = [ladder.of(account) for ladder in boards(world)]
    tops = [list(ladder.page(1, 20)) for ladder in boards(world)]
    for past_all in (False, True):
        assert world.drive(account, past_all=past_all)
    assert [ladder.of(account) for ladder in boards(world)] != old
    world.reset()
    assert [ladder.of(account) for ladder in boards(world)] == old
    assert [list(ladder.page(1, 20)) for ladder in boards(world)] == tops


def test_two_worlds_alike_drive_alike() -> None:
    one, other = on_a(RACE), on_a(RACE)
    account = one.drives.choice[1]
    assert one.drive(account) == other.drive(account)
