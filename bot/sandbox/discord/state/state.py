"""The whole state: who exists, where they can talk, and what they have said."""

from dataclasses import replace
from datetime import timedelta

from bot.clock import Clock
from bot.sandbox.discord.errors import ApiError, Problem
from bot.sandbox.discord.state.builder import Builder
from bot.sandbox.discord.state.channels import TALKING, Channel, ChannelType
from bot.sandbox.discord.state.commands import CommandBook
from bot.sandbox.discord.state.desk import InteractionDesk
from bot.sandbox.discord.state.drafts import AllowedMentions, Draft
from bot.sandbox.discord.state.entities import User
from bot.sandbox.discord.state.guild import Guild
from bot.sandbox.discord.state.interactions import Interaction
from bot.sandbox.discord.state.mentions import pings_of
from bot.sandbox.discord.state.message_book import MessageBook, Posting
from bot.sandbox.discord.state.messages import Message, Pings
from bot.sandbox.discord.state.permissions import EVERYTHING, Permission
from bot.sandbox.discord.state.snowflakes import moment_of
from bot.sandbox.discord.state.world import DefaultWorld


class DiscordState(Builder):
    """Everything Discord knows; `default` names the parts of the world it starts with."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock)
        self.return_nonces = False
        """Whether a channel's history tells the nonces of its messages."""
        self.messages = MessageBook(clock, self.snowflakes, self.changes.publish)
        self.commands = CommandBook(clock, self.snowflakes, self.changes.publish)
        self.interactions = InteractionDesk(clock, self.messages, self.changes.publish)
        self.default = DefaultWorld.built_in(self)

    def guild_of(self, channel: Channel) -> Guild | None:
        """Return the server that a channel is in; direct messages are in none."""
        return None if channel.guild_id is None else self.guilds.get(channel.guild_id)

    def bot_is_in(self, guild: Guild) -> bool:
        """Tell whether the bot is a member of a server."""
        return self.bot.id in guild.members

    def rights_in(self, channel: Channel, user: User) -> Permission:
        """Return what a user may do in a channel; in direct messages that is everything."""
        guild = self.guild_of(channel)
        return EVERYTHING if guild is None else guild.rights_in(channel, user)

    def reachable_guild(self, guild_id: int) -> Guild:
        """Return a server that the bot is in."""
        guild = self.guilds.get(guild_id)
        if guild is None or not guild.available:
            raise ApiError(Problem.UNKNOWN_GUILD)
        if not self.bot_is_in(guild):
            raise ApiError(Problem.MISSING_ACCESS)
        return guild

    def reachable_channel(self, channel_id: int) -> Channel:
        """Return a channel that the bot can see."""
        channel = self.channels.get(channel_id)
        if channel is None:
            raise ApiError(Problem.UNKNOWN_CHANNEL)
        guild = self.guild_of(channel)
        if guild is not None and not self.bot_is_in(guild):
            raise ApiError(Problem.MISSING_ACCESS)
        if Permission.VIEW_CHANNEL not in self.rights_in(channel, self.bot):
            raise ApiError(Problem.MISSING_ACCESS)
        self.archive_if_quiet(channel)
        return channel

    def readable_channel(self, channel_id: int) -> Channel:
        """Return a channel whose messages the bot sees; a voice channel it must be free to join."""
        channel = self.reachable_channel(channel_id)
        rights = self.rights_in(channel, self.bot)
        if channel.type in TALKING and Permission.CONNECT not in rights:
            raise ApiError(Problem.MISSING_ACCESS)
        return channel

    def threads_in(self, place: Guild | Channel) -> list[Channel]:
        """Return the threads of a server or a channel that the bot sees, as they are by now."""
        in_guild = place if isinstance(place, Guild) else self.guilds[place.guild_id or 0]
        threads = [one for one in in_guild.channels.values() if one.is_thread]
        seen = [one for one in threads if Permission.VIEW_CHANNEL in self.rights_in(one, self.bot)]
        for thread in seen:
            self.archive_if_quiet(thread)
        return [one for one in seen if place is in_guild or one.parent_id == place.id]

    def archive_if_quiet(self, channel: Channel) -> None:
        """Archive a thread in which nothing has happened for as long as it says."""
        if not channel.is_thread or channel.archived:
            return
        latest = channel.archive_changed_at or channel.created_at
        if channel.last_message_id is not None:
            latest = max(latest, moment_of(channel.last_message_id))
        if self.clock.now() - latest > timedelta(minutes=channel.archives_after):
            self.set_archived(channel, archived=True)

    def reopen(self, channel: Channel) -> None:
        """Open an archived thread again: a message that is written in it does that."""
        if channel.archived:
            self.set_archived(channel, archived=False)

    def remove_channel(self, channel: Channel) -> None:
        """Delete a channel or thread; a message that had the thread has none any more."""
        super().remove_channel(channel)
        parent = self.channels.get(channel.parent_id or 0)
        message = self.messages.find(parent, channel.id) if parent else None
        if message is not None and message.thread is channel:
            self.messages.bind_thread(message, None)

    def public_message(self, channel: Channel, message_id: int) -> Message:
        """Return a message that everyone in the channel sees."""
        message = self.messages.find(channel, message_id)
        if message is None or message.ephemeral:
            raise ApiError(Problem.UNKNOWN_MESSAGE)
        return message

    def pings(self, channel: Channel, author: User, draft: Draft) -> Pings:
        """Return whom a message in a channel would notify."""
        rights = self.rights_in(channel, author)
        pings = pings_of(draft.content, draft.allowed, self.users, self.guild_of(channel), rights)
        answered = self.messages.find(channel, draft.reply_to) if draft.reply_to else None
        if answered is None or not draft.allowed.replied_user:
            return pings
        if answered.author in (author, *pings.users):
            return pings
        return replace(pings, users=(*pings.users, answered.author))

    def answer_posting(
        self, interaction: Interaction, draft: Draft, *, loading: bool = False
    ) -> Posting:
        """Return where the bot's answer to an interaction goes and whom it notifies."""
        pings = self.pings(interaction.channel, self.bot, draft)
        return Posting(interaction.channel, self.bot, pings, loading=loading)

    def say(self, user: User, channel: Channel, content: str) -> Message:
        """Let a person write a message."""
        self.reopen(channel)
        draft = Draft(content=content, allowed=AllowedMentions())
        return self.messages.post(Posting(channel, user, self.pings(channel, user, draft)), draft)

    def direct_channel(self, user: User) -> Channel:
        """Return the channel of direct messages between the bot and a person."""
        for channel in self.channels.values():
            if channel.recipient is user:
                return channel
        channel = Channel(
            id=self.snowflakes.fresh(),
            type=ChannelType.DIRECT,
            name=user.name,
            created_at=self.clock.now(),
            recipient=user,
        )
        self.channels[channel.id] = channel
        return channel
