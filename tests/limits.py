"""Discord's limits of embeds, checked by reading what would be sent."""

import re
from typing import Any

import discord
from yarl import URL

LIMITS = {"title": 256, "description": 4096, "url": 2048}
MENTION = re.compile(r"@everyone|@here|<@|<#|</(?!\w+:\d+>)|<t:(?!\d+:[tTdDfFRsS]>)")


def problems(embed: discord.Embed) -> list[str]:
    """Return what Discord would refuse about an embed, in words."""
    data: Any = embed.to_dict()
    texts = {
        "title": (data.get("title"), 256),
        "description": (data.get("description"), 4096),
        "author": (data.get("author", {}).get("name"), 256),
        "footer": (data.get("footer", {}).get("text"), 2048),
    }
    fields = data.get("fields", [])
    for number, field in enumerate(fields):
        texts[f"name {number}"] = (field["name"], 256)
        texts[f"value {number}"] = (field["value"], 1024)
    found = [name for name, (text, limit) in texts.items() if text and len(text) > limit]
    found += [f"empty {name}" for name, (text, _) in texts.items() if text is not None and not text]
    if len(fields) > 25:
        found.append("fields")
    if sum(len((text or "").strip()) for text, _ in texts.values()) > 6000:
        found.append("6000 in all")
    return found + _bad_addresses(data)


def _bad_addresses(data: dict[str, Any]) -> list[str]:
    urls = [data.get("url"), data.get("image", {}).get("url")]
    return [
        f"address {url!r}"
        for url in urls
        if url is not None
        and (len(url) > 2048 or not url.isascii() or " " in url or not URL(url).host)
    ]


def texts(embed: discord.Embed) -> list[str]:
    """Return every text of an embed that Discord renders with markdown."""
    rendered = [embed.title or "", embed.description or ""]
    return rendered + [field.value or "" for field in embed.fields]
