"""Several questions at once, within one deadline: what hangs hides nothing of the others."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import TypeVar

from bot.nadeo.errors import NadeoError

SubjectT = TypeVar("SubjectT")
_ToldT = TypeVar("_ToldT")


A_FEW = 3
"""As many at once as keep the budget busy: a longer queue of one person's would be refused."""


async def side_by_side(
    subjects: Iterable[SubjectT],
    ask: Callable[[SubjectT], Awaitable[_ToldT]],
    within: float,
    at_once: int | None = None,
) -> list[_ToldT | NadeoError | TimeoutError]:
    """Ask of all, `within` seconds; of each its answer or why there is none, in their order.

    Of all at once, or of no more than `at_once`.
    """
    ends = asyncio.get_running_loop().time() + within
    wanted = list(subjects)
    waiting = iter(enumerate(wanted))
    answers: dict[int, _ToldT | NadeoError | TimeoutError] = {}

    async def told(subject: SubjectT) -> _ToldT | NadeoError | TimeoutError:
        try:
            async with asyncio.timeout_at(ends):
                return await ask(subject)
        except (NadeoError, TimeoutError) as error:
            return error

    async def ask_one_after_the_other() -> None:
        for place, subject in waiting:
            answers[place] = await told(subject)

    count = len(wanted) if at_once is None else at_once
    await asyncio.gather(*(ask_one_after_the_other() for _ in range(count)))
    return [answers[place] for place in range(len(wanted))]
