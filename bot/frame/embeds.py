"""Help and about."""

from collections.abc import Sequence

import discord

from bot.face.embeds import add_field, build, fitting, link
from bot.frame import wording


def help_embed(commands: Sequence[tuple[str, str]]) -> discord.Embed:
    """List the commands as something to tap, each with what it does."""
    lines = [f"{mention} {description}" for mention, description in commands]
    description = "\n".join([wording.HELP_INTRO, "", fitting(lines, 3800), "", wording.HELP_OUTRO])
    return build(title=wording.HELP_TITLE, description=description)


def about_embed(version: str, invite_url: str, servers: int) -> discord.Embed:
    """Return who this is and what it keeps."""
    embed = build(
        title=f"Pitwall {version}",
        description=wording.ABOUT_INTRO,
        footer=wording.ABOUT_CREDIT,
    )
    add_field(embed, wording.ABOUT_INVITE_TITLE, link(wording.ABOUT_INVITE, invite_url))
    add_field(embed, wording.ABOUT_SERVERS, f"{servers:,}")
    add_field(embed, wording.ABOUT_STORED_TITLE, wording.ABOUT_STORED, inline=False)
    return embed
