"""Who the bot is, drawn for `/about`."""

import discord

from bot.face.colours import ABOUT_THE_BOT
from bot.face.embeds import add_field, build, link
from bot.frame import wording


def about_embed(version: str, invite_url: str, servers: int) -> discord.Embed:
    """Return who this is and what it keeps."""
    embed = build(
        title=f"Pitwall {version}",
        description=wording.ABOUT_INTRO,
        footer=wording.ABOUT_CREDIT,
        colour=ABOUT_THE_BOT,
    )
    add_field(embed, wording.ABOUT_INVITE_TITLE, link(wording.ABOUT_INVITE, invite_url))
    add_field(embed, wording.ABOUT_SERVERS, f"{servers:,}")
    add_field(embed, wording.ABOUT_STORED_TITLE, wording.ABOUT_STORED, inline=False)
    return embed
