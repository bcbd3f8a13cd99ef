"""Who wants what: everything that is changed about subscriptions goes through here."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import discord

from bot.announcer import announce_wording, set_up_wording
from bot.announcer.cards import Feed, Subscription
from bot.announcer.rows.publishing import Unpublished, read_unpublished
from bot.announcer.rows.sequels import AT_THE_LIMIT
from bot.announcer.rows.subscriptions import (
    MOST_IN_A_SERVER,
    ServerIsFull,
    change,
    note_channel_gone,
    note_role_gone,
    read_subscriptions,
    set_state,
    subscribe,
    subscribe_all,
    unsubscribe,
)
from bot.clock import Clock
from bot.face.embeds import timestamp
from bot.languages import language_of
from bot.refusal import Refusal
from bot.storage.store import Store
from bot.text import cut, escape

LONGEST_REASON = 200


class Subscriptions:
    """Adds, lists, pauses, resumes and removes; `knock` has a feed looked at for a new one."""

    def __init__(self, store: Store, clock: Clock, knock: Callable[[Feed], None]) -> None:
        self._store = store
        self._clock = clock
        self._knock = knock

    async def draft(
        self, guild: discord.Guild, channel_id: int, feed: Feed, user_id: int
    ) -> Subscription:
        """Return what a channel has of a feed, or a new one in the server's language.

        It is as of now, by this person: somebody begins to subscribe it.
        """
        known = await self.of_server(guild.id)
        same = (one for one in known if (one.channel_id, one.feed) == (channel_id, feed))
        language = language_of(str(guild.preferred_locale))
        base = next(same, Subscription(0, guild.id, channel_id, feed, language=language))
        return replace(base, since=self._clock.timestamp(), subscribed_by=user_id)

    async def add(self, wanted: Subscription) -> bool:
        """Subscribe a channel; return whether it is new and not an update."""
        try:
            is_new = await subscribe(self._store, wanted)
        except ServerIsFull as error:
            raise Refusal(announce_wording.server_is_full(MOST_IN_A_SERVER)) from error
        self._knock(wanted.feed)
        return is_new

    async def add_all(self, several: Sequence[Subscription]) -> None:
        """Subscribe several of one server, or none of them where that is more than it may have."""
        try:
            await subscribe_all(self._store, several)
        except ServerIsFull as error:
            raise Refusal(set_up_wording.too_many(MOST_IN_A_SERVER)) from error
        for wanted in several:
            self._knock(wanted.feed)

    async def change(self, wanted: Subscription, user_id: int) -> None:
        """Give a subscription other settings, for somebody; one that is no more is refused."""
        if not await change(self._store, replace(wanted, subscribed_by=user_id)):
            raise Refusal(announce_wording.UNKNOWN_SUBSCRIPTION)

    async def of_server(self, guild_id: int) -> list[Subscription]:
        """List a server's, in the order they were made."""
        return await read_subscriptions(self._store, guild_id)

    async def unpublished(self, guild_id: int) -> dict[int, str]:
        """Say what of a server's posts is not published, by the ids of the subscriptions."""
        late = await read_unpublished(self._store, guild_id)
        return {subscription_id: _told(one) for subscription_id, one in late.items()}

    async def pause(self, subscription: Subscription) -> None:
        """Owe it nothing until it is resumed."""
        await set_state(self._store, subscription.id, "paused", self._clock.timestamp())

    async def resume(self, subscription: Subscription) -> None:
        """Take a paused or suspended one up again: what runs already is known.

        Its settings are taken as they are given: its channel may have changed meanwhile.
        """
        await change(self._store, subscription)
        if subscription.state != "active":
            await set_state(self._store, subscription.id, "active", self._clock.timestamp())
            self._knock(subscription.feed)

    async def remove(self, subscription: Subscription) -> None:
        """Forget it and all that it was owed."""
        await unsubscribe(self._store, subscription.id)

    async def forget_role(self, role_id: int) -> None:
        """Ping a role no more that was deleted; its subscriptions go on, and say so."""
        await note_role_gone(self._store, role_id)

    async def forget_channel(self, channel_id: int) -> None:
        """Post no more where a channel was deleted: nobody needs to wait for Discord to refuse."""
        await note_channel_gone(self._store, channel_id, self._clock.timestamp())


def _told(late: Unpublished) -> str:
    words = escape(cut(late.reason, LONGEST_REASON))
    reasons = {0: announce_wording.NOT_ANSWERED, AT_THE_LIMIT: announce_wording.AT_THE_LIMIT}
    code = late.reason_code
    reason = reasons.get(code) or announce_wording.no_publishing(code, words)
    return announce_wording.unpublished(late.count, timestamp(late.oldest), str(reason))
