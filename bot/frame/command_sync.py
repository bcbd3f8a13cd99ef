"""Telling Discord which commands there are, only when they have changed."""

import hashlib
import json
import logging
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import Any, TypeAlias

import discord
from discord import app_commands
from discord.http import HTTPClient
from pydantic import BaseModel, TypeAdapter, ValidationError

from bot.face.causes import UNREADABLE
from bot.face.discord_codes import lacks_rights
from bot.storage.facts import keep_fact, read_fact
from bot.storage.store import Store

log = logging.getLogger(__name__)

Told: TypeAlias = dict[str, list[str]]
"""Top-level commands as Discord has them: id and version by name."""


class _Command(BaseModel):
    """A command as Discord lists it."""

    id: int
    name: str
    version: int | str = ""


_LIST = TypeAdapter(list[_Command])


class _Remembered(BaseModel):
    """What Discord was told last, and what it made of it."""

    fingerprint: str = ""
    commands: Told = {}


@dataclass(frozen=True)
class _Place:
    """Where the commands are told: everywhere, or to one server alone."""

    http: HTTPClient
    application_id: int
    guild_id: int | None

    @property
    def fact(self) -> str:
        return f"commands {self.application_id} {self.guild_id or 'everywhere'}"

    async def read(self) -> Told | None:
        """Return what Discord has, None where it does not say."""
        try:
            if self.guild_id is None:
                found = await self.http.get_global_commands(self.application_id)
            else:
                found = await self.http.get_guild_commands(self.application_id, self.guild_id)
            return _told(found)
        except (discord.HTTPException, *UNREADABLE) as error:
            log.warning("Discord does not say which commands it has: %s", _why(error))
            return None

    async def write(self, commands: list[Any]) -> Told:
        if self.guild_id is None:
            told = await self.http.bulk_upsert_global_commands(self.application_id, commands)
        else:
            told = await self.http.bulk_upsert_guild_commands(
                self.application_id, self.guild_id, commands
            )
        return _told(told)


async def sync_commands(
    tree: app_commands.CommandTree[Any],
    store: Store,
    application_id: int,
    guild_id: int | None,
    *,
    leads: bool = True,
) -> dict[str, int]:
    """Return the ids of the top-level commands by name, for mentioning them.

    With a guild, the commands are told to that server alone, which shows them at once. Of several
    processes only the one that `leads` tells anything; the others read what Discord was told.
    """
    if guild_id is not None:
        tree.copy_global_to(guild=discord.Object(guild_id))
    place = _Place(tree.client.http, application_id, guild_id)
    if not leads:
        return _ids(await place.read() or {})
    wanted = await payload_of(tree, guild_id)
    fingerprint = hashlib.sha256(json.dumps(wanted, sort_keys=True).encode()).hexdigest()
    remembered = await _remembered(store, place)
    # Discord is asked as well: somebody else may have changed or removed what we told it.
    there = await place.read()
    if remembered.fingerprint == fingerprint and there in (None, remembered.commands):
        return _ids(remembered.commands)
    told = await _tell(place, wanted)
    if told is None:
        return _ids(there or remembered.commands)
    remembered = _Remembered(fingerprint=fingerprint, commands=told)
    # Else Discord is told again at the next start, which costs but time.
    write = partial(keep_fact, store, place.fact, remembered.model_dump_json())
    await store.keep("what Discord was told", write)
    log.info("told Discord of %d commands", len(told))
    return _ids(told)


async def _remembered(store: Store, place: _Place) -> _Remembered:
    text = await read_fact(store, place.fact)
    try:
        return _Remembered.model_validate_json(text or "{}")
    except ValidationError:
        return _Remembered()  # as an older version wrote it


async def _tell(place: _Place, commands: list[Any]) -> Told | None:
    """Return what Discord has now, None where it refuses: then those of the last time stay."""
    try:
        return await place.write(commands)
    except discord.DiscordServerError:
        raise
    except (discord.HTTPException, *UNREADABLE) as error:
        if _ends_the_start(error):
            raise
        log.error("Discord does not take the commands, the old ones stay: %s", _why(error))  # noqa: TRY400 # its own words say why
        return None


def _ends_the_start(error: Exception) -> bool:
    """Tell whether a refusal is not about the commands, but about the bot or the moment."""
    if lacks_rights(error):
        return True
    statuses = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS}
    return isinstance(error, discord.HTTPException) and error.status in statuses


def _why(error: Exception) -> str:
    """Return the reason in one line: Discord's own words, if it said any that can be read."""
    if isinstance(error, UNREADABLE):
        return "its answer cannot be read"
    return " ".join(str(error).split())


async def payload_of(tree: app_commands.CommandTree[Any], guild_id: int | None) -> list[Any]:
    """Return the commands of a server, or those of everywhere, as Discord is told of them."""
    guild = discord.Object(guild_id) if guild_id is not None else None
    translator = tree.translator
    payload = [
        command.to_dict(tree)
        if translator is None
        else await command.get_translated_payload(tree, translator)
        for command in tree.get_commands(guild=guild)
    ]
    return sorted(payload, key=lambda command: command["name"])


def _told(commands: Any) -> Told:
    listed = _LIST.validate_python(commands)
    return {one.name: [str(one.id), str(one.version)] for one in listed}


def _ids(told: Told) -> dict[str, int]:
    return {name: int(command_id) for name, (command_id, _) in told.items()}
