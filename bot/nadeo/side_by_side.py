"""Several questions at once, within one deadline: what hangs hides nothing of the others."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import TypeVar

from bot.nadeo.errors import NadeoError

SubjectT = TypeVar("SubjectT")
_ToldT = TypeVar("_ToldT")


async def side_by_side(
    subjects: Iterable[SubjectT], ask: Callable[[SubjectT], Awaitable[_ToldT]], within: float
) -> list[_ToldT | NadeoError | TimeoutError]:
    """Ask of all at once, `within` seconds; of each its answer or why there is none."""
    ends = asyncio.get_running_loop().time() + within

    async def told(subject: SubjectT) -> _ToldT | NadeoError | TimeoutError:
        try:
            async with asyncio.timeout_at(ends):
                return await ask(subject)
        except (NadeoError, TimeoutError) as error:
            return error

    return await asyncio.gather(*(told(subject) for subject in subjects))
