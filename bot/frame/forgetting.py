"""Deleting what operators want deleted: all of one person, and all of other processes' servers."""

from dataclasses import dataclass
from pathlib import Path

from bot.announcer.rows.servers import Forgotten as ForgottenServers
from bot.announcer.rows.servers import forget_elsewhere
from bot.announcer.rows.subscriptions import forget_subscriber
from bot.operator.rows import forget_calls_of
from bot.players.rows import forget_link
from bot.storage.store import Store


@dataclass(frozen=True)
class Forgotten:
    """What was deleted of a person."""

    ladders: int | None
    """On how many servers' ladders they stood; None where they said to be no player."""
    subscriptions: int
    """How many announcements told who had set them up; they go on without."""
    calls: int
    """How many calls an operator had yet to confirm."""

    @property
    def anything(self) -> bool:
        """Tell whether there was anything."""
        return self.ladders is not None or bool(self.subscriptions or self.calls)


async def forget_person(store: Store, user_id: int) -> Forgotten:
    """Delete all that the file holds of a person, by their Discord id, in one transaction.

    The file is written anew, so that no byte of it is left.
    """
    async with store.writing() as connection:
        forgotten = Forgotten(
            ladders=await forget_link(connection, user_id),
            subscriptions=await forget_subscriber(connection, user_id),
            calls=await forget_calls_of(connection, user_id),
        )
    if forgotten.anything:
        await store.scrub(wholly=True)
    return forgotten


async def forget_person_in(database: Path, user_id: int) -> Forgotten:
    """Delete all that a file holds of a person, whoever else has it open."""
    async with Store.opened(database) as store:
        return await forget_person(store, user_id)


async def forget_elsewhere_in(database: Path) -> ForgottenServers:
    """Delete all that a file holds of servers that other processes care for."""
    async with Store.opened(database) as store:
        return await forget_elsewhere(store)
