"""What the page shows and moves: the world, the two stand-ins, and what happened in them."""

from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.clock import WorldClock
from bot.nadeo.budget import Budget
from bot.sandbox.discord.events import event_of
from bot.sandbox.discord.server import DiscordServer
from bot.sandbox.discord.shapes import Json
from bot.sandbox.discord.state.changes import (
    Change,
    ChannelChanged,
    InteractionChanged,
    MessageChanged,
)
from bot.sandbox.discord.state.channels import Channel
from bot.sandbox.discord.state.entities import User
from bot.sandbox.discord.state.interactions import Interaction, InteractionKind
from bot.sandbox.discord.state.message_book import KEPT_PER_CHANNEL
from bot.sandbox.discord.state.messages import Message
from bot.sandbox.nadeo.recording import RecordedRequest
from bot.sandbox.nadeo.server import NadeoServer
from bot.sandbox.page.entries import Birth, birth_entry, request_entry, thread_entry
from bot.sandbox.page.feed import Feed
from bot.sandbox.page.tampering import Tampering
from bot.sandbox.world.review import SECONDS_PER_MAP
from bot.sandbox.world.world import World

REQUESTS_KEPT = 200
INTERACTIONS_KEPT = 200


@dataclass(eq=False)
class Stage:
    """The parts of a running sandbox, and what the page has to remember of them."""

    world: World
    clock: WorldClock
    nadeo: NadeoServer
    discord: DiscordServer
    budget: Budget | None = None
    """The bot's own budget, once there is a bot."""
    outlook: Callable[[str, int], Awaitable[str]] | None = None
    """Tells what a review queue of a waiting time in seconds brings to channels, while there is a
    bot that knows."""
    feed: Feed = field(default_factory=Feed)
    interactions: dict[int, Interaction] = field(default_factory=dict[int, Interaction])
    requests: deque[Json] = field(default_factory=lambda: deque[Json](maxlen=REQUESTS_KEPT))
    """The bot's latest requests to Nadeo, as the page shows them."""
    asked: int = 0
    """How many there were in all."""
    driven: str = ""
    """What somebody last drove because the panel told them to, in words."""
    dismissed: set[int] = field(default_factory=set[int])
    """Messages and interactions that the one who saw them has put away."""
    _births: dict[int, dict[int, Birth]] = field(default_factory=dict[int, dict[int, Birth]])
    """How the messages of each channel came about, as far back as Discord keeps them here."""

    _openings: dict[int, datetime] = field(default_factory=dict[int, datetime])
    """When threads were opened, by the world's clock."""

    def __post_init__(self) -> None:
        self.tampering = Tampering(self.discord.state)
        self.discord.state.changes.listen(self._note_change)
        self.nadeo.on_request.append(self._note_request)

    def birth_of(self, message: Message) -> Birth:
        """Return how a message came about; Discord's own clock is not the world's."""
        births = self._births.get(message.channel.id, {})
        return births.get(message.id) or Birth(message.created_at, None)

    def thread_entry(self, thread: Channel) -> Json:
        """Write a thread as the page shows it."""
        parent = self.discord.state.channels.get(thread.parent_id or 0)
        opened_at = self._openings.get(thread.id, thread.created_at)
        return thread_entry(thread, parent, opened_at)

    def read_in(self, user: User, locale: str) -> None:
        """Have a person read in another language; no bot is told before they use it."""
        user.locale = locale
        self.feed.add({"type": "locale_update"}, user.id)

    def bot_leaves(self) -> None:
        """Ask the bot nothing more."""
        self.outlook = None

    async def outlook_for(self, queue: str) -> str:
        """Return what a review queue as it is brings to channels, in the bot's words."""
        if self.outlook is None:
            return ""
        return await self.outlook(queue, self.world.queue[queue] * SECONDS_PER_MAP)

    def _note_change(self, change: Change) -> None:
        event, only_for = event_of(change), None
        match change:
            case MessageChanged(how=how, message=message):
                if how == "create":
                    self._note_birth(message)
                if message.id in self.dismissed:
                    return
                event |= birth_entry(self.birth_of(message))
                only_for = message.only_for.id if message.only_for else None
            case ChannelChanged(how=how, channel=channel) if channel.is_thread:
                if how == "create":
                    self._openings[channel.id] = self.clock.now()
                event["thread"] = self.thread_entry(channel)
            case InteractionChanged(interaction=interaction):
                if interaction.kind is InteractionKind.AUTOCOMPLETE:
                    return
                only_for = interaction.user.id
                self._keep(interaction)
                if interaction.id in self.dismissed:
                    return
            case _:
                pass
        self.feed.add(event, only_for)

    def _note_birth(self, message: Message) -> None:
        cause = self.interactions.get(message.origin.interaction_id) if message.origin else None
        births = self._births.setdefault(message.channel.id, {})
        births[message.id] = Birth(self.clock.now(), cause)
        if len(births) > KEPT_PER_CHANNEL:
            del births[next(iter(births))]

    def _keep(self, interaction: Interaction) -> None:
        self.interactions[interaction.id] = interaction
        if len(self.interactions) > INTERACTIONS_KEPT:
            del self.interactions[next(iter(self.interactions))]

    def _note_request(self, request: RecordedRequest) -> None:
        entry = request_entry(request, self.clock.now())
        self.requests.append(entry)
        self.asked += 1
        self.feed.add({"type": "nadeo_request", "request": entry})
