"""Brings changed cards to the messages that show older ones, behind all that is to be posted.

What only tells how something stands waits for the rest, and takes a tenth of the pace at most.
"""

import asyncio
import logging
from collections.abc import Coroutine, Iterable
from dataclasses import dataclass
from typing import Any

from bot.announcer.alarm import Alarm
from bot.announcer.channels import (
    ChannelGone,
    ChannelLost,
    MessageGone,
    PostError,
    Rejected,
)
from bot.announcer.dispatcher import Dispatcher
from bot.announcer.pace import POSTS_PER_SECOND, Pace
from bot.announcer.pauses import LONGEST_PAUSE_AFTER_A_REFUSAL, after_a_refusal
from bot.announcer.revisions import Edit, Revisions
from bot.clock import Clock
from bot.supervisor import guarded

log = logging.getLogger(__name__)

_PAUSE = 60.0
"""A message may have been posted with an older card while that was changed; in seconds."""
LIVE_SHARE = 0.1
"""How much of the pace is at most for cards that are kept up to date."""


@dataclass(frozen=True)
class Refusals:
    """Since when a message cannot be changed, and until when it is left alone."""

    since: float
    until: float


class Edits:
    """Edits what lags behind; the file remembers what that is."""

    def __init__(
        self,
        revisions: Revisions,
        dispatcher: Dispatcher,
        clock: Clock,
        live_pace: Pace | None = None,
    ) -> None:
        self._revisions = revisions
        self._dispatcher = dispatcher
        self._clock = clock
        self._live_pace = live_pace or Pace(POSTS_PER_SECOND * LIVE_SHARE)
        self._alarm = Alarm(clock)
        self._refused: dict[int, Refusals] = {}

    def wake(self) -> None:
        """Look for lagging messages now."""
        self._alarm.ring()

    async def run(self) -> None:
        """Edit whatever lags, for ever."""
        while True:
            async with guarded("the edits of announcements"):
                await self.flush()
            await self._alarm.rest(_PAUSE)

    async def flush(self) -> None:
        """Try every lagging message once."""
        await self._bring_changes()
        now, last = self._clock.timestamp(), 0
        while edits := await self._revisions.out_of_date(now, last):
            last = edits[-1].delivery_id
            await _all_of(self._edit_in_time(edit, now) for edit in edits if self._may(edit, now))
            await self._bring_changes()

    async def _bring_changes(self) -> None:
        """Try all that cannot wait once."""
        now, last = self._clock.timestamp(), 0
        while edits := await self._revisions.lagging(now, last):
            last = edits[-1].delivery_id
            await _all_of(self._edit(edit, now) for edit in edits if self._may(edit, now))

    def _may(self, edit: Edit, now: float) -> bool:
        refused = self._refused.get(edit.delivery_id)
        # A moment that is far ahead was noted before the clock was set back.
        return refused is None or not 0 < refused.until - now <= LONGEST_PAUSE_AFTER_A_REFUSAL

    async def _edit(self, edit: Edit, now: float) -> None:
        """Change a message; one that nobody can change any more is not tried again."""
        try:
            await self._dispatcher.change(edit.channel_id, edit.message_id, edit.message)
        except (MessageGone, ChannelGone) as error:
            log.info("an announcement in channel %d is gone: %s", edit.channel_id, error)
            await self._revisions.forget(edit)
        except Rejected as error:
            log.info("an announcement in channel %d stays as it is: %s", edit.channel_id, error)
        except PostError as error:
            log.info("an announcement in channel %d is not up to date: %s", edit.channel_id, error)
            if isinstance(error, ChannelLost):
                self._note_refusal(edit, now)
            return
        self._refused.pop(edit.delivery_id, None)
        await self._revisions.settle(edit, now)

    async def _edit_in_time(self, edit: Edit, now: float) -> None:
        """Change a message that can wait, at a pace of its own."""
        await self._live_pace.turn()
        await self._edit(edit, now)

    def _note_refusal(self, edit: Edit, now: float) -> None:
        """Remember since when a channel refuses, so that it is asked less and less often."""
        before = self._refused.get(edit.delivery_id)
        since = now if before is None else min(before.since, now)
        until = now + after_a_refusal(now - since, 0.0)
        self._refused[edit.delivery_id] = Refusals(since, until)


async def _all_of(works: Iterable[Coroutine[Any, Any, None]]) -> None:
    """Wait for all, also where one fails or they are cancelled, and raise the first fault.

    An older card that is still under way could else reach a message behind a newer one, which is
    settled already and never tried again.
    """
    outcomes = await asyncio.gather(*works, return_exceptions=True)
    for fault in filter(None, outcomes):
        raise fault
