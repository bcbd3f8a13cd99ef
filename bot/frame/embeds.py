"""Who the bot is, drawn for `/about`."""

import discord

from bot.face.colours import ABOUT_THE_BOT
from bot.face.embeds import add_field, build, link
from bot.frame import wording
from bot.languages import number
from bot.shards import WHOLE, Shards


def about_embed(
    version: str, invite_url: str, servers: int, shards: Shards = WHOLE
) -> discord.Embed:
    """Return who this is and what it keeps; the servers are those of the shards alone."""
    embed = build(
        title=f"Pitwall {version}",
        description=str(wording.ABOUT_INTRO),
        footer=str(wording.ABOUT_CREDIT),
        colour=ABOUT_THE_BOT,
    )
    add_field(embed, str(wording.ABOUT_INVITE_TITLE), link(str(wording.ABOUT_INVITE), invite_url))
    title = wording.ABOUT_SERVERS if shards.part == 1 else wording.ABOUT_SERVERS_HERE
    add_field(embed, str(title), number(servers))
    add_field(embed, str(wording.ABOUT_STORED_TITLE), str(wording.ABOUT_STORED), inline=False)
    return embed
