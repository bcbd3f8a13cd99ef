"""The hands of the sandbox's people."""

import secrets
from collections.abc import Mapping, Sequence

from bot.sandbox.discord.people import commands, components
from bot.sandbox.discord.people.options import filled_options, half_typed_options
from bot.sandbox.discord.people.refusals import RefusedByClient
from bot.sandbox.discord.people.resolved import Resolved
from bot.sandbox.discord.shapes import Json
from bot.sandbox.discord.state.channels import Channel
from bot.sandbox.discord.state.commands import Command
from bot.sandbox.discord.state.entities import User
from bot.sandbox.discord.state.interactions import Interaction, InteractionKind
from bot.sandbox.discord.state.messages import Message
from bot.sandbox.discord.state.state import DiscordState


class People:
    """Does what a person asks for, or raises RefusedByClient where a client would not let them.

    What is done reaches the bot at once; the returned interaction tells what comes of it.
    """

    def __init__(self, state: DiscordState) -> None:
        self._state = state

    def commands(self, user: User, channel: Channel) -> list[Command]:
        """Return the commands that a person is offered in a channel."""
        return commands.offered(self._state, user, channel)

    def say(self, user: User, channel: Channel, content: str) -> Message:
        """Write a message."""
        commands.check_present(self._state, user, channel)
        if channel.sending not in self._state.rights_in(channel, user):
            raise RefusedByClient("this person may not write here")
        return self._state.say(user, channel, content)

    async def slash(
        self,
        user: User,
        channel: Channel,
        name: str,
        options: Mapping[str, object] | None = None,
    ) -> Interaction:
        """Use a slash command; subcommands are further words of its name."""
        typed = commands.typed(self._state, user, channel, name)
        resolved = self._resolved(user, channel)
        filled = filled_options(typed.options, options or {}, resolved)
        data = _command_data(typed.command) | {"options": typed.nested(filled)}
        return self._sent(user, channel, InteractionKind.COMMAND, _with(data, resolved))

    async def autocomplete(
        self,
        user: User,
        channel: Channel,
        name: str,
        options: Mapping[str, object] | None = None,
        *,
        focused: str,
    ) -> list[Json]:
        """Type into one option and return the suggestions, once they are there."""
        typed = commands.typed(self._state, user, channel, name)
        filled = half_typed_options(typed.options, options or {}, focused)
        data = _command_data(typed.command) | {"options": typed.nested(filled)}
        interaction = self._sent(user, channel, InteractionKind.AUTOCOMPLETE, data)
        await interaction.acknowledged()
        return interaction.choices

    async def click(self, user: User, message: Message, custom_id: str) -> Interaction:
        """Click a button."""
        component = components.usable_component(user, message, custom_id)
        data = components.button_data(component)
        return self._sent(user, message.channel, InteractionKind.COMPONENT, data, message=message)

    async def select(
        self, user: User, message: Message, custom_id: str, values: Sequence[object]
    ) -> Interaction:
        """Choose in a menu: values of its options, or roles and channels."""
        component = components.usable_component(user, message, custom_id)
        resolved = self._resolved(user, message.channel)
        data = components.select_data(component, values, resolved)
        return self._sent(user, message.channel, InteractionKind.COMPONENT, data, message=message)

    def _resolved(self, user: User, channel: Channel) -> Resolved:
        return Resolved(self._state, user, self._state.guild_of(channel))

    def _sent(
        self,
        user: User,
        channel: Channel,
        kind: InteractionKind,
        data: Json,
        *,
        message: Message | None = None,
    ) -> Interaction:
        place = commands.place_of(self._state, user, channel)
        interaction = Interaction(
            id=self._state.snowflakes.fresh(),
            token=secrets.token_urlsafe(48),
            kind=kind,
            user=user,
            channel=channel,
            guild=self._state.guild_of(channel),
            data=data,
            created_at=self._state.clock.now(),
            context=place.context,
            by_user_install=place.by_user_install,
            message=message,
        )
        self._state.interactions.open(interaction)
        return interaction


def _command_data(command: Command) -> Json:
    data: Json = {"id": str(command.id), "name": command.name, "type": command.kind}
    if command.guild_id is not None:
        data["guild_id"] = str(command.guild_id)
    return data


def _with(data: Json, resolved: Resolved) -> Json:
    return data | {"resolved": resolved.payload} if resolved.payload else data
