"""Who overtook whom on a server's ladder, against a ladder that is put in order step by step."""

from hypothesis import given
from hypothesis import strategies as st

from bot.announcer.cards import PersonalBest
from bot.announcer.feeds.server_records import MOST_NAMED, bests_of, remembered_id, rounds_of
from bot.nadeo.models import SECRET
from bot.players.cards import Improvement, MapResult

KINDS = st.sampled_from(["tm_race", "tm_stunt", "tm_platform"])
ACCOUNTS = "abcdef"
STEPS = st.lists(
    st.dictionaries(st.sampled_from(ACCOUNTS), st.integers(1, 9), min_size=1), max_size=6
)
"""What was driven between one reading and the next."""


def improvement(number: int, account: str, before: int | None, score: int, at: int) -> Improvement:
    return Improvement(number, "map", "group", account, before, score, at, float(at))


@given(STEPS, KINDS)
def test_every_reading_is_told_as_the_ladder_stood_then(
    steps: list[dict[str, int]], kind: str
) -> None:
    sign = -1 if kind == "tm_stunt" else 1
    ladder: dict[str, int] = {}
    noted: list[Improvement] = []
    ladders: list[tuple[dict[str, int], dict[str, int]]] = []
    for at, driven in enumerate(steps, 1):
        before = dict(ladder)
        for account, score in driven.items():
            if account not in before or sign * score < sign * before[account]:
                ladder[account] = score
                noted.append(improvement(len(noted) + 1, account, before.get(account), score, at))
        if noted and noted[-1].driven_at == at:
            ladders.append((before, dict(ladder)))
    results = dict.fromkeys(ACCOUNTS) | {
        account: MapResult(account, score, 1) for account, score in ladder.items()
    }

    rounds = rounds_of(noted)

    assert len(rounds) == len(ladders)
    for found, (before, after) in zip(rounds, ladders, strict=True):
        later = [one for one in noted if one.id > found[-1].id]
        bests = bests_of(found, later, results, kind)
        assert {best.account_id for best in bests} == {one.account_id for one in found}
        assert [best.rank for best in bests] == sorted(best.rank or 0 for best in bests)
        for best in bests:
            own = best.account_id
            better = [other for other in after.values() if sign * other < sign * after[own]]
            assert best.rank == 1 + len(better)
            assert (best.score, best.score_before) == (after[own], before.get(own))
            overtaken = {
                other
                for other in before
                if own in before
                and sign * before[other] <= sign * before[own]
                and sign * after[other] > sign * after[own]
            }
            assert set(best.overtaken) <= overtaken
            assert len(best.overtaken) == min(MOST_NAMED, len(overtaken))
            assert len(best.overtaken) + best.others_overtaken == len(overtaken)


def test_who_has_a_secret_time_by_now_or_none_is_left_out() -> None:
    found = [improvement(number, who, 9, 5, 1) for number, who in enumerate("abc", 1)]
    results = {"a": MapResult("a", SECRET, 2), "b": None, "c": MapResult("c", 5, 1)}

    (best,) = bests_of(found, [], results, "tm_race")

    assert best == PersonalBest("c", 5, 9, 1)


def test_a_board_that_is_watched_no_more_leaves_out_ranks() -> None:
    (best,) = bests_of([improvement(1, "a", None, 5, 1)], [], {}, "tm_race")

    assert best == PersonalBest("a", 5, None)


def test_what_was_told_last_is_read_or_begins_anew() -> None:
    known = {"": 0, "0": 0, "-1": -1, "17": 17, "{}": 0, "²": 0}
    assert {text: remembered_id(text) for text in known} == known
