"""Finding the command that a person types, and whether it is offered to them."""

from dataclasses import dataclass

from bot.sandbox.discord.people.options import OptionType
from bot.sandbox.discord.people.refusals import CommandNotOffered, RefusedByClient
from bot.sandbox.discord.shapes import Json
from bot.sandbox.discord.state.channels import WITHOUT_MESSAGES, Channel
from bot.sandbox.discord.state.commands import Command
from bot.sandbox.discord.state.entities import User
from bot.sandbox.discord.state.permissions import Permission
from bot.sandbox.discord.state.state import DiscordState

SERVER, BOT_DIRECT = 0, 1
_NESTED = (OptionType.SUBCOMMAND, OptionType.GROUP)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person stands: the kind of place, and by whose installation the bot is there."""

    context: int
    by_user_install: bool


@dataclass(frozen=True, slots=True)
class Typed:
    """A command with the subcommands that were typed after it, and the options these take."""

    command: Command
    path: list[Json]
    options: list[Json]

    def nested(self, options: list[Json]) -> list[Json]:
        """Return filled options, wrapped in the subcommands they belong to."""
        for step in reversed(self.path):
            options = [{"name": step["name"], "type": step["type"], "options": options}]
        return options


def check_present(state: DiscordState, user: User, channel: Channel) -> None:
    """Refuse a person who cannot look into a channel, or a channel that holds no messages."""
    guild = state.guild_of(channel)
    if guild is None:
        if channel.recipient is not user:
            raise RefusedByClient("these are somebody else's direct messages")
        return
    if user.id not in guild.members:
        raise RefusedByClient("this person is not in the server")
    sees = Permission.VIEW_CHANNEL in guild.rights_in(channel, user)
    if not sees or channel.type in WITHOUT_MESSAGES:
        raise RefusedByClient("this person cannot open this channel")


def place_of(state: DiscordState, user: User, channel: Channel) -> Place:
    """Return where a person stands in a channel; they must be able to use the bot there."""
    check_present(state, user, channel)
    guild = state.guild_of(channel)
    if guild is None:
        return Place(BOT_DIRECT, by_user_install=False)
    in_server = state.bot_is_in(guild)
    if not in_server and not user.has_app:
        raise RefusedByClient("the bot is not in this server")
    return Place(SERVER, by_user_install=not in_server)


def offered(state: DiscordState, user: User, channel: Channel) -> list[Command]:
    """Return the commands that a person is offered in a channel, menus included."""
    place, guild = place_of(state, user, channel), state.guild_of(channel)
    commands = [
        command
        for command in state.commands.offered_in(channel.guild_id)
        if command.usable_in(place.context, by_user_install=place.by_user_install)
    ]
    if guild is None:
        return commands
    rights = guild.rights_in(channel, user)
    if Permission.USE_APPLICATION_COMMANDS not in rights:
        return []
    return [command for command in commands if command.allowed_for(user, guild, rights)]


def find(state: DiscordState, user: User, channel: Channel, kind: int, name: str) -> Command:
    """Return one command by its kind and name."""
    for command in offered(state, user, channel):
        if (command.kind, command.name) == (kind, name):
            return command
    raise CommandNotOffered(f"{name} is not offered to {user.name} in {channel.name}")


def typed(state: DiscordState, user: User, channel: Channel, text: str) -> Typed:
    """Return the slash command that a text such as `weekly shorts` means."""
    name, *words = text.removeprefix("/").split()
    command = find(state, user, channel, 1, name)
    options: list[Json] = command.form["options"]
    path: list[Json] = []
    for word in words:
        steps = [one for one in options if one["name"] == word and one["type"] in _NESTED]
        if not steps:
            raise CommandNotOffered(f"/{text}: there is no {word}")
        path.append(steps[0])
        options = steps[0].get("options") or []
    if any(option["type"] in _NESTED for option in options):
        raise CommandNotOffered(f"/{text} needs a subcommand")
    return Typed(command, path, options)
