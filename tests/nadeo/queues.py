"""Who asks a budget for turns, and whether it gave no more than it may."""

import asyncio
from collections.abc import Sequence

from bot.nadeo.budget import Budget, Turn, current_turn


def now() -> float:
    return asyncio.get_running_loop().time()


class Queue:
    """Asks a budget on behalf of people and of nobody, and remembers who was let go when."""

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self.served: list[tuple[float, str]] = []

    def ask(
        self, name: str, user: int | None = None, turn: Turn | None = None
    ) -> asyncio.Task[None]:
        async def wait() -> None:
            current_turn.set(turn or Turn(user))
            await self.budget.turn()
            self.served.append((now(), name))

        return asyncio.create_task(wait())

    @property
    def names(self) -> list[str]:
        return [name for _, name in self.served]


def assert_within_budget(moments: Sequence[float], rate: float, windows: Sequence[float]) -> None:
    # quirk 15
    for window in windows:
        for start in moments:
            inside = sum(start <= moment <= start + window for moment in moments)
            assert inside <= rate * window + 2, (window, start)
