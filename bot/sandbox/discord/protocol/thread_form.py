"""Reading the form of a thread: checked against Discord's limits and the forum it is to be in."""

from dataclasses import dataclass
from typing import cast

from bot.sandbox.discord.errors import ApiError, Problem
from bot.sandbox.discord.protocol.faults import Faults
from bot.sandbox.discord.shapes import Json
from bot.sandbox.discord.state.channels import Channel, ChannelFlag, ChannelType
from bot.sandbox.discord.state.permissions import Permission

LONGEST_NAME = 100
MOST_TAGS = 5
ARCHIVES_AFTER = (60, 1_440, 4_320, 10_080)
"""After how many quiet minutes a thread can be archived."""


@dataclass(frozen=True, slots=True)
class ThreadForm:
    """What a request says of a thread; None stands for what it does not name."""

    name: str | None
    archives_after: int | None
    tag_ids: tuple[int, ...] | None


def thread_form(body: Json, *, is_new: bool = True) -> ThreadForm:
    """Return what a request says of a thread; a new one needs a name."""
    faults = Faults()
    if is_new or "name" in body:
        faults.text(("name",), body.get("name"), LONGEST_NAME, 1)
    minutes = cast("int | None", body.get("auto_archive_duration"))
    if minutes is not None and minutes not in ARCHIVES_AFTER:
        allowed = ", ".join(str(one) for one in ARCHIVES_AFTER)
        message = f"Value must be one of ({allowed})."
        faults.add(("auto_archive_duration",), "BASE_TYPE_CHOICES", message)
    faults.refuse()
    return ThreadForm(body.get("name"), minutes, _tag_ids(faults, body))


def check_tags(forum: Channel, tag_ids: tuple[int, ...], rights: Permission) -> None:
    """Refuse tags that a forum does not have or the bot may not set, or that one is missing."""
    offered = {tag.id: tag for tag in forum.tags}
    faults = Faults()
    for position, tag_id in enumerate(tag_ids):
        if tag_id not in offered:
            message = f"Value must be one of ({', '.join(str(one) for one in offered)})."
            faults.add(("applied_tags", position), "BASE_TYPE_CHOICES", message)
    faults.refuse()
    is_moderator = Permission.MANAGE_THREADS in rights
    if not is_moderator and any(offered[tag_id].is_moderated for tag_id in tag_ids):
        raise ApiError(Problem.MISSING_PERMISSIONS)
    if tag_ids or ChannelFlag.REQUIRE_TAG not in forum.flags:
        return
    usable = [tag for tag in forum.tags if is_moderator or not tag.is_moderated]
    raise ApiError(Problem.TAG_REQUIRED if usable else Problem.ONLY_MODERATED_TAGS)


def check_holds_threads(parent: Channel, kinds: frozenset[ChannelType]) -> None:
    """Refuse a channel in which there are no threads of the wanted form."""
    if parent.type not in kinds:
        raise ApiError(Problem.WRONG_CHANNEL_TYPE)


def _tag_ids(faults: Faults, body: Json) -> tuple[int, ...] | None:
    if body.get("applied_tags") is None:
        return None
    given: object = body["applied_tags"]
    if not isinstance(given, list):
        message = "Only iterables may be used in a ListType"
        faults.add(("applied_tags",), "LIST_TYPE_CONVERT", message)
        faults.refuse()
    tags = cast("list[object]", given)
    if len(tags) > MOST_TAGS:
        message = f"Must be {MOST_TAGS} or fewer in length."
        faults.add(("applied_tags",), "BASE_TYPE_MAX_LENGTH", message)
    for position, tag in enumerate(tags):
        if not str(tag).isdecimal():
            message = f'Value "{tag}" is not snowflake.'
            faults.add(("applied_tags", position), "NUMBER_TYPE_COERCE", message)
    faults.refuse()
    return tuple(int(str(tag)) for tag in tags)
