"""Five people who use everything the bot offers, in servers and in direct messages."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import cast

from bot.sandbox.discord.people.refusals import RefusedByClient
from bot.sandbox.discord.server import DiscordServer
from bot.sandbox.discord.shapes import Json
from bot.sandbox.discord.state.channels import WITHOUT_MESSAGES, Channel
from bot.sandbox.discord.state.entities import User
from bot.sandbox.discord.state.guild import Guild
from bot.sandbox.discord.state.interactions import Interaction, InteractionFailed
from bot.sandbox.discord.state.messages import Message
from tests.benchmarks.soaking.filling import Filler

FINAL_WITHIN = 50.0
"""Seconds of real time: the bot promises its final answer within 45."""
PAUSE = 0.1, 0.7
"""Seconds between two deeds of one person, the shortest and the longest pause."""
RECENT = 40
"""So many of a channel's latest messages somebody scrolls back to press a button."""
OFTEN = {"announce add": 5, "link": 3}
"""Commands that come so many times where all others come once: what they make, others take away."""
SLASH = 1
NESTED = (1, 2)


@dataclass(frozen=True)
class Deed:
    """What somebody did that got no answer, and when, in seconds of the loop."""

    what: str
    how: str
    promised: bool
    """Whether a first response came, and only the answer that it promised did not."""
    began: float
    ended: float


@dataclass
class Ledger:
    """What was done and what came of it."""

    used: Counter[str] = field(default_factory=Counter[str])
    """Commands by their whole name, buttons and menus by the beginning of their custom id."""
    outcomes: Counter[str] = field(default_factory=Counter[str])
    unanswered: list[Deed] = field(default_factory=list[Deed])


def leaves(form: Json) -> Iterator[tuple[str, list[Json]]]:
    """Give the commands that can be typed under a registered one, with their options."""
    options = cast("list[Json]", form.get("options") or [])
    nested = [one for one in options if one["type"] in NESTED]
    if not nested:
        yield str(form["name"]), options
    for one in nested:
        for name, wanted in leaves(one):
            yield f"{form['name']} {name}", wanted


class Crowd:
    """Everybody who uses the bot; `guilds` are the servers that they share."""

    def __init__(
        self, discord: DiscordServer, guilds: list[Guild], filler: Filler, fate: Random
    ) -> None:
        self.ledger = Ledger()
        self._discord = discord
        self._guilds = guilds
        self._filler = filler
        self._fate = fate
        self._hands: dict[User, list[str]] = {}
        self._waiting: set[asyncio.Task[None]] = set()

    async def live(self, user: User) -> None:
        """Do one thing after another until cancelled."""
        while True:
            waiting = asyncio.create_task(self._done(await self._deed(user)))
            self._waiting.add(waiting)
            waiting.add_done_callback(self._waiting.discard)
            # Most wait for their answer; some go on at once.
            if self._fate.random() < 0.7:
                await asyncio.wait({waiting})
            await asyncio.sleep(self._fate.uniform(*PAUSE))

    async def settled(self) -> None:
        """Wait until everything that was asked has its answer, or never gets one."""
        if self._waiting:
            await asyncio.wait(self._waiting)

    def known(self) -> set[str]:
        """Return the whole names of all commands that Discord holds of the bot."""
        commands = self._discord.state.commands.of(None)
        return {name for one in commands if one.kind == SLASH for name, _ in leaves(one.form)}

    async def _deed(self, user: User) -> Interaction | None:
        chance = self._fate.random()
        try:
            if chance < 0.6:
                return await self._type(user)
            if chance < 0.97:
                return await self._press(user)
            self._discord.people.say(user, self._fate.choice(self._places(user)), "gg")
        except RefusedByClient:
            self.ledger.outcomes["not offered"] += 1
        return None

    async def _type(self, user: User) -> Interaction | None:
        """Use the next command of somebody's hand: each comes before one comes again."""
        hand = self._hands.setdefault(user, [])
        if not hand:
            hand.extend(name for name in sorted(self.known()) for _ in range(OFTEN.get(name, 1)))
            self._fate.shuffle(hand)
        name = hand.pop() if hand else ""
        for place in self._fate.sample(places := self._places(user), len(places)):
            wanted = self._offered(user, place).get(name)
            if wanted is not None:
                options = self._filler.options(wanted, self._guild(place), place)
                options |= await self._suggested(user, place, name, wanted)
                self.ledger.used[name] += 1
                return await self._discord.people.slash(user, place, name, options)
        return None

    async def _suggested(
        self, user: User, place: Channel, name: str, wanted: list[Json]
    ) -> dict[str, object]:
        """Type into the options that suggest something, and take what is suggested, or not."""
        chosen: dict[str, object] = {}
        for option in wanted:
            if not option.get("autocomplete") or self._fate.random() < 0.25:
                continue
            typed = {**chosen, option["name"]: self._filler.beginning()}
            began = self._now()
            try:
                offers = await self._discord.people.autocomplete(
                    user, place, name, typed, focused=option["name"]
                )
            except InteractionFailed as failed:
                self._note(f"{name} {option['name']}:", str(failed), began)
                continue
            self.ledger.outcomes["suggestions"] += 1
            if offers:
                offer = self._fate.choice(offers)
                chosen[option["name"]] = offer[self._fate.choice(("value", "name"))]
        return chosen

    async def _press(self, user: User) -> Interaction | None:
        place = self._fate.choice(self._places(user))
        usable = [
            (message, component)
            for message in self._discord.state.messages.all_in(place)[-RECENT:]
            if message.visible_to(user)
            for component in message.items()
            if component.get("custom_id") and not component.get("disabled")
        ]
        if not usable:
            return None
        # Others' buttons are refused: that is tried as well, but seldom.
        own = [one for one in usable if one[0].origin and one[0].origin.user is user]
        if own and self._fate.random() < 0.9:
            usable = own
        message, component = self._fate.choice(usable)
        return await self._press_one(user, message, component)

    async def _press_one(self, user: User, message: Message, component: Json) -> Interaction:
        people, custom_id = self._discord.people, str(component["custom_id"])
        self.ledger.used[f"[{custom_id.partition(':')[0]}]"] += 1
        if component["type"] == 2:
            return await people.click(user, message, custom_id)
        place = message.channel
        values = self._filler.menu(component, self._guild(place), place)
        return await people.select(user, message, custom_id, values)

    async def _done(self, interaction: Interaction | None) -> None:
        """See whether an answer came that is the last word."""
        if interaction is None:
            return
        began = self._now()
        try:
            await interaction.answered(timeout=FINAL_WITHIN)
        except InteractionFailed as failed:
            promised = interaction.response is not None
            self._note(interaction.name, str(failed), began, promised=promised)
        else:
            self.ledger.outcomes["answered"] += 1

    def _note(self, what: str, how: str, began: float, *, promised: bool = False) -> None:
        self.ledger.unanswered.append(Deed(what, how, promised, began, self._now()))

    def _places(self, user: User) -> list[Channel]:
        """Return where somebody can write, their direct messages among it."""
        return [
            self._discord.state.direct_channel(user),
            *(
                channel
                for guild in self._guilds
                if user.id in guild.members
                for channel in guild.channels.values()
                if channel.type not in WITHOUT_MESSAGES
            ),
        ]

    def _offered(self, user: User, place: Channel) -> dict[str, list[Json]]:
        try:
            commands = self._discord.people.commands(user, place)
        except RefusedByClient:
            return {}
        return dict(leaf for one in commands if one.kind == SLASH for leaf in leaves(one.form))

    def _guild(self, place: Channel) -> Guild | None:
        return self._discord.state.guild_of(place)

    def _now(self) -> float:
        return asyncio.get_running_loop().time()
