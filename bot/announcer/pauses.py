"""How long to wait before a delivery is tried again; in seconds."""

_FIRST_PAUSE = 1.0
_DOUBLINGS = 3
_LONGEST_PAUSE = 6.0
"""discord.py has tried for up to 9 s before it tells of a failure: 15 s between two attempts."""
FIRST_PAUSE_AFTER_A_REFUSAL = 60.0
LONGEST_PAUSE_AFTER_A_REFUSAL = 3600.0
FIRST_PAUSE_AFTER_A_SETBACK = 5.0
DOUBLINGS_AFTER_SETBACKS = 10
REFUSED_FOR_GOOD = 86400.0
"""A channel that refused everything for so long is not tried any more."""


def after_a_failure(attempts: int, spread: float) -> float:
    """Seconds to wait after so many attempts that failed before; `spread` from 0 to 1."""
    pause = min(_FIRST_PAUSE * 2 ** min(attempts, _DOUBLINGS), _LONGEST_PAUSE)
    return pause * (1 - spread / 4)


def after_a_setback(attempts: int, spread: float) -> float:
    """Seconds to wait with what nobody waits for, after so many attempts before."""
    pause = FIRST_PAUSE_AFTER_A_SETBACK * 2 ** min(attempts, DOUBLINGS_AFTER_SETBACKS)
    return min(pause, LONGEST_PAUSE_AFTER_A_REFUSAL) * (1 - spread / 4)


def after_a_refusal(refused_for: float, spread: float) -> float:
    """Seconds to wait where a channel has refused everything for so long."""
    pause = min(max(refused_for, FIRST_PAUSE_AFTER_A_REFUSAL), LONGEST_PAUSE_AFTER_A_REFUSAL)
    return pause * (1 - spread / 4)
