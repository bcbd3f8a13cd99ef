"""The ladder with drives: a permutation in order, whichever way it is asked."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from hypothesis import given, settings
from hypothesis import strategies as st
from support import ManualClock

from bot.sandbox.world.accounts import CROWD, POPULATION, REGULARS
from bot.sandbox.world.drives import DRIVERS, Drive
from bot.sandbox.world.ids import Kind
from bot.sandbox.world.ladders import Crowd, Ladder
from bot.sandbox.world.tracks import PLATFORM, RACE, STUNT, Medals, Track
from bot.sandbox.world.world import World

WORLD = World(ManualClock())
ACCOUNTS = WORLD.accounts
NOW = int(WORLD.now())
OPENED = NOW - 86_400
SMALL = 10_700
"""Of ladders of all sizes, those that are checked line by line."""
MEDALS = {
    RACE: Medals(47_000, 50_000, 57_000, 71_000),
    STUNT: Medals(1800, 1500, 1200, 800),
    PLATFORM: Medals(0, 3, 10, 30),
}


@dataclass(frozen=True)
class Case:
    """A small ladder and who drove on it."""

    group: str
    track: Track
    crowd: Crowd
    drives: tuple[Drive, ...]

    def ladder(self, drives: Iterable[Drive] | None = None) -> Ladder:
        given = self.drives if drives is None else drives
        return Ladder(ACCOUNTS, self.group, self.track, OPENED, NOW, given)


def small_group(track: Track) -> str:
    return next(
        name
        for name in (f"group {number}" for number in range(10_000))
        if Crowd(name, track).order.size < SMALL
    )


def made(kind: str) -> tuple[str, Track, Crowd]:
    uid = WORLD.ids.map_uid(Kind.TOTD, 3)
    track = Track(uid, "", "", "", "", MEDALS[kind], OPENED, kind)
    group = small_group(track)
    return group, track, Crowd(group, track)


LADDERS = {kind: made(kind) for kind in MEDALS}


def strangers() -> st.SearchStrategy[str]:
    return st.integers(0, 5).map(lambda number: WORLD.ids.loose_uuid("stranger", number))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    group, track, crowd = LADDERS[draw(st.sampled_from(sorted(LADDERS)))]
    order = crowd.order
    # Where many meet, some leave the very lines that others come to stand behind.
    places = st.one_of(st.integers(1, 12), st.integers(1, order.size))
    players = st.one_of(
        places.map(order.player),
        st.sampled_from(DRIVERS),
        st.integers(REGULARS, REGULARS + CROWD - 1),
    ).map(ACCOUNTS.id)
    scores = st.one_of(
        st.tuples(places, st.integers(-1, 1)).map(
            lambda near: max(0, crowd.score(near[0]) + near[1])
        ),
        st.integers(0, 10).map(lambda step: max(0, crowd.score(1) - step * 3)),
        st.integers(0, 100_000),
    )
    drives = st.builds(Drive, st.one_of(players, strangers()), scores, st.integers(OPENED, NOW))
    one_each = st.lists(drives, max_size=24, unique_by=lambda drive: drive.account)
    return Case(group, track, crowd, tuple(draw(one_each)))


def expected(case: Case) -> list[tuple[str, int]]:
    """Return players and scores in order, put together the plain way."""
    key, order = case.track.sortable, case.crowd.order
    crowd = {ACCOUNTS.id(order.player(at)): case.crowd.score(at) for at in range(1, order.size + 1)}
    counted = [
        drive
        for drive in case.drives
        if drive.account not in crowd or key(drive.score) < key(crowd[drive.account])
    ]
    driven = {drive.account for drive in counted}
    lines = [(key(score), 0, who, score) for who, score in crowd.items() if who not in driven]
    lines += [(key(one.score), one.at, one.account, one.score) for one in counted]
    # Whoever was there before stays in front; the crowd always was.
    return [(who, score) for _, _, who, score in sorted(lines, key=lambda line: line[:2])]


@given(cases())
@settings(max_examples=12, deadline=None)
def test_a_ladder_is_a_permutation_in_order(case: Case) -> None:
    ladder, lines = case.ladder(), expected(case)
    assert ladder.size == len(lines)
    found = list(ladder.page(1, ladder.size + 5))
    assert [(entry.account, entry.score) for entry in found] == lines
    assert [entry.position for entry in found] == list(range(1, len(lines) + 1))
    assert all(OPENED <= entry.time <= NOW for entry in found)
    assert all(ladder.of(entry.account) == entry for entry in found)


@given(cases(), st.integers(0, 100_000))
@settings(max_examples=12, deadline=None)
def test_the_rank_of_a_score_is_behind_its_equals(case: Case, score: int) -> None:
    ladder, lines = case.ladder(), expected(case)
    key = case.track.sortable
    asked = [score, *(drive.score for drive in case.drives), lines[0][1], lines[-1][1]]
    for one in asked:
        assert ladder.rank_of(one) == 1 + sum(key(line[1]) <= key(one) for line in lines)


@given(cases(), st.integers(0, POPULATION - 1))
@settings(max_examples=40, deadline=None)
def test_whoever_has_no_record_stands_nowhere(case: Case, index: int) -> None:
    account, ladder = ACCOUNTS.id(index), case.ladder()
    drove = any(drive.account == account for drive in case.drives)
    has_old_line = case.crowd.order.position(index) is not None
    assert (ladder.of(account) is not None) == (drove or has_old_line)
    assert ladder.of(WORLD.ids.loose_uuid("nobody", index)) is None


@given(cases(), st.integers(1, 50))
@settings(max_examples=40, deadline=None)
def test_a_world_record_can_be_beaten(case: Case, by: int) -> None:
    ladder = case.ladder()
    first = ladder.entry(1)
    better = first.score + by if case.track.is_stunt else first.score - by
    if better < 0:
        # Nobody can have fewer respawns than none.
        return
    account = ACCOUNTS.own
    others = [drive for drive in case.drives if drive.account != account]
    beaten = case.ladder([*others, Drive(account, better, NOW)])
    assert beaten.entry(1) == replace(first, account=account, score=better, time=NOW)
    if first.account != account:
        second = beaten.of(first.account)
        assert second
        assert (second.position, second.score) == (2, first.score)
