"""What a forum's post and a thread are called: the item in a few words, without any markup."""

from datetime import UTC, date, datetime

from bot.announcer import wording
from bot.announcer.cards import (
    CampaignNews,
    CupReminder,
    Feed,
    LadderNews,
    QueueCard,
    QueueLow,
    Subject,
    SubmissionNews,
    WorldRecord,
)
from bot.announcer.queue_wording import SIDES
from bot.face.wording import long_date, short_date
from bot.languages import ENGLISH, writing_in
from bot.maps.days import PARIS
from bot.maps.releases import Release, Target
from bot.text import cut, plain, score

LONGEST_TITLE = 100
"""Characters that Discord takes for the name of a thread."""


def title_of(feed: Feed, subject: Subject, map_name: str = "") -> str:
    """Name an item; the map's name as its author wrote it, "" while nobody knows it."""
    parts = [str(wording.FEED_TITLES[feed]), *_parts(subject), plain(map_name)]
    return cut(" · ".join(filter(None, parts)), LONGEST_TITLE)


def english_title(feed: Feed, subject: Subject, map_name: str = "") -> str:
    """Name an item as it is kept, whoever has it announced; other languages stand in its card."""
    with writing_in(ENGLISH):
        return title_of(feed, subject, map_name)


def _parts(subject: Subject) -> list[str]:
    match subject:
        case Target():
            parts = [_released(subject.release)]
        case CampaignNews():
            parts = [plain(subject.name)]
        case CupReminder():
            on = _day(subject.starts)
            parts = [short_date(on, on.year)]
        case QueueCard():
            parts = [str(SIDES[subject.turned])] if subject.turned else []
        case QueueLow():
            parts = [str(SIDES["short"])]
        case SubmissionNews():
            is_new = subject.kind == "submitted"
            heading = str(wording.SUBMITTED) if is_new else str(wording.NOMINATED_NEWS)
            parts = [heading, plain(subject.name)]
        case WorldRecord():
            parts = [score(subject.holder.score, subject.kind)]
        case LadderNews():
            # Nobody is named where it could not be taken back.
            parts = []
        case _:
            parts = [str(wording.NEW_VOTES)]
    return parts


def _released(release: Release | None) -> str:
    if release is None:
        return ""
    return plain(release.name) if release.on is None else long_date(release.on)


def _day(moment: float) -> date:
    return datetime.fromtimestamp(moment, UTC).astimezone(PARIS).date()
