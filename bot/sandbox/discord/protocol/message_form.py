"""Reading the form of a message: checked against Discord's limits, turned into a draft."""

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from bot.sandbox.discord.errors import ApiError, Problem
from bot.sandbox.discord.protocol.component_form import check_components
from bot.sandbox.discord.protocol.embed_form import check_embeds
from bot.sandbox.discord.protocol.faults import Faults, Path
from bot.sandbox.discord.shapes import Json
from bot.sandbox.discord.state.drafts import AllowedMentions, Draft, Upload
from bot.sandbox.discord.state.messages import Attachment

LONGEST_CONTENT = 2_000
LONGEST_NONCE = 25
LONGEST_DESCRIPTION = 1_024
MOST_FILES = 10
LARGEST_FILE = 10 * 1024 * 1024
LARGEST_REQUEST = 25 * 1024 * 1024


def message_form(
    body: Json,
    uploads: Mapping[int, Upload],
    defaults: AllowedMentions,
    *,
    present: tuple[Attachment, ...] | None = None,
    path: Path = (),
) -> Draft:
    """Return the draft that a request describes; `present` are an edited message's files."""
    faults = Faults()
    files = _files(faults, path, body, uploads)
    listed = _listed(body)
    kept = [one for one in present or () if "attachments" not in body or one.id in listed]
    names = {file.filename for file in files} | {one.filename for one in kept}
    flags = int(body.get("flags") or 0)
    components: object = body.get("components")
    faults.text((*path, "content"), body.get("content"), LONGEST_CONTENT)
    draft = Draft(
        given=frozenset(body),
        content=body.get("content") or "",
        embeds=check_embeds(faults, (*path, "embeds"), body.get("embeds"), names),
        components=check_components(faults, (*path, "components"), components),
        flags=flags,
        uploads=files,
        kept=frozenset(listed),
        allowed=_allowed(faults, path, body, defaults),
        **_reference(body),
    )
    faults.refuse()
    if present is None and draft.is_empty:
        raise ApiError(Problem.EMPTY_MESSAGE)
    return draft


def with_nonce(draft: Draft, body: Json) -> Draft:
    """Return the draft with the nonce that only new channel messages have."""
    nonce: object = body.get("nonce")
    faults = Faults()
    if not isinstance(nonce, int):
        faults.text(("nonce",), nonce, LONGEST_NONCE)
    faults.refuse()
    value = nonce if isinstance(nonce, str | int) else None
    return replace(draft, nonce=value, enforce_nonce=bool(body.get("enforce_nonce")))


def _files(
    faults: Faults, path: Path, body: Json, uploads: Mapping[int, Upload]
) -> tuple[Upload, ...]:
    sizes = [len(upload.data) for upload in uploads.values()]
    if sum(sizes) > LARGEST_REQUEST or any(size > LARGEST_FILE for size in sizes):
        raise ApiError(Problem.TOO_LARGE)
    if len(uploads) > MOST_FILES:
        message = f"Must be {MOST_FILES} or fewer in length."
        faults.add((*path, "attachments"), "BASE_TYPE_MAX_LENGTH", message)
    described = {int(one["id"]): one for one in _attachments(body) if "id" in one}
    for number, one in described.items():
        where = (*path, "attachments", str(number), "description")
        faults.text(where, one.get("description"), LONGEST_DESCRIPTION)
    return tuple(
        replace(
            upload,
            filename=described.get(number, {}).get("filename") or upload.filename,
            description=described.get(number, {}).get("description"),
        )
        for number, upload in uploads.items()
    )


def _listed(body: Json) -> set[int]:
    return {int(one["id"]) for one in _attachments(body) if "id" in one}


def _attachments(body: Json) -> list[Json]:
    return cast("list[Json]", body.get("attachments") or [])


def _allowed(faults: Faults, path: Path, body: Json, defaults: AllowedMentions) -> AllowedMentions:
    form = cast("Json | None", body.get("allowed_mentions"))
    if form is None:
        return defaults
    kinds = frozenset(cast("list[str]", form.get("parse") or []))
    users = frozenset(int(one) for one in cast("list[str]", form.get("users") or []))
    roles = frozenset(int(one) for one in cast("list[str]", form.get("roles") or []))
    for kind, single in (("users", users), ("roles", roles)):
        if kind in kinds and single:
            message = f"parse:[{kind!r}] and {kind}: [ids...] are mutually exclusive."
            faults.add(
                (*path, "allowed_mentions"), "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", message
            )
    return AllowedMentions(kinds, users, roles, replied_user=bool(form.get("replied_user")))


def _reference(body: Json) -> Json:
    form = cast("Json", body.get("message_reference") or {})
    if "message_id" not in form:
        return {}
    return {
        "reply_to": int(form["message_id"]),
        "reply_must_exist": bool(form.get("fail_if_not_exists", True)),
    }
