"""Closing cards: what is over shows how it ended, read once and kept, however late that is."""

import logging
from dataclasses import dataclass, replace

from bot.announcer.alarm import Alarm
from bot.announcer.cards import Feed
from bot.announcer.edits import Edits
from bot.announcer.rows.endings import Endings, OpenCard
from bot.clock import Clock, holds
from bot.ladders.cards import Result
from bot.ladders.results import Results
from bot.nadeo.budget import Turn, current_turn
from bot.nadeo.errors import NadeoError
from bot.refusal import Refusal

log = logging.getLogger(__name__)

AHEAD: dict[Feed, float] = {"totd": 10.0}
"""So long before the end a board is read whose players nobody can count after it; in seconds."""
BEHIND = 30.0
"""So long after its end all else is read, in seconds: not in the moment in which everybody asks."""
LONGEST_REST = 300.0
"""What was posted meanwhile is looked at by then: nothing ends so soon; in seconds."""
FIRST_PAUSE, LONGEST_PAUSE = 20.0, 600.0
"""How long after a failure it is read again, at first and later, in seconds."""
NAMES_WANTED_FOR = 1800.0
"""So long after the end a result waits for its names, in seconds."""
RESULT_WANTED_FOR = 86400.0
"""So long after the end a card waits for its result, in seconds; then it says so."""
FAILURES = (NadeoError, Refusal, TimeoutError)


@dataclass(frozen=True)
class Setback:
    """A result that was not told: when that was, and how long it is let be."""

    at: float
    pause: float


class Closing:
    """Reads how things end, and lets the edits bring that to the messages; the file remembers."""

    def __init__(self, endings: Endings, results: Results, edits: Edits, clock: Clock) -> None:
        self._endings = endings
        self._results = results
        self._edits = edits
        self._clock = clock
        self._alarm = Alarm(clock)
        self._setbacks: dict[int, Setback] = {}

    async def run(self) -> None:
        """Close whatever ends, for ever."""
        while True:
            await self._alarm.rest(await self.flush())

    async def flush(self) -> float:
        """Read and close what is due; return in how many seconds there is more to do."""
        cards = await self._endings.open_cards(self._clock.timestamp())
        rests = [await self._advance(card, card.over_at) for card in cards]
        return max(0.0, min([LONGEST_REST, *rests]))

    async def _advance(self, card: OpenCard, over_at: float | None) -> float:
        """Do for one card what is due; return when to look at it again, in seconds."""
        if over_at is None:
            return LONGEST_REST
        now = self._clock.timestamp()
        reading = over_at - AHEAD.get(card.feed, -BEHIND)
        if now < reading:
            return reading - now
        # What was read for an end that was put off since is no result.
        known = card.result
        result = known if known is not None and known.read_at >= reading else None
        if now < over_at:
            if result is None:
                await self._read(card, over_at)
            return over_at - self._clock.timestamp()
        late = now - over_at
        # However late it is, a board may tell it yet: each run asks once at least.
        is_unasked = result is None and card.announcement_id not in self._setbacks
        if is_unasked or _is_wanted(result, late):
            if (wait := self._wait(card)) > 0:
                return wait
            result = await self._read(card, over_at, counted=result) or result
            if _is_wanted(result, late):
                return self._set_back(card)
        await self._close(card)
        return LONGEST_REST

    async def _close(self, card: OpenCard) -> None:
        self._setbacks.pop(card.announcement_id, None)
        await self._endings.close(card, self._clock.timestamp())
        log.info("%s is over, and its cards are closed", card.feed)
        self._edits.wake()

    async def _read(
        self, card: OpenCard, over_at: float, counted: Result | None = None
    ) -> Result | None:
        """Read how something ends and keep that, None where it is not told.

        Players who were counted before the end are not counted again, and where nobody counts them
        they are as many as when the card last showed them.
        """
        # A board that is about to close is worth as much as a switch: its moment passes.
        turn = current_turn.set(Turn(is_timely=self._clock.timestamp() < over_at))
        try:
            result = await self._asked(card, over_at)
        except FAILURES as error:
            log.info("how %s ends is not known: %s", card.feed, error.__cause__ or error)
            return None
        finally:
            current_turn.reset(turn)
        if result is None:
            return None
        if counted is not None and counted.players is not None:
            result = replace(result, players=counted.players, is_late=False)
        if result.players is None and card.standing is not None:
            result = replace(result, players=card.standing.players)
        await self._endings.note_result(card, result)
        return result

    async def _asked(self, card: OpenCard, over_at: float) -> Result | None:
        first = card.map_uids[0]
        if len(card.map_uids) == 1:
            return await self._results.of_map(first, card.group_uid, over_at)
        return await self._results.of_ranking(card.group_uid, first, over_at)

    def _wait(self, card: OpenCard) -> float:
        """Return how long a result that was not told is let be yet, in seconds."""
        setback = self._setbacks.get(card.announcement_id)
        now = self._clock.timestamp()
        if setback is None or not holds(setback.at, now, setback.at + setback.pause):
            return 0.0
        return setback.at + setback.pause - now

    def _set_back(self, card: OpenCard) -> float:
        """Wait longer after each time that nothing was told; return how long."""
        before = self._setbacks.get(card.announcement_id)
        pause = FIRST_PAUSE if before is None else min(before.pause * 2, LONGEST_PAUSE)
        self._setbacks[card.announcement_id] = Setback(self._clock.timestamp(), pause)
        return pause


def _is_wanted(result: Result | None, late: float) -> bool:
    """Tell whether a result is worth reading, or reading again, so long after the end."""
    if result is None:
        return late < RESULT_WANTED_FOR
    return result.lacks_names and late < NAMES_WANTED_FOR
