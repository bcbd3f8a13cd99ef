"""Whether the bot may post in a channel, and as what refusal Discord words it when not."""

from bot.sandbox.discord.errors import ApiError, Problem
from bot.sandbox.discord.state.channels import WITHOUT_MESSAGES, Channel
from bot.sandbox.discord.state.drafts import Draft
from bot.sandbox.discord.state.permissions import Permission
from bot.sandbox.discord.state.state import DiscordState


def check_may_post(state: DiscordState, channel: Channel, draft: Draft) -> None:
    """Refuse a new message of the bot that its rights or the channel's kind do not allow."""
    if channel.type in WITHOUT_MESSAGES:
        raise ApiError(Problem.NOT_A_TEXT_CHANNEL)
    if channel.recipient is not None and not channel.recipient.accepts_messages:
        raise ApiError(Problem.CLOSED_MESSAGES)
    rights = check_rights(state, channel, draft)
    check_unlocked(state, channel)
    if draft.reply_to is not None:
        _check_reply(state, channel, draft.reply_to, rights, must_exist=draft.reply_must_exist)


def check_rights(state: DiscordState, channel: Channel, draft: Draft) -> Permission:
    """Refuse a message that the bot's rights do not allow, or return these rights.

    Of a forum they are those that a new post with this message takes.
    """
    needed = channel.sending
    if draft.embeds:
        needed |= Permission.EMBED_LINKS
    if draft.uploads:
        needed |= Permission.ATTACH_FILES
    rights = state.rights_in(channel, state.bot)
    if needed not in rights:
        raise ApiError(Problem.MISSING_PERMISSIONS)
    return rights


def check_unlocked(state: DiscordState, channel: Channel) -> None:
    """Refuse to write in a thread that moderators locked."""
    if channel.locked and Permission.MANAGE_THREADS not in state.rights_in(channel, state.bot):
        raise ApiError(Problem.THREAD_LOCKED)


def check_open(state: DiscordState, channel: Channel) -> None:
    """Refuse to change what stands in a thread that is locked or archived."""
    check_unlocked(state, channel)
    if channel.archived:
        raise ApiError(Problem.THREAD_ARCHIVED)


def _check_reply(
    state: DiscordState, channel: Channel, message_id: int, rights: Permission, *, must_exist: bool
) -> None:
    if Permission.READ_MESSAGE_HISTORY not in rights:
        raise ApiError(Problem.REPLY_NEEDS_HISTORY)
    found = state.messages.find(channel, message_id)
    if must_exist and (found is None or found.ephemeral):
        fault = {"code": "REPLIES_UNKNOWN_MESSAGE", "message": "Unknown message"}
        raise ApiError(Problem.INVALID_FORM, {"message_reference": {"_errors": [fault]}})
