"""What people put into a command's options: sensible, offered, or silly."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from random import Random
from typing import cast

from bot.sandbox.discord.people.options import LONGEST_TEXT, OptionType
from bot.sandbox.discord.shapes import Json
from bot.sandbox.discord.state.channels import Channel
from bot.sandbox.discord.state.entities import Role, User
from bot.sandbox.discord.state.guild import Guild
from bot.sandbox.world.world import World

SILLY = (
    "@everyone <@1> <#2> <@&3>",
    "||spoiler|| `code` **bold** ~~gone~~ [link](https://example.org) ]( # >",
    "\u202etxet desrever\u202c",
    "\u200b\u2060\ufeffx",
    "Z̴̡̛͉͎a̵͇͝l̶̰̈g̷̱͝o̴̢͌",
    "\U0001d509\U0001d52f\U0001d51e\U0001d528 👩‍👩‍👧‍👦 🏎️",
    "'; DROP TABLE subscriptions; --",
    "../../../../etc/passwd",
    "{}",
    '{"a": [1, 2, {"b": null}]}',
    "[" * 500,
    "NaN",
    "-1",
    "99999999999999999999999999",
    "٣٤٥",
    "$f00$o$wNadeo$z $l[http://x]y$l",
    "a" * 101,
    "b" * LONGEST_TEXT,
    "\n\n.\n\n",
    "null",
    "0",
)
"""Each is a text that somebody may type; none is what an option asks for."""

USUAL = {
    "time": ("42.123", "1:02.345", "59", "0:59.9", "1:00:00", "12 points"),
    "map": ("today", "yesterday", "2026-12-24", "1 december", "Winter 2026 - 05", "shorts 3"),
    "campaign": ("Winter 2026", "Fall 2026", "weekly shorts 12", "2025 summer", "shorts"),
    "query": ("today", "2026-12-24", "summer 2025 12", "winter", "5"),
    "club": ("1", "2", "10"),
    "style": ("tech", "ice", "dirt", "fullspeed"),
    "day": ("today", "24 december"),
    "endpoint": ("api/token/club/mine?length=5&offset=0", "api/token/campaign/official", "nowhere"),
    "params": ('{"length": 5, "offset": 0}', "{}"),
    "body": ('{"maps": []}', "{}"),
}
"""By the name of an option, what people usually type there."""

EAGERNESS = (0.0, 0.15, 0.5, 1.0)
"""How likely somebody fills an option that may be left out: many do not go together."""
DRIVERS = range(400)
"""Players, by their index in the world, whose names are typed."""
LARGEST = 2**53


class Filler:
    """Thinks of values, the same ones for the same fate."""

    def __init__(self, fate: Random, world: World) -> None:
        self._fate = fate
        self._world = world

    def options(self, wanted: Sequence[Json], guild: Guild | None, here: Channel) -> Json:
        """Fill a command's options: those that may be left out never, now and then, or all."""
        eager = self._fate.choice(EAGERNESS)
        return {
            one["name"]: self.value(one, guild, here)
            for one in wanted
            if one.get("required") or self._fate.random() < eager
        }

    def value(self, option: Json, guild: Guild | None, here: Channel) -> object:
        """Fill one option, as far as Discord's client lets anybody."""
        if choices := cast("list[Json]", option.get("choices") or []):
            return self._fate.choice(choices)["value"]
        fillings: dict[int, Callable[[], object]] = {
            OptionType.INTEGER: partial(self._number, option),
            OptionType.NUMBER: partial(self._number, option),
            OptionType.BOOLEAN: partial(self._fate.choice, (True, False)),
            OptionType.CHANNEL: partial(self._channel, option.get("channel_types"), guild, here),
            OptionType.ROLE: partial(self._fate.choice, roles_of(guild) or [0]),
            OptionType.MENTIONABLE: partial(self._fate.choice, roles_of(guild) or [0]),
            OptionType.USER: partial(self._fate.choice, people_of(guild) or [0]),
            OptionType.STRING: partial(self.text, option),
        }
        return fillings[option["type"]]()

    def text(self, option: Json) -> str:
        """Return a text that fits an option's length and may make no sense."""
        chance = self._fate.random()
        usual = USUAL.get(option["name"], ())
        if chance < 0.15:
            text = self._fate.choice(SILLY)
        elif chance < 0.7 and usual:
            text = self._fate.choice(usual)
        else:
            text = self._driver()
        return text[: option.get("max_length") or LONGEST_TEXT]

    def beginning(self) -> str:
        """Return what somebody has typed so far, nothing at all among it."""
        word = self._fate.choice((*SILLY[:6], "", "to", "win", "summer 2", "T", self._driver()))
        return word[: self._fate.randint(0, 12)]

    def menu(self, menu: Json, guild: Guild | None, here: Channel) -> list[object]:
        """Choose in a menu as many as it takes."""
        least, most = menu.get("min_values", 1), menu.get("max_values", 1)
        kinds: Mapping[int, Sequence[object]] = {
            3: [one["value"] for one in menu.get("options") or []],
            6: roles_of(guild),
            8: [self._channel(menu.get("channel_types"), guild, here)],
        }
        offered = kinds[menu["type"]]
        return self._fate.sample(offered, min(len(offered), self._fate.randint(least, most)))

    def _driver(self) -> str:
        accounts = self._world.accounts
        account = accounts.id(self._fate.choice(DRIVERS))
        named = accounts.name(account) or account
        page = f"https://trackmania.io/#/player/{account}"
        return self._fate.choice((named, named.swapcase(), named[:4], account, page))

    def _number(self, option: Json) -> int:
        least = int(option.get("min_value") or 0)
        most = int(option.get("max_value") or LARGEST)
        return self._fate.choice((least, most, self._fate.randint(least, min(most, least + 300))))

    def _channel(self, kinds: list[int] | None, guild: Guild | None, here: Channel) -> Channel:
        channels = list(guild.channels.values()) if guild else []
        fitting = [one for one in channels if not kinds or one.type in kinds]
        return self._fate.choice(fitting or [here])


def people_of(guild: Guild | None) -> list[User]:
    """Return a server's members, the bot among them."""
    return [member.user for member in guild.members.values()] if guild else []


def roles_of(guild: Guild | None) -> list[Role]:
    """Return a server's roles, everybody's own among them."""
    return list(guild.roles.values()) if guild else []
