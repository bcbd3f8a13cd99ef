"""Routes about threads: opening them, changing them, and listing those that are archived."""

from datetime import UTC, datetime
from typing import cast

from aiohttp import web

from bot.sandbox.discord.backend import BODY, answer, backend, form, number
from bot.sandbox.discord.errors import ApiError, Problem
from bot.sandbox.discord.protocol.faults import Faults
from bot.sandbox.discord.protocol.guilds import channel_payload, thread_list, thread_member_payload
from bot.sandbox.discord.protocol.message_form import message_form
from bot.sandbox.discord.protocol.messages import message_payload
from bot.sandbox.discord.protocol.thread_form import check_holds_threads, check_tags, thread_form
from bot.sandbox.discord.shapes import Json
from bot.sandbox.discord.state.channels import Channel, ChannelType
from bot.sandbox.discord.state.drafts import AllowedMentions
from bot.sandbox.discord.state.message_book import Posting
from bot.sandbox.discord.state.messages import MessageFlag
from bot.sandbox.discord.state.permissions import Permission
from bot.sandbox.discord.state.posting_rules import check_rights
from bot.sandbox.discord.state.thread_rules import check_may_change

routes = web.RouteTableDef()
_CHANNEL = r"/channels/{channel:\d+}"
_BELOW_MESSAGES = frozenset({ChannelType.TEXT, ChannelType.ANNOUNCEMENT})
_PARENTS = _BELOW_MESSAGES | {ChannelType.FORUM}
PAGE = range(2, 101)


def _channel(request: web.Request) -> Channel:
    return backend(request).state.reachable_channel(number(request, "channel"))


@routes.post(_CHANNEL + "/threads")
async def create_thread(request: web.Request) -> web.Response:
    """Open a thread; in a forum together with its first message."""
    parent = _channel(request)
    check_holds_threads(parent, _PARENTS)
    if parent.type is ChannelType.FORUM:
        return answer(_posted(request, parent), 201)
    thread = _opened(request, parent, backend(request).state.snowflakes.fresh())
    return answer(_own(request, thread), 201)


@routes.post(_CHANNEL + r"/messages/{message:\d+}/threads")
async def create_thread_on_message(request: web.Request) -> web.Response:
    """Open a thread on a message; it gets the message's own id."""
    state, parent = backend(request).state, _channel(request)
    check_holds_threads(parent, _BELOW_MESSAGES)
    message = state.public_message(parent, number(request, "message"))
    if message.id in state.channels:
        raise ApiError(Problem.THREAD_EXISTS)
    thread = _opened(request, parent, message.id)
    state.messages.bind_thread(message, thread)
    return answer(_own(request, thread), 201)


@routes.patch(_CHANNEL)
async def change_thread(request: web.Request) -> web.Response:
    """Change a thread's name, tags and archiving, or whether it is archived or locked."""
    state, thread = backend(request).state, _channel(request)
    body = form(request)
    changes = thread_form(body, is_new=False)
    check_may_change(state, thread, body)
    if changes.tag_ids is not None:
        parent = state.channels[thread.parent_id or 0]
        check_tags(parent, changes.tag_ids, state.rights_in(thread, state.bot))
        thread.applied_tags = changes.tag_ids
    thread.name = thread.name if changes.name is None else changes.name
    thread.locked = bool(body.get("locked", thread.locked))
    archived = bool(body.get("archived", thread.archived))
    if archived != thread.archived or changes.archives_after is not None:
        thread.archives_after = changes.archives_after or thread.archives_after
        state.set_archived(thread, archived=archived)
    else:
        state.changed(thread)
    return answer(channel_payload(thread))


@routes.get(_CHANNEL + "/threads/archived/public")
async def list_archived_threads(request: web.Request) -> web.Response:
    """List the archived threads of a channel, the one that was archived last first."""
    state, parent = backend(request).state, _channel(request)
    check_holds_threads(parent, _PARENTS)
    limit, before = _limit(request), _before(request)
    if Permission.READ_MESSAGE_HISTORY not in state.rights_in(parent, state.bot):
        raise ApiError(Problem.MISSING_PERMISSIONS)
    archived = [one for one in state.threads_in(parent) if one.archived]
    older = sorted(
        (one for one in archived if before is None or _archived_at(one) < before),
        key=_archived_at,
        reverse=True,
    )
    shown = thread_list(state, older[:limit])
    return answer({**shown, "has_more": len(older) > limit})


def _posted(request: web.Request, forum: Channel) -> Json:
    """Make a forum post: a thread and its first message, which have one id."""
    here, body = backend(request), form(request)
    state, wanted = here.state, thread_form(body)
    first: object = body.get("message")
    if not isinstance(first, dict):
        faults = Faults()
        faults.add(("message",), "BASE_TYPE_REQUIRED", "This field is required")
        faults.refuse()
    message_body = cast("Json", first)
    flags = int(message_body.get("flags") or 0) & ~MessageFlag.EPHEMERAL
    draft = message_form(
        {**message_body, "flags": flags},
        request[BODY].uploads,
        AllowedMentions(),
        path=("message",),
    )
    rights = check_rights(state, forum, draft)
    check_tags(forum, wanted.tag_ids or (), rights)
    thread = _opened(request, forum, state.snowflakes.fresh())
    forum.last_message_id = thread.id
    pings = state.pings(thread, state.bot, draft)
    message = state.messages.post(Posting(thread, state.bot, pings, message_id=thread.id), draft)
    return {**_own(request, thread), "message": message_payload(message, here.address)}


def _opened(request: web.Request, parent: Channel, thread_id: int) -> Channel:
    """Open a thread as the request describes it; in a forum the right to send is enough."""
    state, wanted = backend(request).state, thread_form(form(request))
    needed = Permission.CREATE_PUBLIC_THREADS
    if parent.type is ChannelType.FORUM:
        needed = Permission.SEND_MESSAGES
    if needed not in state.rights_in(parent, state.bot):
        raise ApiError(Problem.MISSING_PERMISSIONS)
    return state.add_thread(
        parent,
        wanted.name or "",
        state.bot,
        thread_id,
        tag_ids=wanted.tag_ids or (),
        archives_after=wanted.archives_after,
    )


def _own(request: web.Request, thread: Channel) -> Json:
    bot = backend(request).state.bot
    return {**channel_payload(thread), "member": thread_member_payload(thread, bot)}


def _archived_at(thread: Channel) -> datetime:
    return thread.archive_changed_at or thread.created_at


def _limit(request: web.Request) -> int:
    text = request.query.get("limit", "50")
    if not text.isdecimal() or int(text) not in PAGE:
        faults = Faults()
        message = f"int value should be between {PAGE.start} and {PAGE.stop - 1}."
        faults.add(("limit",), "NUMBER_TYPE_RANGE", message)
        faults.refuse()
    return int(text)


def _before(request: web.Request) -> datetime | None:
    text = request.query.get("before")
    if text is None:
        return None
    try:
        before = datetime.fromisoformat(text)
    except ValueError:
        faults = Faults()
        message = f"Could not parse {text}. Should be ISO8601."
        faults.add(("before",), "DATE_TIME_TYPE_PARSE", message)
        faults.refuse()
        raise
    return before if before.tzinfo else before.replace(tzinfo=UTC)
