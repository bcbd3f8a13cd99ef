"""What a subscription is set to, in a few sentences: the answer to adding and editing one."""

from bot.announcer import announce_wording, queue_wording, record_wording
from bot.announcer.cards import REVIEW_FEEDS, Subscription, can_be_live
from bot.announcer.typed.wishes import Wishes
from bot.languages import own_name, written
from bot.sentences import say_counted


def settings_lines(one: Subscription, wishes: Wishes, tag: str = "") -> list[str]:
    """Say all that a subscription is set to, and what of it was not wished but kept.

    `tag` is the name of the tag that its forum posts carry, escaped.
    """
    role = "" if one.role_id is None else f"<@&{one.role_id}>"
    lines = [announce_wording.pings(role, was_kept=wishes.role is None)]
    if one.feed in REVIEW_FEEDS:
        lines.append(queue_wording.how_often(one.threshold))
    if one.feed == "server-records":
        lines.append(record_wording.which_records(one.threshold))
    if one.threshold is not None and wishes.threshold is None:
        is_rank = one.feed == "server-records"
        told = (
            record_wording.rank(one.threshold)
            if is_rank
            else say_counted("{count} minute", "{count} minutes", one.threshold)
        )
        lines.append(announce_wording.threshold_kept(told))
    if one.is_forum:
        lines.append(announce_wording.forum_posts(tag))
    lines += [announce_wording.besides(name, is_on=is_on) for name, is_on in _extras(one)]
    if one.language != written() or wishes.language is not None:
        lines.append(announce_wording.spoken(own_name(one.language)))
    if one.is_live and can_be_live(one) and not one.editable:
        lines.append(str(announce_wording.LIVE_NOT_IN_NEWS))
    if wishes.live is not None and not can_be_live(one):
        lines.append(str(announce_wording.LIVE_IS_FOR_OTHERS))
    return lines


def _extras(one: Subscription) -> list[tuple[str, bool]]:
    extras = [
        (str(announce_wording.THREAD_BELOW), one.makes_thread),
        (str(announce_wording.PUBLISHED), one.publishes),
    ]
    if can_be_live(one):
        is_queue = one.feed in REVIEW_FEEDS
        name = (
            str(announce_wording.QUEUE_KEPT) if is_queue else str(announce_wording.KEPT_UP_TO_DATE)
        )
        extras.append((name, one.is_live and one.editable))
    return extras
