"""What the tests of links and of servers' ladders share."""

from datetime import date

import simcord

from bot.maps.days import FIRST_DATE
from bot.players.cards import Link
from bot.players.rows import keep_link, links_in
from bot.sandbox.world.accounts import OWN_INDEX
from bot.sandbox.world.drives import Drive
from bot.sandbox.world.tracks import Track
from tests.conftest import Answer, Paddock, answer_of

DRIVER = OWN_INDEX + 1
"""The first, by index, of those who drive on every map."""


def account(paddock: Paddock, index: int = DRIVER) -> str:
    return paddock.nadeo.world.accounts.id(index)


def name(paddock: Paddock, index: int = DRIVER) -> str:
    found = paddock.nadeo.world.accounts.name(account(paddock, index))
    assert found is not None
    return found


async def on_ladder(paddock: Paddock, guild_id: int | None = None) -> dict[int, str]:
    """Return who stands on a server's ladder, and as which account."""
    links = await links_in(paddock.bot.store, guild_id or paddock.guild.id)
    return {link.user_id: link.account_id for link in links}


async def everybody(paddock: Paddock) -> dict[int, str]:
    """Return who is linked, on whatever ladder."""
    rows = await paddock.bot.store.rows("SELECT user_id, account_id FROM links")
    return {row["user_id"]: row["account_id"] for row in rows}


async def let_link(paddock: Paddock, user_id: int, account_id: str) -> None:
    """Put somebody on the server's ladder who need not be there."""
    moment = paddock.clock.timestamp()
    assert await keep_link(paddock.bot.store, Link(user_id, account_id), paddock.guild.id, moment)


async def type_as(
    paddock: Paddock, person: simcord.MemberActor, command: str, **options: object
) -> Answer:
    return answer_of(await person.slash(paddock.channel, command, **options))


def track_of(paddock: Paddock, day: str | None = None) -> Track:
    """Return the track of a day, the running one without."""
    world = paddock.nadeo.world
    number = (date.fromisoformat(day) - FIRST_DATE).days if day else 0
    found = world.days.get(number, world.now()) if day else world.days.newest(world.now())
    assert found is not None
    track = world.track(found.map_uid)
    assert track is not None
    return track


def drive(paddock: Paddock, track: Track, index: int, score: int, ago: int = 60) -> None:
    """Let a player drive better than they usually do."""
    at = int(paddock.nadeo.world.now()) - ago
    paddock.nadeo.world.drives.add(track.uid, Drive(account(paddock, index), score, at))
