"""What all embeds share: colours, links, timestamps and Discord's limits."""

from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import quote

import discord
from yarl import URL

from bot.nadeo.fields import LATEST_MOMENT
from bot.text import cut

TITLE_LIMIT = 256
DESCRIPTION_LIMIT = 4096
FIELD_NAME_LIMIT = 256
FIELD_LIMIT = 1024
FOOTER_LIMIT = 2048
AUTHOR_LIMIT = 256
URL_LIMIT = 2048


def build(
    *,
    title: str,
    colour: int,
    url: str | None = None,
    description: str = "",
    heading: str = "",
    footer: str = "",
    as_of: float | None = None,
) -> discord.Embed:
    """Return an embed of texts that are escaped already, cut to Discord's limits.

    `as_of` is when its facts were told, in Unix seconds: shown behind the footer, in the reader's
    own zone.
    """
    embed = discord.Embed(
        title=cut(title, TITLE_LIMIT),
        url=url if url is not None and len(url) <= URL_LIMIT else None,
        description=cut(description, DESCRIPTION_LIMIT) or None,
        colour=colour,
    )
    if heading:
        embed.set_author(name=cut(heading, AUTHOR_LIMIT))
    if footer:
        embed.set_footer(text=cut(footer, FOOTER_LIMIT))
    if as_of is not None and 0 < as_of <= LATEST_MOMENT:
        embed.timestamp = datetime.fromtimestamp(as_of, UTC)
    return embed


def add_field(embed: discord.Embed, name: str, value: str, *, inline: bool = True) -> None:
    """Add a field, unless it would be empty."""
    if value:
        embed.add_field(
            name=cut(name, FIELD_NAME_LIMIT), value=cut(value, FIELD_LIMIT), inline=inline
        )


def fitting(lines: Iterable[str], limit: int = DESCRIPTION_LIMIT) -> str:
    """Keep whole lines from the first on while they fit; `limit` counts characters."""
    kept: list[str] = []
    room = limit
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            break
        kept.append(line)
    return "\n".join(kept)


def framed(rows: Iterable[str], above: str = "", below: str = "") -> str:
    """Return rows, as many as a description holds with what stands above and below them."""
    room = DESCRIPTION_LIMIT - sum(len(part) + 2 for part in (above, below) if part)
    return "\n\n".join(filter(None, (above, fitting(rows, room), below)))


def timestamp(moment: float, style: str = "R") -> str:
    """Return a moment in the reader's own zone, "" where there is none."""
    return f"<t:{int(moment)}:{style}>" if 0 < moment <= LATEST_MOMENT else ""


def link(text: str, url: str) -> str:
    """Return a wanted link; the text is escaped already, the address our own."""
    return f"[{text}]({url})"


def picture(url: str) -> str | None:
    """Return a picture's address where Discord can show it: no DDS (quirk 38)."""
    try:
        address = URL(url)
        text = str(address)
    except ValueError:
        return None
    is_web = address.scheme in {"http", "https"} and bool(address.host)
    is_shown = not address.path.casefold().endswith(".dds")
    return text if is_web and is_shown and len(text) <= URL_LIMIT else None


def piece(text: str) -> str:
    """Escape a uid for its place in a link."""
    return quote(text, safe="", errors="replace")
