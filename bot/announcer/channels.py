"""Discord's channels as the dispatcher sees them, and what can go wrong there."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Protocol

import discord
from discord.http import HTTPClient, MultipartParameters

from bot.face.causes import UNANSWERED
from bot.face.discord_codes import code_of, is_page, lacks_rights

PIECE = 100
"""The most messages that one request for history gives."""

ARCHIVED = 50083
CLOSED_THREAD = frozenset({ARCHIVED, 160005})
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


class MessageGone(PostError):
    """The message existed and was deleted by somebody."""


class Rejected(PostError):
    """Discord does not accept this message."""


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


@dataclass(frozen=True)
class Page:
    """A piece of a channel's history."""

    messages: list[Found]
    before: int | None
    """Where older messages begin; None where there are none."""


class Channels(Protocol):
    """Posts, edits and finds messages by their channel's id."""

    async def post(self, channel_id: int, payload: Mapping[str, Any]) -> int:
        """Post a message and return its id."""
        ...

    async def edit(self, channel_id: int, message_id: int, payload: Mapping[str, Any]) -> None:
        """Change a message."""
        ...

    async def reopen(self, thread_id: int) -> None:
        """Take a thread out of the archive, into which it falls back by itself."""
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

    async def reopen(self, thread_id: int) -> None:
        """Take a thread out of the archive, into which it falls back by itself."""
        with _told_as_post_error():
            await self._http.edit_channel(thread_id, archived=False)

    async def own_messages(self, channel_id: int, before: int | None) -> Page:
        """Read our messages before one, newest first, from a piece of the channel."""
        me = self._client.user
        with _told_as_post_error():
            piece = await self._http.logs_from(channel_id, PIECE, before=before)
            ours = [_found(data) for data in piece if me and int(data["author"]["id"]) == me.id]
            return Page(ours, int(piece[-1]["id"]) if len(piece) == PIECE else None)


def _parameters(payload: Mapping[str, Any]) -> MultipartParameters:
    return MultipartParameters(payload=dict(payload), multipart=None, files=None)


def _found(data: Mapping[str, Any]) -> Found:
    embeds = data.get("embeds", [])
    texts = [str(embed.get("url") or "") for embed in embeds]
    texts += [embed.get("footer", {}).get("text", "") for embed in embeds]
    message_id = int(data["id"])
    posted_at = discord.utils.snowflake_time(message_id).timestamp()
    return Found(message_id, posted_at, str(data.get("nonce") or ""), "\n".join(texts))


@contextmanager
def _told_as_post_error() -> Generator[None, None, None]:
    try:
        yield
    except UNANSWERED as error:
        raise _post_error(error) from error


def _post_error(error: Exception) -> PostError:
    """Tell what a failure means for the delivery."""
    if not isinstance(error, discord.HTTPException):
        return Unreachable(type(error).__name__)
    code = code_of(error)
    if code in GONE:
        return GONE[code](error.text, code)
    if lacks_rights(error) or code in CLOSED_THREAD:
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
