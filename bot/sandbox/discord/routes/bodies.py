"""Reading what comes with a request: JSON, or JSON with files."""

import json
import re
from mimetypes import guess_type

from aiohttp import BodyPartReader, web

from bot.sandbox.discord.backend import Body
from bot.sandbox.discord.state.drafts import Upload

_FILE = re.compile(r"files\[(\d+)\]")


async def read_body(request: web.Request) -> Body:
    """Return the decoded body of a request."""
    try:
        if request.content_type.startswith("multipart/"):
            return await _read_parts(request)
        text = await request.text()
    except (ValueError, LookupError, RuntimeError):
        # In no known character set or encoding, or without a boundary.
        return Body(readable=False)
    return _decoded(text) if text else Body()


def _decoded(text: str, uploads: dict[int, Upload] | None = None) -> Body:
    try:
        return Body(json.loads(text), uploads or {})
    except (ValueError, RecursionError):
        return Body(readable=False)


async def _read_parts(request: web.Request) -> Body:
    uploads: dict[int, Upload] = {}
    text = "null"
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            continue
        found = _FILE.fullmatch(part.name or "")
        if found:
            name = part.filename or "file"
            kind = guess_type(name)[0] or "application/octet-stream"
            uploads[int(found[1])] = Upload(name, kind, bytes(await part.read(decode=True)))
        elif part.name == "payload_json":
            text = await part.text()
    return _decoded(text, uploads)
