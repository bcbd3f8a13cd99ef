"""The guided set-up: the card to choose on, what stands above a preview, and what was set."""

from collections.abc import Collection, Iterable, Sequence

import discord

from bot.announcer import announce_wording, queue_wording, record_wording, set_up_wording, wording
from bot.announcer.cards import REVIEW_FEEDS, Subscription
from bot.announcer.set_up_cards import Choices
from bot.face.colours import SCHEDULE
from bot.face.embeds import build
from bot.languages import own_name, written


def set_up_embed(choices: Choices, notes: Iterable[str] = ()) -> discord.Embed:
    """Say what will happen, how often the chosen queues speak, and what is in the way."""
    lines = [str(set_up_wording.INTRO)]
    if any(feed in REVIEW_FEEDS for feed in choices.feeds):
        lines.append(set_up_wording.queues_speak(queue_wording.how_often(None)))
    return build(
        title=str(set_up_wording.TITLE), description="\n\n".join([*lines, *notes]), colour=SCHEDULE
    )


def preview_text(choices: Choices, page: int, problem: str = "") -> str:
    """Say which of the chosen feeds is previewed, counted from 0, and what stands in its place."""
    channel = "" if choices.channel_id is None else f"<#{choices.channel_id}>"
    role = "" if choices.role_id is None else f"<@&{choices.role_id}>"
    title, total = wording.FEED_TITLES[choices.feeds[page]], len(choices.feeds)
    head = set_up_wording.preview_of(str(title), page + 1, total, channel, role)
    return f"{head}\n{problem}" if problem else head


def done_embed(
    found: Sequence[Subscription], notes: Iterable[str] = (), *, is_role_new: bool
) -> discord.Embed:
    """List what one channel was subscribed to, at least one thing, and what to do next.

    A role that was not chosen now is said to be as before; a language is said where it is another
    one than the reader's.
    """
    roles = {one.role_id for one in found}
    is_common = len(roles) == 1
    languages = {one.language for one in found}
    lines = [
        set_up_wording.announced_in(f"<#{found[0].channel_id}>"),
        *(_line(one, languages, is_role_new=is_role_new, with_role=not is_common) for one in found),
        *([_pings(found[0], is_role_new=is_role_new)] if is_common else []),
        *([] if len(languages) > 1 or languages == {written()} else [_spoken(found[0])]),
    ]
    parts = ["\n".join(lines), *notes, str(set_up_wording.WHAT_NEXT)]
    return build(
        title=str(set_up_wording.DONE_TITLE), description="\n\n".join(parts), colour=SCHEDULE
    )


def _line(
    one: Subscription, languages: Collection[str], *, is_role_new: bool, with_role: bool
) -> str:
    details = [_pings(one, is_role_new=is_role_new)] if with_role else []
    if len(languages) > 1:
        details.append(f"{_spoken(one)}.")
    if one.feed in REVIEW_FEEDS:
        details.append(queue_wording.how_often(one.threshold))
    if one.feed == "server-records":
        details.append(record_wording.which_records(one.threshold))
    return set_up_wording.set_up(str(wording.FEED_TITLES[one.feed]), " ".join(details))


def _spoken(one: Subscription) -> str:
    return announce_wording.spoken(own_name(one.language))


def _pings(one: Subscription, *, is_role_new: bool) -> str:
    role = "" if one.role_id is None else f"<@&{one.role_id}>"
    return announce_wording.pings(role, was_kept=not is_role_new)
