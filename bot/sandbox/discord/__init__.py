"""A small Discord of our own: REST v10 and the gateway over real sockets, on one machine."""

from bot.sandbox.discord.errors import ApiError, Problem
from bot.sandbox.discord.events import EventStream, Subscription
from bot.sandbox.discord.people.people import People
from bot.sandbox.discord.people.refusals import (
    CommandNotOffered,
    ComponentNotUsable,
    InvalidOption,
    RefusedByClient,
)
from bot.sandbox.discord.recorder import RecordedRequest
from bot.sandbox.discord.server import DiscordServer
from bot.sandbox.discord.state.channels import Channel, ChannelType
from bot.sandbox.discord.state.entities import Role, User
from bot.sandbox.discord.state.guild import Guild
from bot.sandbox.discord.state.interactions import Interaction, InteractionFailed, ResponseKind
from bot.sandbox.discord.state.messages import Message
from bot.sandbox.discord.state.permissions import Permission
from bot.sandbox.discord.state.state import DiscordState

__all__ = [
    "ApiError",
    "Channel",
    "ChannelType",
    "CommandNotOffered",
    "ComponentNotUsable",
    "DiscordServer",
    "DiscordState",
    "EventStream",
    "Guild",
    "Interaction",
    "InteractionFailed",
    "InvalidOption",
    "Message",
    "People",
    "Permission",
    "Problem",
    "RecordedRequest",
    "RefusedByClient",
    "ResponseKind",
    "Role",
    "Subscription",
    "User",
]
