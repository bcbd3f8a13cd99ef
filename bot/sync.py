"""Telling Discord which commands there are, only when they have changed."""

import hashlib
import json
import logging
from typing import Any

import discord
from discord import app_commands

from bot.storage.facts import keep_fact, read_fact
from bot.storage.store import Store

log = logging.getLogger(__name__)


async def sync_commands(
    tree: app_commands.CommandTree[Any], store: Store, application_id: int, guild_id: int | None
) -> dict[str, int]:
    """Return the ids of the top-level commands by name, for mentioning them.

    With a guild, the commands are told to that server alone, which shows them at once.
    """
    guild = discord.Object(guild_id) if guild_id is not None else None
    if guild is not None:
        tree.copy_global_to(guild=guild)
    fingerprint = _fingerprint(tree, guild)
    key = f"commands {application_id} {guild_id or 'everywhere'}"
    # Discord is asked as well: somebody else may have changed or removed what we told it.
    there = {command.name: command.id for command in await tree.fetch_commands(guild=guild)}
    here = {command.name for command in tree.get_commands(guild=guild)}
    if there.keys() == here and await read_fact(store, key) == fingerprint:
        return there
    synced = await tree.sync(guild=guild)
    await keep_fact(store, key, fingerprint)
    log.info("told Discord of %d commands", len(synced))
    return {command.name: command.id for command in synced}


def _fingerprint(tree: app_commands.CommandTree[Any], guild: discord.Object | None) -> str:
    payload = [command.to_dict(tree) for command in tree.get_commands(guild=guild)]
    text = json.dumps(sorted(payload, key=lambda command: command["name"]), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
