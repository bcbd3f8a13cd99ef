"""Trying again: when, how often and after which pauses, in simulated time."""

import asyncio
from collections.abc import Iterator
from itertools import pairwise

import pytest

from bot.nadeo.errors import (
    Forbidden,
    NadeoError,
    NotFound,
    ServerFault,
    TooManyRequests,
    Unauthorized,
    Unavailable,
    UnexpectedAnswer,
)
from bot.nadeo.retries import Patience
from tests.nadeo.simulated_time import simulate

PASSING = [
    Unavailable("502"),
    Unavailable("503", 3.0),
    TooManyRequests("429", None),
    TooManyRequests("429", 3.0),
]
FINAL = [
    NotFound("404", 404),
    Forbidden("403", 403),
    Unauthorized("401", 401),
    UnexpectedAnswer("?"),
    TooManyRequests("429", 60.0),
    Unavailable("503", 60.0),
]


class Caller:
    """Fails with these errors in turn, then returns "fine"; remembers when it was asked."""

    def __init__(self, *errors: NadeoError) -> None:
        self._errors: Iterator[NadeoError] = iter(errors)
        self.moments: list[float] = []

    async def __call__(self) -> str:
        self.moments.append(asyncio.get_running_loop().time())
        for error in self._errors:
            raise error
        return "fine"

    @property
    def pauses(self) -> list[float]:
        return [after - before for before, after in pairwise(self.moments)]


@pytest.mark.parametrize("_chance", range(20))
def test_pauses_grow(_chance: int) -> None:
    caller = Caller(*[Unavailable("502")] * 5)
    patience = Patience(attempts=5)
    with pytest.raises(Unavailable):
        simulate(patience.retry(caller, repeatable=True))
    pauses = caller.pauses
    assert len(pauses) == 4
    assert all(after >= before / 2 for before, after in pairwise(pauses))
    assert pauses[-1] > pauses[0]
    assert 1 <= pauses[0] <= 1.25


def told(seconds: float) -> NadeoError:
    return TooManyRequests("429", seconds)


@pytest.mark.parametrize(
    "errors",
    [
        [told(6), Unavailable("503"), Unavailable("503")],
        [Unavailable("503", 4.0), Unavailable("503", 4.0), Unavailable("503", 4.0)],
        [Unavailable("502"), told(9), told(1)],
        [told(3), told(3), told(14)],
        [Unavailable("504", 2.0), told(0), Unavailable("no answer")],
    ],
    ids=repr,
)
@pytest.mark.parametrize("_chance", range(5))
def test_pauses_grow_whatever_nadeo_says(errors: list[Unavailable], _chance: int) -> None:
    caller = Caller(*errors, Unavailable("503"))
    with pytest.raises(Unavailable):
        simulate(Patience(attempts=4).retry(caller, repeatable=True))
    pauses = caller.pauses
    assert len(pauses) == 3
    assert all(after >= before / 2 for before, after in pairwise(pauses))
    assert pauses[-1] > pauses[0]
    for pause, error in zip(pauses, errors, strict=True):
        assert pause > (error.retry_after or 1.0)


def test_a_hang_keeps_a_recovered_service_away_for_less_than_ten_seconds() -> None:
    patience = Patience()
    caller = Caller(*[Unavailable("no answer")] * 9)
    with pytest.raises(Unavailable):
        simulate(patience.retry(caller, repeatable=True))
    assert patience.timeout + max(caller.pauses) < 10


def test_pauses_differ_by_chance() -> None:
    firsts = set()
    for _ in range(10):
        caller = Caller(Unavailable("502"))
        assert simulate(Patience().retry(caller, repeatable=True)) == "fine"
        firsts.add(caller.pauses[0])
    assert len(firsts) > 1


def test_a_few_times_and_no_more() -> None:
    caller = Caller(*[Unavailable("502")] * 9)
    with pytest.raises(Unavailable):
        simulate(Patience().retry(caller, repeatable=True))
    assert len(caller.moments) == 3


def test_everything_ends_in_time() -> None:
    # three exchanges that time out and the pauses between them, after a renewal that hung
    patience = Patience()
    caller = Caller(*[Unavailable("no answer")] * 9)
    with pytest.raises(Unavailable):
        simulate(patience.retry(caller, repeatable=True))
    assert sum(caller.pauses) + patience.attempts * patience.timeout + 5 <= 45


@pytest.mark.parametrize("error", PASSING, ids=repr)
def test_what_passes_is_tried_again(error: NadeoError) -> None:
    caller = Caller(error)
    assert simulate(Patience().retry(caller, repeatable=True)) == "fine"
    assert len(caller.moments) == 2


@pytest.mark.parametrize("error", FINAL, ids=repr)
def test_what_stays_is_not(error: NadeoError) -> None:
    caller = Caller(error)
    with pytest.raises(type(error)):
        simulate(Patience().retry(caller, repeatable=True))
    assert len(caller.moments) == 1


@pytest.mark.parametrize("first", [ServerFault("500"), Unavailable("503")])
def test_a_500_is_tried_again_once_at_most(first: NadeoError) -> None:
    # quirk 18
    caller = Caller(first, ServerFault("500"), ServerFault("500"))
    with pytest.raises(ServerFault):
        simulate(Patience().retry(caller, repeatable=True))
    assert len(caller.moments) == 2


@pytest.mark.parametrize(
    ("error", "times"),
    [
        (Unavailable("502"), 1),
        (ServerFault("500"), 1),
        (TooManyRequests("429", None), 3),
        (TooManyRequests("429", 2.0), 3),
        (TooManyRequests("429", 600.0), 1),
    ],
)
def test_what_has_effect_is_repeated_only_after_429(error: NadeoError, times: int) -> None:
    caller = Caller(*[error] * 9)
    with pytest.raises(type(error)):
        simulate(Patience().retry(caller, repeatable=False))
    assert len(caller.moments) == times
