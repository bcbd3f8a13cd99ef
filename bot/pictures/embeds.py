"""Messages with pictures."""

from io import BytesIO
from typing import Any

import discord

from bot.pictures import wording
from bot.pictures.cards import Picture, Scene
from bot.text import cut

LONGEST_ALT = 1024
"""Characters that Discord takes for the description of a file."""
NAME = "chart.png"


def note_on(scene: Scene | None, picture: Picture | None) -> str:
    """Say that a picture is missing which there should have been, else ""."""
    return str(wording.NOT_DRAWN) if scene is not None and picture is None else ""


def pictured(embed: discord.Embed, picture: Picture | None) -> dict[str, Any]:
    """Return a message of an embed with a picture in it, or of the embed alone where there is none.

    As keyword arguments of whatever sends it.
    """
    if picture is None:
        return {"embed": embed}
    file = discord.File(BytesIO(picture.png), NAME, description=cut(picture.alt, LONGEST_ALT))
    return {"embed": embed.set_image(url=f"attachment://{NAME}"), "files": [file]}
