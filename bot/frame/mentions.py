"""Commands that an answer names, made something to tap on its way out.

Sentences write them as code, options and all. Only what is exactly a command that Discord has told
the id of becomes a mention; all other code stays as it is, and so does text from outside, whose
backticks are escaped.
"""

import re
from copy import deepcopy
from typing import Any, Protocol

import discord
from discord import app_commands

from bot.face.embeds import DESCRIPTION_LIMIT, FIELD_LIMIT
from bot.frame.asking_back import command_called

CONTENT_LIMIT = 2000
EMBED_LIMIT = 6000
"""Characters of all texts of one embed."""

_BEGINNING = "`/"
_CODE = re.compile(r"\\.|(?P<fence>`+)(?!`)(?P<inner>.+?)(?<!`)(?P=fence)(?!`)", re.DOTALL)
"""A sign that is escaped, or code from its first to its last backtick."""
_COMMAND = re.compile(r"/(?P<name>[a-z-]+(?: [a-z-]+)?)(?: (?P<options>[a-z]+:.+))?")


class Told(Protocol):
    """What is known of the commands."""

    command_ids: dict[str, int]
    """Those of the top-level commands, by name, once Discord has told them."""

    @property
    def tree(self) -> app_commands.CommandTree[Any]:
        """All commands."""
        ...


def with_mentions(told: Told, message: dict[str, Any]) -> dict[str, Any]:
    """Return a message, as discord.py takes it, whose commands can be tapped."""
    changed = dict(message)
    if isinstance(content := message.get("content"), str):
        changed["content"] = tappable(told, content, CONTENT_LIMIT)
    if isinstance(embed := message.get("embed"), discord.Embed):
        changed["embed"] = _tappable_embed(told, embed)
    return changed


def tappable(told: Told, text: str, limit: int) -> str:
    """Return a text whose commands are mentions, as it was where that would be too long."""
    if _BEGINNING not in text:
        return text
    linked = _CODE.sub(lambda found: _mention(told, found), text)
    return linked if len(linked) <= limit else text


def _tappable_embed(told: Told, embed: discord.Embed) -> discord.Embed:
    """Return an embed with mentions where Discord shows them: not in titles, nor in footers."""
    texts = (embed.description or "", *(str(field.value) for field in embed.fields))
    if not any(_BEGINNING in text for text in texts):
        return embed
    # A copy of discord.py's shares its fields with the original.
    changed = discord.Embed.from_dict(deepcopy(embed.to_dict()))
    if embed.description:
        changed.description = tappable(told, embed.description, DESCRIPTION_LIMIT)
    for place, field in enumerate(embed.fields):
        value = tappable(told, str(field.value), FIELD_LIMIT)
        changed.set_field_at(place, name=field.name, value=value, inline=bool(field.inline))
    return changed if len(changed) <= EMBED_LIMIT else embed


def _mention(told: Told, code: re.Match[str]) -> str:
    named = _COMMAND.fullmatch(code["inner"] or "") if code["fence"] == "`" else None
    command = None if named is None else command_called(told.tree, named["name"])
    if named is None or command is None:
        return code[0]
    command_id = told.command_ids.get((command.root_parent or command).name)
    if command_id is None:
        return code[0]
    options = f" `{named['options']}`" if named["options"] else ""
    return f"</{command.qualified_name}:{command_id}>{options}"
