"""Discord's channels as the dispatcher sees them, and what can go wrong there."""

from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from io import BytesIO
from typing import Any, Protocol

import discord
from discord.http import HTTPClient, MultipartParameters, Route

from bot.face.causes import UNANSWERED
from bot.face.discord_codes import code_of, is_page, lacks_rights

PIECE = 100
"""The most messages that one request for history gives."""

ASLEEP = 50083
"""A thread is archived: whoever may write there can wake it."""
CLOSED_THREAD = frozenset({ASLEEP, 160005})
HOLDING = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.TOO_MANY_REQUESTS})
"""Refusals that are about us or the moment, not about this channel or message."""
PASSING = frozenset({20028, 40333})
"""Codes of refusals that come from Discord's edge and pass: too many writes, an inner fault."""


class PostError(Exception):
    """A message could not be posted, edited or looked for; `code` is Discord's, 0 for none."""

    def __init__(self, message: str, code: int = 0) -> None:
        super().__init__(message)
        self.code = code


class Unreachable(PostError):
    """Discord failed or was not reached.

    It may have acted all the same: discord.py tries some failures again by itself, and the last
    one says nothing of those before.
    """


class HeldBack(Unreachable):
    """Discord refuses everything for now; whoever goes on all the same is banned."""


class ChannelLost(PostError):
    """The bot cannot write there, for now at least; the message is the reason, in Discord's words.

    Bots can be timed out, threads can be locked and opened again.
    """


class ChannelGone(ChannelLost):
    """There is no such channel any more."""


class AtLimit(Unreachable):
    """Discord limits this one route for longer than it can be waited for."""


class MessageGone(PostError):
    """The message existed and was deleted by somebody."""


class Rejected(PostError):
    """Discord does not accept this message."""


INVALID_FORM, UNKNOWN_TAG = 50035, 10087
FORUM_TROUBLES = frozenset({UNKNOWN_TAG, 40067, 160006, 160007})
"""A tag is gone or missing, or the server has as many active threads as it may.

Whoever manages the server can mend it.
"""
IS_THERE = frozenset({40033, 160004})
"""What was to be done is done already: the post is published, the thread is open."""
PUBLISHED = 1 << 0
"""Discord's flag for a message that was published."""
WEEK_IN_MINUTES = 10080
"""After so long without a word a thread sleeps."""

GONE: Mapping[int, type[PostError]] = {10003: ChannelGone, 10008: MessageGone}
"""Codes that are final."""


@dataclass(frozen=True)
class Found:
    """A message of ours in a channel's history."""

    id: int
    posted_at: float
    nonce: str
    text: str
    """The addresses and footers of its embeds: where a mark is, and where it once was."""
    is_published: bool = False
    """Whether the channels that follow have it."""


@dataclass(frozen=True)
class Page:
    """A piece of a channel's history."""

    messages: list[Found]
    before: int | None
    """Where older messages begin; None where there are none."""


@dataclass(frozen=True)
class ForumPost:
    """A forum's post of ours; its first message has the same id."""

    id: int
    posted_at: float
    title: str


@dataclass(frozen=True)
class Archive:
    """A piece of a forum's archive."""

    posts: list[ForumPost]
    before: str | None
    """Where what was archived earlier begins, None where there is nothing: for Discord alone."""
    reaches: float
    """When the last of the piece was archived, in Unix seconds."""


class Channels(Protocol):
    """Posts, edits and finds messages by their channel's id."""

    async def post(self, channel_id: int, payload: Mapping[str, Any]) -> int:
        """Post a message and return its id."""
        ...

    async def edit(self, channel_id: int, message_id: int, payload: Mapping[str, Any]) -> None:
        """Change a message."""
        ...

    async def direct_channel(self, user_id: int) -> int:
        """Open a person's direct messages and return the channel's id."""
        ...

    def server_name(self, guild_id: int) -> str:
        """Return what a server is called, as it comes from outside; "" while nobody knows."""
        ...

    @property
    def is_held(self) -> bool:
        """Tell whether Discord wants all requests to wait, however long that takes."""
        ...

    def has_role(self, guild_id: int, role_id: int) -> bool | None:
        """Tell whether a server has a role; None while nobody knows, as in an outage."""
        ...

    async def own_messages(self, channel_id: int, before: int | None) -> Page:
        """Read our messages before one, newest first, from a piece of the channel.

        Without the right to read the history there are none, which proves nothing.
        """
        ...

    async def message(self, channel_id: int, message_id: int) -> Found:
        """Read one message."""
        ...

    async def open_post(self, forum_id: int, payload: Mapping[str, Any]) -> int:
        """Open a forum's post and return its id, which its first message has too.

        It is asked for once: Discord would make another of each repetition.
        """
        ...

    async def active_posts(self, guild_id: int, forum_id: int) -> list[ForumPost]:
        """Read our posts of a forum that do not sleep."""
        ...

    async def archived_posts(self, forum_id: int, before: str | None) -> Archive:
        """Read our posts from a piece of a forum's archive, the latest archived first."""
        ...

    async def reopen(self, thread_id: int, name: str = "") -> None:
        """Wake a forum's post or a thread of ours, and give it a name if there is one."""
        ...

    async def open_thread(self, channel_id: int, message_id: int, name: str) -> None:
        """Open a thread below a message, unless it has one."""
        ...

    async def publish(self, channel_id: int, message_id: int) -> None:
        """Publish a message to the channels that follow, unless it is published.

        It may answer only when Discord lets the channel publish again.
        """
        ...


class DiscordChannels:
    """The channels of the real Discord, through discord.py's own connection."""

    def __init__(self, client: discord.Client) -> None:
        self._client = client

    @property
    def is_held(self) -> bool:
        """Tell whether Discord wants all requests to wait, however long that takes."""
        return not self._http._global_over.is_set()  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] # told nowhere else

    def has_role(self, guild_id: int, role_id: int) -> bool | None:
        """Tell whether a server has a role; None while nobody knows, as in an outage."""
        guild = self._client.get_guild(guild_id)
        if guild is None or guild.unavailable:
            return None
        return guild.get_role(role_id) is not None

    @property
    def _http(self) -> HTTPClient:
        return self._client.http

    async def post(self, channel_id: int, payload: Mapping[str, Any]) -> int:
        """Post a message and return its id; the payload brings its own nonce."""
        parameters = _parameters(payload)
        with _told_as_post_error():
            data = await self._http.send_message(channel_id, params=parameters)
            return int(data["id"])

    async def edit(self, channel_id: int, message_id: int, payload: Mapping[str, Any]) -> None:
        """Change a message."""
        parameters = _parameters(payload)
        with _told_as_post_error():
            await self._http.edit_message(channel_id, message_id, params=parameters)

    async def direct_channel(self, user_id: int) -> int:
        """Open a person's direct messages and return the channel's id."""
        with _told_as_post_error():
            return int((await self._http.start_private_message(user_id))["id"])

    def server_name(self, guild_id: int) -> str:
        """Return what a server is called, as it comes from outside; "" while nobody knows."""
        guild = self._client.get_guild(guild_id)
        return guild.name if guild is not None else ""

    async def own_messages(self, channel_id: int, before: int | None) -> Page:
        """Read our messages before one, newest first, from a piece of the channel."""
        me = self._client.user
        with _told_as_post_error():
            piece = await self._http.logs_from(channel_id, PIECE, before=before)
            ours = [_found(data) for data in piece if me and int(data["author"]["id"]) == me.id]
            return Page(ours, int(piece[-1]["id"]) if len(piece) == PIECE else None)

    async def message(self, channel_id: int, message_id: int) -> Found:
        """Read one message."""
        with _told_as_post_error():
            return _found(await self._http.get_message(channel_id, message_id))

    async def open_post(self, forum_id: int, payload: Mapping[str, Any]) -> int:
        """Open a forum's post and return its id."""
        route = Route("POST", "/channels/{channel_id}/threads", channel_id=forum_id)
        with _told_as_post_error(), _told_as_tag_gone():
            data = await self._http.request(
                route, files=[_Once()], json=dict(payload), params={"use_nested_fields": 1}
            )
            return int(data["id"])

    async def active_posts(self, guild_id: int, forum_id: int) -> list[ForumPost]:
        """Read our posts of a forum that do not sleep."""
        with _told_as_post_error():
            answer = await self._http.get_active_threads(guild_id)
            listed = [data for data in answer["threads"] if int(data["parent_id"]) == forum_id]
            return self._ours(listed)

    async def archived_posts(self, forum_id: int, before: str | None) -> Archive:
        """Read our posts from a piece of a forum's archive, the latest archived first."""
        with _told_as_post_error():
            answer = await self._http.get_public_archived_threads(forum_id, before, PIECE)
            listed = answer["threads"]
            last = listed[-1]["thread_metadata"]["archive_timestamp"] if listed else ""
            reaches = discord.utils.parse_time(last).timestamp() if last else 0.0
            return Archive(self._ours(listed), last if answer["has_more"] else None, reaches)

    def _ours(self, listed: Sequence[Mapping[str, Any]]) -> list[ForumPost]:
        me = self._client.user
        return [_forum_post(data) for data in listed if me and int(data["owner_id"]) == me.id]

    async def reopen(self, thread_id: int, name: str = "") -> None:
        """Wake a forum's post or a thread of ours, and give it a name if there is one."""
        with _told_as_post_error():
            names = {"name": name} if name else {}
            await self._http.edit_channel(thread_id, archived=False, **names)

    async def open_thread(self, channel_id: int, message_id: int, name: str) -> None:
        """Open a thread below a message, unless it has one."""
        with _told_as_post_error(), _done_already():
            await self._http.start_thread_with_message(
                channel_id, message_id, name=name, auto_archive_duration=WEEK_IN_MINUTES
            )

    async def publish(self, channel_id: int, message_id: int) -> None:
        """Publish a message to the channels that follow, unless it is published."""
        with _told_as_post_error(), _done_already():
            await self._http.publish_message(channel_id, message_id)


class _Once(discord.File):
    """A file that is none: discord.py asks for it anew whenever it repeats a request."""

    def __init__(self) -> None:
        super().__init__(BytesIO())

    def reset(self, *, seek: int | bool = True) -> None:
        """Let the first attempt pass, and end the second before it is made."""
        if seek:
            raise Unreachable("no clear answer")


def _forum_post(data: Mapping[str, Any]) -> ForumPost:
    post_id = int(data["id"])
    posted_at = discord.utils.snowflake_time(post_id).timestamp()
    return ForumPost(post_id, posted_at, str(data["name"]))


def _parameters(payload: Mapping[str, Any]) -> MultipartParameters:
    return MultipartParameters(payload=dict(payload), multipart=None, files=None)


def _found(data: Mapping[str, Any]) -> Found:
    embeds = data.get("embeds", [])
    texts = [str(embed.get("url") or "") for embed in embeds]
    texts += [embed.get("footer", {}).get("text", "") for embed in embeds]
    message_id = int(data["id"])
    posted_at = discord.utils.snowflake_time(message_id).timestamp()
    is_published = bool(int(data.get("flags") or 0) & PUBLISHED)
    text = "\n".join(texts)
    return Found(message_id, posted_at, str(data.get("nonce") or ""), text, is_published)


@contextmanager
def _told_as_post_error() -> Generator[None, None, None]:
    try:
        yield
    except UNANSWERED as error:
        raise _post_error(error) from error


@contextmanager
def _done_already() -> Generator[None, None, None]:
    """Take for done what was done before, and for a limit of its own what is none of all."""
    try:
        yield
    except discord.HTTPException as error:
        if error.status == HTTPStatus.TOO_MANY_REQUESTS and "Via" in error.response.headers:
            raise AtLimit("at Discord's limit", HTTPStatus.TOO_MANY_REQUESTS) from error
        if code_of(error) not in IS_THERE:
            raise


@contextmanager
def _told_as_tag_gone() -> Generator[None, None, None]:
    """Tell a tag that Discord does not know from all else that is wrong with a message."""
    try:
        yield
    except discord.HTTPException as error:
        if code_of(error) == INVALID_FORM and "applied_tags" in str(error.text):
            raise ChannelLost(error.text, UNKNOWN_TAG) from error
        raise


def _post_error(error: Exception) -> PostError:
    """Tell what a failure means for the delivery."""
    if not isinstance(error, discord.HTTPException):
        return Unreachable(type(error).__name__)
    code = code_of(error)
    if code in GONE:
        return GONE[code](error.text, code)
    if lacks_rights(error) or code in CLOSED_THREAD | FORUM_TROUBLES:
        return ChannelLost(error.text, code)
    return _by_status(error)


def _by_status(error: discord.HTTPException) -> PostError:
    """Tell what a refusal means whose code says nothing."""
    if error.status in HOLDING:
        return HeldBack(str(error.status))
    if error.status >= HTTPStatus.INTERNAL_SERVER_ERROR or _is_passing(error):
        return Unreachable(f"{error.status}, code {error.code}")
    if isinstance(error, (discord.Forbidden, discord.NotFound)):
        return ChannelLost(error.text, code_of(error))
    return Rejected(str(error), code_of(error))


def _is_passing(error: discord.HTTPException) -> bool:
    """Tell whether a refusal is none of the channel's: the API itself gives its reason in JSON."""
    code = code_of(error)
    return code in PASSING or is_page(error) or (code == 0 and not error.text)
