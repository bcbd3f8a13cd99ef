"""Which of two scores on a map is better: pure functions of scores that are not secret."""


def rank_key(score: int, kind: str) -> int:
    """Return a number that is smaller the better a score is; `kind` is `TrackMap.kind`.

    More is better on Stunt maps only (quirk 69).
    """
    return -score if kind == "tm_stunt" else score


def is_better(score: int, other: int, kind: str) -> bool:
    """Tell whether a score beats another."""
    return rank_key(score, kind) < rank_key(other, kind)
