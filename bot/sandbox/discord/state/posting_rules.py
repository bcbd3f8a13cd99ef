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
    needed = channel.sending
    if draft.embeds:
        needed |= Permission.EMBED_LINKS
    if draft.uploads:
        needed |= Permission.ATTACH_FILES
    rights = state.rights_in(channel, state.bot)
    if needed not in rights:
        raise ApiError(Problem.MISSING_PERMISSIONS)
    check_open(channel)
    if draft.reply_to is not None:
        _check_reply(state, channel, draft.reply_to, rights, must_exist=draft.reply_must_exist)


def check_open(channel: Channel) -> None:
    """Refuse to write in a thread that is closed."""
    if channel.locked:
        raise ApiError(Problem.THREAD_LOCKED)
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
