"""Cards that are kept up to date: how the running track stands, asked once for all channels."""

import logging

from bot.announcer.alarm import Alarm
from bot.announcer.cards import Feed, LiveStanding
from bot.announcer.edits import Edits
from bot.announcer.rows.endings import Endings, OpenCard
from bot.clock import Clock
from bot.ladders.standings import Standings
from bot.maps.cards import Standing
from bot.nadeo.budget import Budget, Turn, current_turn
from bot.nadeo.errors import NadeoError
from bot.refusal import Refusal

log = logging.getLogger(__name__)

LIVE_FEEDS: tuple[Feed, ...] = ("totd",)
OFTEN, OFTEN_FOR = 900.0, 6 * 3600.0
"""How often it is asked for at first, and for how long; in seconds."""
SELDOM = 3600.0
"""How often it is asked for later, in seconds."""
REQUESTS = 2
SHARE = 0.1
"""How much of Nadeo's budget is taken at most."""
LAST_BEFORE_END = 60.0
"""So shortly before its end nothing is asked any more: then the card is closed; in seconds."""
LONGEST_REST = 300.0
"""What was posted meanwhile begins to be asked for later than that; in seconds."""
FAILURES = (NadeoError, Refusal, TimeoutError)


class Live:
    """Asks how what runs stands, in the background, and lets the edits bring that to the posts."""

    def __init__(
        self,
        endings: Endings,
        standings: Standings,
        budget: Budget,
        edits: Edits,
        clock: Clock,
    ) -> None:
        self._endings = endings
        self._standings = standings
        self._budget = budget
        self._edits = edits
        self._clock = clock
        self._alarm = Alarm(clock)
        self._tried_at: dict[int, float] = {}

    async def run(self) -> None:
        """Ask whenever it is time, for ever."""
        current_turn.set(Turn())
        while True:
            await self._alarm.rest(await self.flush())

    async def flush(self) -> float:
        """Ask for what is due; return in how many seconds there is more to do."""
        now = self._clock.timestamp()
        cards = await self._endings.open_cards(now)
        wanted = [card for card in cards if card.feed in LIVE_FEEDS and card.is_live]
        rests = [await self._keep(card, now) for card in wanted if _runs(card, now)]
        return min([LONGEST_REST, *rests])

    async def _keep(self, card: OpenCard, now: float) -> float:
        """Ask how a card's board stands if it is time; return in how many seconds it is again."""
        pause = self._pause(now - card.starts)
        due = max(card.starts, await self._asked_at(card, now)) + pause
        if now < due:
            return due - now
        self._tried_at[card.announcement_id] = now
        try:
            await self._sample(card)
        except FAILURES as error:
            log.info("how %s stands is not known: %s", card.feed, error.__cause__ or error)
        return pause

    async def _asked_at(self, card: OpenCard, now: float) -> float:
        """Return when it was last asked for, whatever came of it; 0 for never."""
        tried_at = self._tried_at.get(card.announcement_id, 0.0)
        sampled_at = await self._endings.sampled_at(card, now)
        return max(sampled_at or 0.0, tried_at if tried_at <= now else 0.0)

    async def _sample(self, card: OpenCard) -> None:
        """Ask once for everybody; what is not told now stays as it was told before."""
        (map_uid,) = card.map_uids
        kind = await self._standings.kind_of(map_uid)
        standing = await self._standings.ask((map_uid, card.group_uid), kind)
        if standing.record is None and standing.players is None:
            return
        shown = _shown(standing, card.standing, kind)
        if await self._endings.note_sample(card, standing, shown):
            self._edits.wake()

    def _pause(self, age: float) -> float:
        """Return how long to wait between two questions, in seconds."""
        usual = OFTEN if age < OFTEN_FOR else SELDOM
        return max(usual, REQUESTS / (SHARE * self._budget.rate))


def _runs(card: OpenCard, now: float) -> bool:
    """Tell whether a card of one map is open for long enough to be kept up to date."""
    is_over = card.over_at is not None and now >= card.over_at - LAST_BEFORE_END
    return card.starts <= now and not is_over and len(card.map_uids) == 1


def _shown(standing: Standing, before: LiveStanding | None, kind: str) -> LiveStanding:
    record, players = standing.record, standing.players
    if before is not None:
        record = before.record if record is None else record
        players = before.players if players is None else players
    return LiveStanding(record, players, kind)
