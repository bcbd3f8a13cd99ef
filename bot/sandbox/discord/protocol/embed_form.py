"""What Discord lets an embed hold."""

from typing import cast

from bot.sandbox.discord.protocol.faults import Faults, Path
from bot.sandbox.discord.shapes import Json

MOST_EMBEDS = 10
MOST_TEXT = 6_000
"""Characters over all embeds of a message."""
MOST_FIELDS = 25
_WITH_ADDRESS = ("image", "thumbnail")


def check_embeds(faults: Faults, path: Path, value: object, filenames: set[str]) -> list[Json]:
    """Note what is wrong with a message's embeds and return them."""
    embeds = faults.count(path, value, MOST_EMBEDS)
    for position, embed in enumerate(embeds):
        _check(faults, (*path, position), embed, filenames)
    if sum(_characters(embed) for embed in embeds) > MOST_TEXT:
        message = f"Embed size exceeds maximum size of {MOST_TEXT}"
        faults.add(path, "MAX_EMBED_SIZE_EXCEEDED", message)
    return embeds


def _check(faults: Faults, path: Path, embed: Json, filenames: set[str]) -> None:
    faults.text((*path, "title"), embed.get("title"), 256, trim=True)
    faults.text((*path, "description"), embed.get("description"), 4_096, trim=True)
    faults.text((*path, "footer", "text"), _part(embed, "footer").get("text"), 2_048, trim=True)
    faults.text((*path, "author", "name"), _part(embed, "author").get("name"), 256, trim=True)
    fields = faults.count((*path, "fields"), embed.get("fields"), MOST_FIELDS)
    for position, field in enumerate(fields):
        here: Path = (*path, "fields", position)
        faults.text((*here, "name"), field.get("name"), 256, 1, trim=True)
        faults.text((*here, "value"), field.get("value"), 1_024, 1, trim=True)
    for key in _WITH_ADDRESS:
        if key in embed:
            _check_address(faults, (*path, key, "url"), _part(embed, key).get("url"), filenames)
    if embed.get("url") is not None:
        _check_address(faults, (*path, "url"), embed["url"], set())


def _check_address(faults: Faults, path: Path, value: object, filenames: set[str]) -> None:
    address = str(value)
    if address.startswith("attachment://"):
        if address.removeprefix("attachment://") not in filenames:
            faults.add(path, "ATTACHMENT_NOT_FOUND", f'Referenced attachment "{address}" not found')
    elif not address.startswith(("http://", "https://")):
        message = f"Scheme must be one of ('http', 'https'): {address}"
        faults.add(path, "URL_TYPE_INVALID_SCHEME", message)


def _characters(embed: Json) -> int:
    texts: list[object] = [embed.get("title"), embed.get("description")]
    texts += [_part(embed, "footer").get("text"), _part(embed, "author").get("name")]
    for field in cast("list[Json]", embed.get("fields") or []):
        texts += [field.get("name"), field.get("value")]
    return sum(len(text.strip()) for text in texts if isinstance(text, str))


def _part(embed: Json, key: str) -> Json:
    part: object = embed.get(key)
    return cast("Json", part) if isinstance(part, dict) else {}
