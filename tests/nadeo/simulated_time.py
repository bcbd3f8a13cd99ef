"""An event loop whose time passes at once: whoever sleeps wakes when nobody has anything to do."""

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any, TypeVar

ResultT = TypeVar("ResultT")


class _Selector(selectors.DefaultSelector):
    """Instead of waiting, tells the loop how long it would have waited."""

    passed = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is not None and timeout > 0:
            self.passed += timeout
            timeout = 0
        return super().select(timeout)


class _Loop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._seconds = _Selector()
        super().__init__(self._seconds)

    def time(self) -> float:
        return 1000.0 + self._seconds.passed


def simulate(main: Coroutine[Any, Any, ResultT]) -> ResultT:
    """Run a coroutine to its end in simulated time."""
    with asyncio.Runner(loop_factory=_Loop) as runner:
        return runner.run(main)
