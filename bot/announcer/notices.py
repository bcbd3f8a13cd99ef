"""Tells those who can mend it what does not arrive: once, and where it can be read."""

import logging
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import TypeAlias

from bot.announcer import notice_wording
from bot.announcer.cards import Message, mark_of, nonce_of
from bot.announcer.channels import ChannelLost, Channels, MessageGone, PostError, Unreachable
from bot.announcer.dispatcher import Dispatcher
from bot.announcer.embeds.notices import mended_embed, trouble_embed
from bot.announcer.payload import SILENT
from bot.announcer.rows.notices import (
    claim_mending,
    claim_notice,
    count_claimed,
    forget_told,
    read_concerned,
    read_notices,
    read_told,
    read_waiting,
    settle_at_command,
    settle_notice,
    stop_waiting,
    tidy_notices,
    wait_for_manager,
    withdraw_notice,
)
from bot.announcer.rows.subscriptions import read_subscriptions
from bot.announcer.search import NONCE_HOLDS, PIECES, SKEW
from bot.announcer.trouble import QUIET_FOR, Account, Notice, Told, Trouble, Unpublished
from bot.clock import Clock
from bot.languages import ENGLISH, writing_in
from bot.storage.store import Store
from bot.supervisor import guarded
from bot.text import shown

log = logging.getLogger(__name__)

NOT_GIVEN_YET = "a notice was not given to server %d yet: %s"

LOOK_EVERY = 300.0
"""How often the file is read when nobody rings, in seconds."""
MOST_CHANNELS = 5
"""Where so many refuse a notice, all do: the bot may be timed out."""
LOOK_WHILE_IN_DOUBT = 60.0
"""So soon Discord still knows a nonce; in seconds."""

Tappable: TypeAlias = Callable[[str], str]
"""Makes the commands that a text names something to tap."""
ReadUnpublished: TypeAlias = Callable[[int], Awaitable[Mapping[int, Unpublished]]]
"""Tells of a server what is not published, by the subscription."""


class Notices:
    """Tells servers of what has stopped, by rules over what the file says.

    A notice is claimed before it is sent. What is still claimed later may have gone out: it is
    looked for, and sent again with the same nonce where it is not found.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        channels: Channels,
        dispatcher: Dispatcher,
        tappable: Tappable,
        unpublished: ReadUnpublished,
    ) -> None:
        self._store = store
        self._clock = clock
        self._channels = channels
        self._dispatcher = dispatcher
        self._tappable = tappable
        self._unpublished = unpublished
        self._waiting: frozenset[int] = frozenset()

    async def run(self) -> None:
        """Look after each suspension, and every few minutes, for ever."""
        while True:
            await self._dispatcher.suspensions.rest(await self.look())

    async def look(self) -> float:
        """Tell whatever is to be told now; return how long to rest."""
        await tidy_notices(self._store, self._clock.timestamp())
        for guild_id in await read_concerned(self._store, self._clock.timestamp()):
            async with guarded("a notice"):
                await self._look_at(guild_id)
        self._waiting = frozenset(await read_waiting(self._store))
        return LOOK_WHILE_IN_DOUBT if await count_claimed(self._store) else LOOK_EVERY

    def waits_for_manager(self, guild_id: int) -> bool:
        """Tell whether the next command of a server's manager has a word below its answer."""
        return guild_id in self._waiting

    async def at_command(self, guild_id: int, say: Callable[[str], Awaitable[object]]) -> None:
        """Let a manager of a server hear what could be told nowhere else; mostly asks nobody."""
        if not self.waits_for_manager(guild_id):
            return
        # Whoever types a command at the same moment need not hear it too.
        self._waiting -= {guild_id}
        account = await self._account(guild_id)
        if not account.untold:
            await stop_waiting(self._store, guild_id)
            return
        broken = {trouble.subscription.id for trouble in account.untold}
        await say(self._tappable(notice_wording.at_command(len(broken))))
        await settle_at_command(self._store, guild_id, account.untold, self._clock.timestamp())

    # --- one server ----------------------------------------------------------------------------

    async def _look_at(self, guild_id: int) -> None:
        account = await self._account(guild_id)
        for notice in account.notices:
            if notice.state == "claimed" and not await self._end(notice, account):
                return
        await self._tell_of_mending(await self._account(guild_id))
        await self._tell_of_trouble(await self._account(guild_id))

    async def _account(self, guild_id: int) -> Account:
        return Account(
            guild_id,
            self._clock.timestamp(),
            await read_subscriptions(self._store, guild_id),
            await self._unpublished(guild_id),
            await read_told(self._store, guild_id),
            await read_notices(self._store, guild_id),
        )

    async def _tell_of_trouble(self, account: Account) -> None:
        """Try one way after the other; where none is left, wait for a manager's command."""
        if not account.untold:
            await stop_waiting(self._store, account.guild_id)
            return
        if account.is_quiet("broken"):
            return
        try:
            async for channel_id, is_private in self._ways(account):
                wanted = account.claimed("broken", channel_id, is_private=is_private)
                notice = await claim_notice(self._store, wanted, account.untold)
                if await self._sent(notice, self._trouble(notice, account.untold)):
                    return
        except Unreachable as error:
            log.info(NOT_GIVEN_YET, account.guild_id, error)
            return
        await wait_for_manager(self._store, account.guild_id, account.now)

    async def _ways(self, account: Account) -> AsyncGenerator[tuple[int, bool], None]:
        """Give channels, and whether they are direct messages, from the best on."""
        for channel_id in account.channels[:MOST_CHANNELS]:
            yield channel_id, False
        for user_id in account.people:
            try:
                opened = partial(self._channels.direct_channel, user_id)
                yield await self._dispatcher.aside(opened), True
            except Unreachable:
                raise
            except PostError as error:
                log.info("a person of server %d gets no message: %s", account.guild_id, error)

    async def _tell_of_mending(self, account: Account) -> None:
        """Say in one line, where it was told, that something goes on."""
        places = {notice.id: notice for notice in account.notices}
        unheard = [one for one in account.mended if not _is_heard(places[one.notice_id], account)]
        await forget_told(self._store, [*unheard, *account.unwanted])
        heard = [one for one in account.mended if one not in unheard]
        if not heard or account.is_quiet("mended"):
            return
        place = places[heard[0].notice_id]
        together = [one for one in heard if places[one.notice_id].channel_id == place.channel_id]
        wanted = account.claimed("mended", place.channel_id, is_private=place.is_private)
        notice = await claim_mending(self._store, wanted, together)
        try:
            await self._sent(notice, self._mending(notice, together, account))
        except Unreachable as error:
            log.info(NOT_GIVEN_YET, account.guild_id, error)

    # --- one notice ----------------------------------------------------------------------------

    async def _end(self, notice: Notice, account: Account) -> bool:
        """Find, send again or forget what may have gone out; return False while in doubt."""
        try:
            if await self._found(notice):
                return True
            message = self._again(notice, account)
            if message is None:
                await withdraw_notice(self._store, notice)
            else:
                await forget_told(self._store, account.outdated(notice))
                await self._sent(notice, message)
        except Unreachable as error:
            log.info("a notice for server %d is in doubt: %s", account.guild_id, error)
            return False
        return True

    def _again(self, notice: Notice, account: Account) -> Message | None:
        """Return the message as it is true by now, None where there is nothing to say any more."""
        if not _is_heard(notice, account):
            return None
        if notice.kind == "mended":
            mended = [one for one in account.mended if one.mended_by == notice.id]
            return self._mending(notice, mended, account) if mended else None
        troubles = account.of_notice(notice)
        return self._trouble(notice, troubles) if troubles else None

    async def _sent(self, notice: Notice, message: Message) -> bool:
        """Send a claimed notice; one that Discord refuses is withdrawn.

        Raises `Unreachable` where it may have gone out all the same.
        """
        payload = {**message, "nonce": _nonce(notice), "enforce_nonce": True}
        message_id: int | None = None
        try:
            message_id = await self._dispatcher.aside(
                partial(self._channels.post, notice.channel_id, payload)
            )
        except Unreachable:
            raise
        except MessageGone:
            pass  # the nonce is known: it was posted, and somebody has deleted it since
        except PostError as error:
            level = logging.INFO if isinstance(error, ChannelLost) else logging.ERROR
            log.log(level, "a notice for server %d was refused: %s", notice.guild_id, error)
            await withdraw_notice(self._store, notice)
            return False
        await settle_notice(self._store, notice, message_id, self._clock.timestamp())
        log.info("told server %d that something is %s", notice.guild_id, notice.kind)
        return True

    async def _found(self, notice: Notice) -> bool:
        """Look for a notice in its channel, and settle it where it is there.

        A history that cannot be read proves nothing. While Discord knows the nonce nothing is
        lost by sending again, and after a day nobody waits for that history any more.
        """
        try:
            message_id = await self._in_history(notice)
        except Unreachable:
            age = self._clock.timestamp() - notice.at
            if NONCE_HOLDS < age < QUIET_FOR:
                raise
            return False
        except PostError:
            return False
        if message_id is None:
            return False
        await settle_notice(self._store, notice, message_id, notice.at)
        return True

    async def _in_history(self, notice: Notice) -> int | None:
        # The second is how the program marked notices before 0.2.0 told servers apart.
        marks = (_mark(notice), mark_of("notice", str(notice.id)))
        earliest, before = notice.at - SKEW, None
        for _ in range(PIECES):
            read = partial(self._channels.own_messages, notice.channel_id, before)
            page = await self._dispatcher.aside(read)
            for one in page.messages:
                if one.posted_at < earliest:
                    return None
                if any(mark in one.text for mark in marks):
                    return one.id
            before = page.before
            if before is None:
                break
        return None

    def _trouble(self, notice: Notice, troubles: Sequence[Trouble]) -> Message:
        """Draw a notice in the language of the newest trouble, which it names first."""
        with writing_in(troubles[-1].subscription.language):
            intro = str(notice_wording.FOR_MANAGERS)
            if notice.is_private:
                intro = notice_wording.for_subscriber(self._server(notice))
            embed = trouble_embed(troubles, notice.guild_id, intro, _mark(notice))
        embed.description = self._tappable(embed.description or "")
        return {"embeds": [embed.to_dict()], "allowed_mentions": SILENT}

    def _mending(self, notice: Notice, mended: Sequence[Told], account: Account) -> Message:
        named = (account.subscription(one.subscription_id) for one in mended)
        found = [one for one in named if one is not None]
        server = self._server(notice) if notice.is_private else ""
        with writing_in(found[0].language if found else ENGLISH):
            embed = mended_embed(found, notice.guild_id, server, _mark(notice))
        return {"embeds": [embed.to_dict()], "allowed_mentions": SILENT}

    def _server(self, notice: Notice) -> str:
        return shown(self._channels.server_name(notice.guild_id), "")


def _is_heard(notice: Notice, account: Account) -> bool:
    """Tell whether a notice is or was in a place where somebody asks for this bot."""
    return notice.is_private or notice.channel_id in account.channels


def _mark(notice: Notice) -> str:
    # Processes with files of their own count alike, and may write to the same person.
    return mark_of("notice", f"{notice.guild_id} {notice.id}")


def _nonce(notice: Notice) -> str:
    return nonce_of(notice.id, notice.channel_id or 0, "notice", str(notice.guild_id))
