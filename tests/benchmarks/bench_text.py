"""How much text the pure functions get through: `make bench`."""

import time
from collections.abc import Callable

import pytest

from bot.text import code_span, escape, plain

NAMES = ["$o$b$s$d42Pap$c52ri$b62ka $dddV2", "||[x](https://e.example)|| @everyone", "Mikey_______"]
PIECES = ["$", "$l[", "[", "$<", "@", "://", "\\", " ", "\n", "\u0301", "a."]
ROUNDS = 20_000


def test_names() -> None:
    start = time.perf_counter()
    for _ in range(ROUNDS):
        for name in NAMES:
            escape(plain(name))
    spent = time.perf_counter() - start

    print(f"\nnames: {ROUNDS * len(NAMES) / spent:,.0f} a second")


@pytest.mark.parametrize("work", [plain, escape, code_span])
def test_long_texts(work: Callable[[str], str]) -> None:
    """Tell what sixteen times the text costs; what grew with its square would cost 256 times."""
    short, long = (
        max(_seconds(work, piece * count) for piece in PIECES) for count in (2_000, 32_000)
    )

    print(
        f"\n{work.__name__}: {long * 1000:.2f} ms for the worst, {long / short:.0f} times as long"
    )


def _seconds(work: Callable[[str], str], text: str) -> float:
    def once() -> float:
        start = time.thread_time()
        work(text)
        return time.thread_time() - start

    return min(once() for _ in range(3))
