"""Whether the bot may change a thread: what its creator may, and what takes a moderator."""

from bot.sandbox.discord.errors import ApiError, Problem
from bot.sandbox.discord.shapes import Json
from bot.sandbox.discord.state.channels import Channel
from bot.sandbox.discord.state.permissions import Permission
from bot.sandbox.discord.state.state import DiscordState

_FOR_MODERATORS = frozenset({"locked", "rate_limit_per_user"})


def check_may_change(state: DiscordState, thread: Channel, changes: Json) -> None:
    """Refuse changes that the bot's rights or the state of the thread do not allow.

    Whoever may write can open an archived thread again; its creator may do all else but lock it,
    and a locked one is for moderators alone.
    """
    if not thread.is_thread:
        raise ApiError(Problem.WRONG_CHANNEL_TYPE)
    rights = state.rights_in(thread, state.bot)
    if Permission.MANAGE_THREADS not in rights:
        _check_no_moderator(state, thread, changes, rights)
    if thread.archived and changes.get("archived") is not False:
        raise ApiError(Problem.THREAD_ARCHIVED)


def _check_no_moderator(
    state: DiscordState, thread: Channel, changes: Json, rights: Permission
) -> None:
    if thread.locked:
        raise ApiError(Problem.THREAD_LOCKED)
    if _FOR_MODERATORS & changes.keys():
        raise ApiError(Problem.MISSING_PERMISSIONS)
    only_opens = changes.keys() == {"archived"} and changes["archived"] is False
    may_open = only_opens and Permission.SEND_MESSAGES in rights
    if thread.owner_id != state.bot.id and not may_open:
        raise ApiError(Problem.MISSING_PERMISSIONS)
