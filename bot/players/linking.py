"""Links between people of Discord and players: made, undone, and looked up by what was typed."""

import logging

from bot.clock import Clock
from bot.nadeo.client import LiveClient
from bot.nadeo.errors import NadeoError
from bot.nadeo.names import NADEO_ACCOUNTS
from bot.nadeo.player_models import is_uuid
from bot.people.lookup import People
from bot.players import wording
from bot.players.cards import Account, Link, Linked, ServerPlayer, ServerPlayers
from bot.players.rows import (
    keep_link,
    link_of,
    links_in,
    take_off,
    user_of,
)
from bot.players.typed import (
    PlayerChoice,
    TypedAccount,
    TypedName,
    TypedUser,
    is_called,
)
from bot.refusal import Refusal
from bot.storage.store import Store
from bot.text import shown

log = logging.getLogger(__name__)

PLAYERS_A_PAGE = 20


class Links:
    """Knows who says to be whom; nobody checks it."""

    def __init__(self, client: LiveClient, store: Store, people: People, clock: Clock) -> None:
        self._client = client
        self._store = store
        self._people = people
        self._clock = clock

    async def link(
        self, user_id: int, guild_id: int | None, wanted: TypedAccount | TypedName
    ) -> Linked:
        """Link a person with a player; refuse one that nobody is, or that somebody else is.

        `guild_id` is the server on whose ladder that puts them, if any.
        """
        account = await self._player(wanted)
        old = await link_of(self._store, user_id)
        before = None
        if old is not None and old.account_id != account.account_id:
            before = await self._account(old.account_id)
        link = Link(user_id, account.account_id)
        if not await keep_link(self._store, link, guild_id, self._clock.timestamp()):
            raise Refusal(wording.TAKEN)
        return Linked(account, before, on_ladder=guild_id is not None)

    async def unlink(self, user_id: int, guild_id: int) -> None:
        """Take a person off a server's ladder; refuse where they do not stand on it."""
        if await take_off(self._store, guild_id, user_id):
            return
        is_linked = await link_of(self._store, user_id) is not None
        raise Refusal(wording.NOT_LINKED_HERE if is_linked else wording.NOTHING_TO_UNLINK)

    async def remove(self, guild_id: int, wanted: PlayerChoice) -> Account:
        """Take the player that was typed off a server's ladder; refuse one who is not on it."""
        player = await self._on_ladder(guild_id, wanted)
        if player is None or not await take_off(self._store, guild_id, player.user_id):
            raise Refusal(wording.NOT_ON_LADDER)
        return player.account

    async def page(self, guild_id: int, page: int) -> ServerPlayers:
        """List those on a server's ladder; refuse where there are none."""
        links = await links_in(self._store, guild_id)
        if not links:
            raise Refusal(wording.NOBODY_LINKED)
        pages = -(-len(links) // PLAYERS_A_PAGE)
        page = max(0, min(page, pages - 1))
        first = page * PLAYERS_A_PAGE
        players = await self._players(links[first : first + PLAYERS_A_PAGE])
        return ServerPlayers(tuple(players), page, pages, len(links))

    async def players(self, guild_id: int) -> list[ServerPlayer]:
        """Name all on a server's ladder as they are known, without asking Nadeo."""
        return await self._players(await links_in(self._store, guild_id), any_age=True)

    async def accounts(self, guild_id: int) -> dict[str, int]:
        """Return the accounts on a server's ladder, and whose they are."""
        return {link.account_id: link.user_id for link in await links_in(self._store, guild_id)}

    async def meant(
        self, user_id: int, guild_id: int | None, wanted: PlayerChoice | None
    ) -> Account:
        """Find the player that was typed, oneself where nobody was.

        A name is first looked for among those who are linked in the server.
        """
        if wanted is None:
            link = await link_of(self._store, user_id)
            if link is None:
                raise Refusal(wording.NOT_LINKED)
            return await self._account(link.account_id)
        linked = None if guild_id is None else await self._on_ladder(guild_id, wanted)
        if linked is not None:
            return linked.account
        if isinstance(wanted, TypedUser):
            in_private = guild_id is None
            raise Refusal(wording.MENTION_IN_PRIVATE if in_private else wording.MENTION_UNLINKED)
        return await self._player(wanted)

    async def user_here(self, account_id: str, guild_id: int | None) -> int | None:
        """Return who on a server's ladder says to be a player, None for nobody."""
        if guild_id is None:
            return None
        return (await self.accounts(guild_id)).get(account_id)

    async def _on_ladder(self, guild_id: int, wanted: PlayerChoice) -> ServerPlayer | None:
        for player in await self.players(guild_id):
            match wanted:
                case TypedAccount(account_id):
                    is_meant = player.account.account_id == account_id
                case TypedUser(user_id):
                    is_meant = player.user_id == user_id
                case TypedName(name):
                    is_meant = is_called(player, name)
            if is_meant:
                return player
        return None

    async def _player(self, wanted: TypedAccount | TypedName) -> Account:
        """Find any player of the game; refuse one whom Nadeo does not know."""
        if isinstance(wanted, TypedAccount):
            return await self._existing(wanted.account_id)
        if not self._client.has_names:
            raise Refusal(wording.NAMES_UNAVAILABLE)
        try:
            found = await self._client.get_account_ids([wanted.name])
        except NadeoError as error:
            log.warning("nobody is found by name: %s", error)
            raise Refusal(wording.NAMES_SILENT) from error
        account_id = found.get(wanted.name, "").casefold()
        if not is_uuid(account_id):
            raise Refusal(wording.unknown_name(shown(wanted.name, "?")))
        if account_id in NADEO_ACCOUNTS:
            raise Refusal(wording.NADEOS_OWN)
        return await self._account(account_id)

    async def _existing(self, account_id: str) -> Account:
        """Take an id that has a name; trophies tell of those who have none."""
        account = await self._account(account_id)
        is_known = account.has_name or await user_of(self._store, account_id)
        if not is_known and account_id not in await self._client.players.trophies([account_id]):
            raise Refusal(wording.UNKNOWN_ACCOUNT)
        return account

    async def _account(self, account_id: str) -> Account:
        names = await self._people.names([account_id])
        return Account(account_id, names[account_id])

    async def _players(self, links: list[Link], *, any_age: bool = False) -> list[ServerPlayer]:
        accounts = [link.account_id for link in links]
        names = await self._people.names(accounts, any_age=any_age)
        return [
            ServerPlayer(link.user_id, Account(link.account_id, names[link.account_id]))
            for link in links
        ]
