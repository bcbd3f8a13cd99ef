"""One leaf of one of Nadeo's answers spoilt, and all that reads this answer run against it.

An escape is whatever is neither an answer nor one of our sentences: an unexpected error at the
desk, a traceback, a dead task in the background, or a message that Discord would refuse.
"""

import asyncio
import json
import logging
import re
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import discord
from simulated import simulated
from support import SWIFT, ManualClock, settings_for

from bot.announcer.cards import FEEDS, Feed, Subscription
from bot.announcer.rows.subscriptions import subscribe
from bot.face.limits import LONGEST_CHOICE, LONGEST_LINK
from bot.frame import wording
from bot.frame.app import opened
from bot.nadeo.auth import LOGIN_FAILED
from bot.nadeo.errors import NadeoError
from bot.refusal import Refusal
from bot.sandbox.nadeo.server import NadeoServer
from bot.sandbox.world.ids import Kind
from tests.cogs.offers import offered
from tests.conftest import Answer, Paddock
from tests.limits import problems

RAW = "written as it is"
"""Marks what Python's JSON would not write."""

VALUES: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    -1,
    1.5,
    2**31,
    2**63,
    -(2**63) - 1,
    10**20,
    -(10**20),
    10**400,
    f"{RAW}1e400",
    f"{RAW}-Infinity",
    f"{RAW}NaN",
    f"{RAW}{'9' * 4300}",
    253_402_300_799,
    253_402_300_800,
    "",
    " ",
    "text",
    "9" * 5000,
    "x" * 100_000,
    "u" * 66,
    "\u202eright to left \u0645\u0631\u062d\u0628\u0627",
    "@everyone <@1> <@&2> <#3> </help:4>",
    "Z" + "\u0300\u0489" * 300,
    "\u0000\u0007\ufdd0\U0010ffff\ue000",
    f'{RAW}"\\ud800"',
    "$f00$$[[](https://evil.example) || ``` # $l[",
    "2026-08-22T19:00:00+00:00",
    [],
    {},
    [None],
    {"0": [[]], "1": {"a": -1}},
    f"{RAW}{'[' * 300}{']' * 300}",
)

Act = Callable[[Paddock], Awaitable[Answer | None]]


def typed(command: str, **options: object) -> Act:
    """Return the typing of a command."""

    async def act(paddock: Paddock) -> Answer:
        given = {
            name: value(paddock) if callable(value) else value for name, value in options.items()
        }
        return await paddock.type(command, **given)

    return act


def operated(command: str, **options: object) -> Act:
    """Return the typing of an operator's command, where no server hides it."""

    async def act(paddock: Paddock) -> Answer:
        return await paddock.in_private(f"operator {command}", **options)

    return act


def suggested(command: str, option: str, text: str) -> Act:
    """Return the typing of an option."""

    async def act(paddock: Paddock) -> None:
        await paddock.suggest(command, option, text)

    return act


def looked_at(*feeds: Feed) -> Act:
    """Return a look at feeds, which notes what is to be posted."""

    async def act(paddock: Paddock) -> None:
        for feed in feeds:
            await paddock.bot.announcer.watching.look(feed)

    return act


async def sampled(paddock: Paddock) -> None:
    await paddock.bot.sampler.measure()


async def warmed_up(paddock: Paddock) -> None:
    await paddock.bot.lookup.warm_up()


async def filled(paddock: Paddock) -> None:
    await paddock.bot.catalogue.refresh()


def season_map(paddock: Paddock) -> str:
    return paddock.nadeo.world.campaign(Kind.SEASON).maps[0]


def campaign_number(paddock: Paddock) -> str:
    return str(offered(paddock, "Icy").campaign_id)


TOTD = (typed("totd"), typed("totd", date="yesterday"))
BOARD = typed("leaderboard")
CALENDAR = typed("calendar")
CAMPAIGN = typed("campaign")
SHORTS, GRAND = typed("weekly shorts"), typed("weekly grand")
PLACE = typed("place", time="0:45.678")
RANKING = typed("ranking")
CLUB_BOARD = typed("club leaderboard", club="9", map=season_map)

LINK = typed("link", player="TurboRacer60")
PLAYER = (LINK, TOTD[0], CAMPAIGN, typed("player"))
READERS: dict[str, tuple[Act, ...]] = {
    r"month\?(?!.*royal)": (
        looked_at("totd"),
        *TOTD,
        CALENDAR,
        typed("calendar", month="2021-03"),
        BOARD,
        PLACE,
        typed("next"),
        warmed_up,
    ),
    r"month\?.*royal": (typed("royal"),),
    r"campaign/official": (looked_at("campaign"), CAMPAIGN, RANKING),
    r"weekly-shorts\?": (looked_at("weekly-shorts"), SHORTS),
    r"weekly-grands": (looked_at("weekly-grand"), GRAND),
    r"cup-of-the-week": (looked_at("cup-of-the-week"), typed("next")),
    r"map/get-multiple": (*TOTD, CALENDAR, CAMPAIGN, SHORTS, looked_at("totd", "campaign")),
    r"api/token/map/(?!get)": (TOTD[0], BOARD, typed("map", query=season_map)),
    r"/map/[^/]+/top": (BOARD, typed("leaderboard", board="all-time", rank=81), RANKING),
    r"group/[^/]+/top": (RANKING, typed("ranking", rank=85)),
    r"/surround/": (PLACE, typed("place", time="0:45.678", board="all-time")),
    r"group/map\?": (PLACE, typed("place", time="9:45.678", board="all-time")),
    r"/club/\d+/top": (CLUB_BOARD,),
    r"/map/[^/]+/club/\d+$": (typed("club record", club="9", map=season_map),),
    r"api/token/club\?": (
        suggested("club info", "club", "pit"),
        typed("club info", club="pit stop"),
    ),
    r"api/token/club/\d+$": (typed("club info", club="9"), CLUB_BOARD),
    r"/member": (typed("club info", club="9"),),
    r"/activity": (
        typed("club campaigns", club="9"),
        typed("club rooms", club="9"),
        typed("club campaign", club="9", campaign="icy"),
    ),
    r"/room/": (typed("club rooms", club="9"),),
    r"club/\d+/campaign/\d+": (typed("club campaign", club="9", campaign=campaign_number),),
    r"waiting-time": (typed("review wait"), sampled, typed("review history"), typed("review wait")),
    r"/connect": (typed("review join"),),
    r"submitted-map": (
        looked_at("submissions"),
        typed("review submissions"),
        looked_at("submissions"),
    ),
    r"player-server": (
        operated("servers"),
        operated("request", method="GET", endpoint="api/token/server/player-server/account"),
    ),
    r"zones/": (warmed_up, BOARD),
    r"display-names": (BOARD, TOTD[0], CALENDAR),
    r"mapRecords/": (
        LINK,
        typed("server leaderboard"),
        typed("record"),
        typed("compare", **{"with": "NeonRacer_61", "map": "today"}),
    ),
    r"maps/by-uid": (LINK, typed("server leaderboard", board="all-time")),
    r"trophy/player": (
        typed("link", player=lambda one: one.nadeo.world.accounts.own),
        typed("player"),
    ),
    r"group/[^/]+\?accountId": PLAYER,
    r"token/basic": (TOTD[0], BOARD, operated("servers"), typed("status")),
    r"api/access_token": (BOARD, typed("status")),
}
"""Who reads which answer, by what stands in its address."""

RECORD = {"groupUid": "x", "mapUid": "y", "clubId": 9, "score": 19_976, "position": 80}
"""Stands in where the answer is empty, as that of an account without a record is."""

CATALOGUED = "month|api/campaign/(?!cup)|get-multiple|display-names"
"""What the catalogue is filled from: that takes seconds, and is tried with few values."""
A_FILLING = 24


# --- spoiling ------------------------------------------------------------------------------------


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Give the way to every leaf; of a list those of the first two entries and of the last."""
    if isinstance(value, dict) and value:
        for key, item in value.items():
            yield from leaves(item, (*path, key))
    elif isinstance(value, list) and value:
        for place in sorted({0, min(1, len(value) - 1), len(value) - 1}):
            yield from leaves(value[place], (*path, place))
    if path:
        yield path


def written(value: Any) -> bytes:
    text = json.dumps(value)
    for raw in VALUES:
        if isinstance(raw, str) and raw.startswith(RAW):
            text = text.replace(json.dumps(raw), raw.removeprefix(RAW))
    return text.encode()


@dataclass
class Spoiler:
    """Spoils one leaf of each answer that has this in its address."""

    route: str
    leaf: int
    """Counted anew from the first where an answer has fewer."""
    value: Any
    fills: bool = False
    """Whether the catalogue is filled, too."""
    spoilt: list[str] = field(default_factory=list)

    def __call__(self, _method: str, address: str, body: bytes) -> bytes:
        if not re.search(self.route, address):
            return body
        whole = json.loads(body or "{}")
        whole = dict(RECORD) if whole == {} else whole
        ways = list(leaves(whole))
        if not ways:
            return body
        *way, last = ways[self.leaf % len(ways)]
        inner: Any = whole
        for key in way:
            inner = inner[key]
        inner[last] = self.value
        self.spoilt.append(".".join(map(str, (*way, last))))
        return written(whole)


# --- escapes -------------------------------------------------------------------------------------


class Watch(logging.Handler):
    """Remembers what no log may hold: errors and tracebacks."""

    def __init__(self) -> None:
        super().__init__()
        self.escapes: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        # That a login gave no tokens is told to the operator in one line, once a minute.
        is_told = record.msg == LOGIN_FAILED and not record.exc_info
        if not is_told and (record.levelno >= logging.ERROR or record.exc_info):
            cause = record.exc_info[1] if record.exc_info else ""
            self.escapes.append(f"logged: {record.getMessage()} {cause!r}"[:400])

    def unheard(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        self.escapes.append(f"nobody heard: {context.get('message')} {context.get('exception')!r}")

    def check(self, answer: Answer | None) -> None:
        if answer is None:
            return
        if answer.content == str(wording.UNKNOWN_FAULT):
            self.escapes.append("told: something went wrong")
        embeds = [embed.to_dict() for embed in answer.embeds]
        self.check_message({"embeds": embeds, "components": answer.message.components})

    def check_message(self, message: dict[str, Any]) -> None:
        faults = [
            fault
            for embed in message.get("embeds", ())
            for fault in problems(discord.Embed.from_dict(embed))
        ]
        rows = message.get("components", ())
        items = [item for row in rows for item in row["components"]]
        links = [item["url"] for item in items if "url" in item]
        faults += [f"link {one[:120]}" for one in links if not is_link(one)]
        ids = [item.get("custom_id", "") for item in items if "url" not in item]
        faults += [f"custom id {one[:120]}" for one in ids if not 0 < len(one) <= LONGEST_CHOICE]
        self.escapes += [f"refused by Discord: {fault}" for fault in faults]


def is_link(address: str) -> bool:
    """Tell whether Discord takes an address for a button."""
    return address.startswith(("https://", "http://")) and len(address) <= LONGEST_LINK


@asynccontextmanager
async def watching() -> AsyncGenerator[Watch]:
    watch, loop, root = Watch(), asyncio.get_running_loop(), logging.getLogger()
    before = loop.get_exception_handler()
    loop.set_exception_handler(watch.unheard)
    root.addHandler(watch)
    try:
        yield watch
    finally:
        root.removeHandler(watch)
        loop.set_exception_handler(before)


@asynccontextmanager
async def cold_paddock(
    nadeo: NadeoServer, clock: ManualClock, file: Path
) -> AsyncGenerator[Paddock]:
    """Give a bot that knows nothing, whose member operates it, with every feed subscribed."""
    settings = settings_for(nadeo, file)
    async with opened(settings, clock, SWIFT, fills_catalogue=False) as bot:
        env = simulated(bot, clock)
        nadeo.failures.mode = "down"
        await env.start()
        nadeo.failures.mode = "fine"
        guild = env.create_guild()
        channel = guild.create_text_channel("general")
        member = guild.add_member(env.create_user("alice"))
        paddock = Paddock(bot, env, guild, channel, member, nadeo, clock)
        paddock.let_operate(member.id)
        for feed in FEEDS:
            kind = Subscription(0, guild.id, channel.id, feed, since=0.0)
            await subscribe(bot.store, kind)
        # Whatever the queue is, it moved.
        await bot.store.write("UPDATE subscriptions SET memory = ?", [('{"band": 0}',)])
        try:
            yield paddock
        finally:
            await env.shutdown()


async def escapes(
    nadeo: NadeoServer, clock: ManualClock, file: Path, spoiler: Spoiler
) -> list[str]:
    """Return what escapes where an answer is spoilt."""
    async with watching() as watch:
        async with cold_paddock(nadeo, clock, file) as paddock:
            nadeo.tokens.revoke_all()
            nadeo.failures.spoil = spoiler
            for act in (*READERS[spoiler.route], *([filled] if spoiler.fills else [])):
                try:
                    watch.check(await act(paddock))
                except (NadeoError, Refusal):
                    # What runs beside is told so, and tries again.
                    continue
                except Exception as error:  # noqa: BLE001 # what escapes is what is looked for
                    watch.escapes.append(f"raised: {error!r}"[:400])
            faults = [one for one in paddock.bot.supervisor.reports() if one.restarts]
            watch.escapes += [f"ended: {one.name} by {one.fault}" for one in faults]
            for row in await paddock.bot.store.rows("SELECT message FROM announcements"):
                watch.check_message(json.loads(row["message"]))
            nadeo.failures.spoil = None
        return watch.escapes


def cases(a_route: int) -> Iterator[Spoiler]:
    """Give so many cases of each route, spread over its leaves and over all values."""
    for place, route in enumerate(READERS):
        for number in range(a_route):
            value = VALUES[(number * 7 + place * 5 + number // len(VALUES)) % len(VALUES)]
            fills = number % A_FILLING == A_FILLING - 1 and re.search(CATALOGUED, route)
            yield Spoiler(route, number * 17 + place, value, bool(fills))
