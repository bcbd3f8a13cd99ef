"""How much text the pure functions get through: `make bench`."""

import time

from bot.text import escape, plain

NAMES = ["$o$b$s$d42Pap$c52ri$b62ka $dddV2", "||[x](https://e.example)|| @everyone", "Mikey_______"]
ROUNDS = 20_000


def test_names() -> None:
    start = time.perf_counter()
    for _ in range(ROUNDS):
        for name in NAMES:
            escape(plain(name))
    spent = time.perf_counter() - start

    print(f"\nnames: {ROUNDS * len(NAMES) / spent:,.0f} a second")
