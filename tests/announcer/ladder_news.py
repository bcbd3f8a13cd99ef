"""Linked players who drive, the watch that notices it, and what is posted of it."""

import json
import re
from typing import Any

from watch import CHANNEL, Watch

from bot.players.cards import Link
from bot.players.rows import keep_link
from bot.players.watching import TRACK_RHYTHM
from bot.sandbox.nadeo.server import NadeoServer
from bot.sandbox.world.drives import Drive
from tests.announcer.passing import subscribed
from tests.announcer.records import running
from tests.players.laps import NEWCOMERS, PassingClock, let_run

FEED = "server-records"
HERE, THERE = 7, 8
"""Servers; what is subscribed without saying where is in the first."""
FIRST_USER = 0x0246_8ACE_1357_9BDF
"""The person who is linked with the first player."""
ROUND = TRACK_RHYTHM + 10.0
"""By then the running track was read, in seconds."""
PLAYER = re.compile(r"#/player/([0-9a-f-]{36})")


def account(watch: Watch, number: int) -> str:
    """Return a player who has no record anywhere yet, called `driver` and the number."""
    accounts = watch.nadeo.world.accounts
    found = accounts.id(NEWCOMERS + number)
    accounts._known_names[found] = f"driver{number}"
    return found


async def link(watch: Watch, *numbers: int, guild_id: int = HERE) -> list[str]:
    """Put players on a server's ladder; whoever is linked already stays who they are."""
    found = [account(watch, number) for number in numbers]
    for number, account_id in zip(numbers, found, strict=True):
        one = Link(FIRST_USER + number, account_id)
        assert await keep_link(watch.store, one, guild_id, watch.clock.timestamp())
    return found


def track_uid(watch: Watch) -> str:
    ((_, uid),) = running(watch.nadeo.world)
    return uid


def drive(watch: Watch, account_id: str, score: int, map_uid: str = "") -> Drive:
    """Let somebody drive now, on the running track if nothing else is said."""
    driven = Drive(account_id, score, int(watch.clock.timestamp()))
    watch.nadeo.world.drives.add(map_uid or track_uid(watch), driven)
    return driven


async def noticed(watch: Watch, seconds: float = ROUND) -> None:
    """Let the watch of records go on for so long."""
    assert isinstance(watch.clock, PassingClock)
    await let_run(watch.lookup.record_watch, watch.clock, seconds)


async def told(watch: Watch) -> None:
    """Look once, and post what is owed."""
    await watch.announcer.watching.look(FEED)
    await watch.announcer.dispatcher.flush()


async def a_round(watch: Watch) -> None:
    """Notice what was driven, and tell of it."""
    await noticed(watch)
    await told(watch)


async def begun(watch: Watch, *numbers: int, **more: Any) -> list[str]:
    """Subscribe the first channel, link players and look at their records once."""
    await subscribed(watch, FEED, **more)
    found = await link(watch, *numbers)
    await a_round(watch)
    return found


def posts(watch: Watch, channel: int = CHANNEL) -> list[dict[str, Any]]:
    return [message.embeds[0] for message in watch.postbox.messages(channel)]


def last_lines(watch: Watch, channel: int = CHANNEL) -> list[str]:
    """Return the rows of the last post, of links the labels alone."""
    text = posts(watch, channel)[-1]["description"]
    return re.sub(r"\[((?:[^\]\\]|\\.)*)\]\([^)]*\)", r"\1", text).split("\n")


def ranked(nadeo: NadeoServer, ranks: dict[int, int]) -> None:
    """Let scores have these places in the world, and all others none."""

    def spoil(_method: str, address: str, body: bytes) -> bytes:
        found = re.search(r"scores(?:\[|%5B)[^=]*=(\d+)", address)
        if "leaderboard/group/map" not in address or found is None:
            return body
        rank = ranks.get(int(found[1]))
        if rank is None:
            return b"[]"
        answer = json.loads(body)
        answer[0]["zones"][0]["ranking"]["position"] = rank
        return json.dumps(answer).encode()

    nadeo.failures.spoil = spoil
