"""What linked players of a server have improved: whom that puts ahead of whom on its ladder."""

import logging
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from bot.announcer.cards import PersonalBest
from bot.ladders.scores import rank_key
from bot.nadeo.models import SECRET
from bot.players.cards import Improvement, MapResult

log = logging.getLogger(__name__)

MOST_NAMED = 2
"""How many of those who were overtaken are named."""


def remembered_id(text: str) -> int:
    """Read which improvement was told last; 0 where there was none, or it cannot be read."""
    if not text or (text.isascii() and text.removeprefix("-").isdecimal()):
        return int(text or 0)
    log.error("what was told of servers' records cannot be read")
    return 0


def rounds_of(improvements: Iterable[Improvement]) -> list[tuple[Improvement, ...]]:
    """Return improvements by the readings that found them, in their order."""
    found = groupby(improvements, lambda one: (one.map_uid, one.group_uid, one.noted_at))
    return [tuple(several) for _, several in found]


def bests_of(
    found: Sequence[Improvement],
    later: Iterable[Improvement],
    results: Mapping[str, MapResult | None],
    kind: str,
) -> list[PersonalBest]:
    """Return what one reading found, as it stood on a server's ladder then; the best first.

    `found` is of those who are on the ladder. `results` has what is known of everybody on it now,
    nobody where the board is watched no more; `later` is what else was found on that board since.
    Whoever has a secret time by now, or none any more, is not told of.
    """
    keys = {
        account: rank_key(result.score, kind)
        for account, result in results.items()
        if result is not None and result.score != SECRET
    }
    told = [one for one in found if one.account_id in keys or not results]
    undone: set[str] = set()
    for one in later:
        if one.account_id in keys and one.account_id not in undone:
            undone.add(one.account_id)
            _set(keys, one.account_id, one.score_before, kind)
    after = keys | {one.account_id: rank_key(one.score, kind) for one in told}
    before = dict(after)
    for one in told:
        _set(before, one.account_id, one.score_before, kind)
    ordered = sorted(after.values())
    bests: list[PersonalBest] = []
    for one in told:
        rank = bisect_left(ordered, after[one.account_id]) + 1 if results else None
        overtaken = _overtaken(one.account_id, before, after)
        others = max(0, len(overtaken) - MOST_NAMED)
        scores = one.account_id, one.score, one.score_before
        bests.append(PersonalBest(*scores, rank, tuple(overtaken[:MOST_NAMED]), others))
    return sorted(bests, key=lambda best: (after[best.account_id], best.account_id))


def _overtaken(account_id: str, before: Mapping[str, int], after: Mapping[str, int]) -> list[str]:
    """Return who stands behind somebody and did not before, the best of them first."""
    now, then = after[account_id], before.get(account_id)
    if then is None:
        return []
    found = [
        (key, account)
        for account, key in after.items()
        if key > now and account in before and before[account] <= then
    ]
    return [account for _, account in sorted(found)]


def _set(keys: dict[str, int], account: str, score: int | None, kind: str) -> None:
    """Let somebody have a score, or none."""
    if score is None:
        keys.pop(account, None)
    else:
        keys[account] = rank_key(score, kind)
