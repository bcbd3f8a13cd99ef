"""Boards from the first rank to the last that can be read, by a few pages far apart."""

import logging

from bot.ladders.boards import CHUNK, Boards
from bot.ladders.curve_cards import BoardCurve
from bot.ladders.scores import rank_key
from bot.maps.lookup.maps import Maps
from bot.maps.lookup.typed_maps import TypedMaps
from bot.nadeo.errors import NadeoError
from bot.nadeo.models import ALL_TIME, SECRET, Leaderboard
from bot.nadeo.paths import DEEPEST_RANK

log = logging.getLogger(__name__)


class Curves:
    """Knows how steep the boards of maps are."""

    def __init__(self, boards: Boards, maps: Maps, typed_maps: TypedMaps) -> None:
        self._boards = boards
        self._maps = maps
        self._typed_maps = typed_maps

    async def of_group(self, map_uid: str, group_uid: str, requests: int) -> BoardCurve:
        """Read a board that a button named, by so many requests at most; the first has to succeed.

        Where Nadeo gives nothing further down, the curve ends there.
        """
        target = await self._typed_maps.find(map_uid)
        track = await self._maps.get(map_uid, any_age=True)
        first, *further = starts(requests)
        answers = [await self._boards.look(map_uid, group_uid, first)]
        is_whole = answers[0].came < CHUNK
        for rank in () if is_whole else further:
            try:
                answers.append(await self._boards.look(map_uid, group_uid, rank))
            except NadeoError as error:
                log.info("a board was not read below rank %d: %s", rank, type(error).__name__)
                break
            if is_whole := answers[-1].came < CHUNK or rank == further[-1]:
                break
        is_silent = group_uid != ALL_TIME and not answers[0].group_uid and not answers[0].world
        return BoardCurve(
            track=track,
            group_uid=group_uid,
            points=_points(answers, track.kind),
            is_whole=is_whole,
            has_secrets=any(row.score == SECRET for one in answers for row in one.world),
            received_at=min(one.received_at for one in answers),
            stale=any(one.stale for one in answers),
            release=target.release,
            note="silent" if is_silent else "",
        )


def starts(requests: int) -> tuple[int, ...]:
    """Return the first ranks of so many pages, from 1 to the last page of all.

    They lie where pages of boards are cut, so that what somebody looked at is at hand; on a scale
    on which each step is as many times the last, their distances are alike.
    """
    pages = DEEPEST_RANK // CHUNK
    steps = max(1, requests - 1)
    offsets = {round(pages ** (step / steps)) - 1 for step in range(steps + 1)}
    return tuple(offset * CHUNK + 1 for offset in sorted(offsets))[:requests]


def _points(answers: list[Leaderboard], kind: str) -> tuple[tuple[int, int], ...]:
    """Return ranks and scores, without what is hidden or contradicts what stands above it.

    Pages are read one after the other, and people drive meanwhile.
    """
    rows = sorted((row.position, row.score) for one in answers for row in one.world)
    points: list[tuple[int, int]] = []
    for rank, score in rows:
        if score == SECRET or rank < 1:
            continue
        if points and (
            rank == points[-1][0] or rank_key(score, kind) < rank_key(points[-1][1], kind)
        ):
            continue
        points.append((rank, score))
    return tuple(points)
