"""The place that a score would take, with those around it."""

from collections.abc import Sequence
from dataclasses import replace

from bot.clock import Clock
from bot.ladders import wording
from bot.ladders.boards import Boards
from bot.ladders.cards import Board, PlaceCard
from bot.maps.releases import Target
from bot.nadeo.client import LiveClient
from bot.nadeo.models import ALL_TIME, SECRET, Record, TrackMap
from bot.refusal import Refusal

EXACT_AROUND = 100_000
"""How far down the neighbours of a score are told exactly."""

EXACT_ALONE = 10_000
"""How far down a place without neighbours is told exactly (quirk 30)."""


class Places:
    """Knows what rank a score would have."""

    def __init__(self, client: LiveClient, boards: Boards, clock: Clock) -> None:
        self._client = client
        self._boards = boards
        self._clock = clock

    async def place(
        self, target: Target, track: TrackMap, score: int, board: Board | None
    ) -> PlaceCard:
        """Return a place on the board asked for: the season's while it is open, if none was.

        A closed board tells no places (quirk 74): the all-time board stands in where it may.
        """
        release = target.release
        season = release.season_uid if release is not None and board != "all-time" else ""
        now = self._clock.timestamp()
        if release is not None and season and release.runs_at(now):
            card = await self._on(target, track, score, season)
            if card is not None:
                return card
        if season and board == "season":
            raise Refusal(wording.BOARD_CLOSED)
        card = await self._on(target, track, score, ALL_TIME)
        if card is None:
            raise Refusal(wording.NO_PLACE)
        return replace(card, season_closed=bool(season))

    async def _on(
        self, target: Target, track: TrackMap, score: int, group_uid: str
    ) -> PlaceCard | None:
        """Return a place on one board, None where that is closed."""
        answer = await self._client.get_surround(target.map_uid, score, group_uid)
        asked = self._asked(answer.world, score)
        if asked is None:
            # The account's own record hides all worse scores: the rank alone is to be had.
            if not answer.world:
                return None
            return await self._alone(target, track, score, group_uid)
        others = [record for record in answer.world if record is not asked]
        ahead = [record for record in others if record.position < asked.position]
        behind = [record for record in others if record.position >= asked.position]
        rows = await self._boards.rows([*ahead[-1:], *behind[:1]])
        return PlaceCard(
            track=track,
            group_uid=group_uid,
            score=score,
            rank=asked.position,
            is_rounded=asked.position > EXACT_AROUND,
            received_at=answer.received_at,
            stale=answer.stale,
            ahead=rows[0] if ahead else None,
            behind=rows[-1] if behind else None,
            release=target.release,
        )

    async def _alone(
        self, target: Target, track: TrackMap, score: int, group_uid: str
    ) -> PlaceCard:
        """Return a place without those around it; that Nadeo tells none does not mean "closed"."""
        placing = await self._client.get_placing(target.map_uid, score, group_uid)
        if placing is None or not placing.zones:
            raise Refusal(wording.NO_PLACE)
        rank = placing.zones[0].ranking.position
        return PlaceCard(
            track=track,
            group_uid=group_uid,
            score=score,
            rank=rank,
            is_rounded=rank >= EXACT_ALONE,
            received_at=self._clock.timestamp(),
            release=target.release,
        )

    def _asked(self, records: Sequence[Record], score: int) -> Record | None:
        """Return the entry that stands for the score itself, under our own name (quirk 73)."""
        equal = [record for record in records if record.score == score or self._is_hidden(record)]
        own = [record for record in equal if record.account_id == self._client.account_id]
        # Whoever had the score before stands in front; a place not taken has no date (quirk 28).
        return max(
            own or equal,
            key=lambda record: (record.timestamp in {None, -1}, record.position),
            default=None,
        )

    def _is_hidden(self, record: Record) -> bool:
        """Tell whether our entry hides its score, as all do that beat a secret author (quirk 67).

        One with a date is the account's own record, and says nothing of the score asked for.
        """
        is_ours = record.account_id == self._client.account_id
        return is_ours and record.score == SECRET and record.timestamp in {None, -1}
