"""What forum posts and threads are called."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.announcer.cards import (
    CampaignNews,
    CupReminder,
    Feed,
    NewVotes,
    QueueLow,
    Subject,
    SubmissionNews,
    VoteSummary,
)
from bot.announcer.titles import LONGEST_TITLE, title_of
from bot.maps.releases import Release, Target
from bot.review.cards import Sample

DAY = Target("uid", Release("totd", "season", 0, 1, 2, on=date(2026, 11, 26)))
CUP = Target("uid", Release("cup-of-the-week", "season", 7, 1, 2, name="$iCup 12"))
WEEK = CampaignNews("weekly-shorts", "Week 101", "season", 5, 1, 2, ("a", "b"))
THREE_IN_THE_MORNING = int(datetime(2026, 11, 27, 2, tzinfo=UTC).timestamp())


@pytest.mark.parametrize(
    ("feed", "subject", "map_name", "title"),
    [
        ("totd", DAY, "$o$f00Big$z Jump", "Track of the Day · 26 November 2026 · Big Jump"),
        ("totd", DAY, "", "Track of the Day · 26 November 2026"),
        ("totd", Target("uid"), "", "Track of the Day"),
        ("cup-of-the-week", CUP, "Arena", "Cup of the Week · Cup 12 · Arena"),
        ("weekly-shorts", WEEK, "", "Weekly Shorts · Week 101"),
        (
            "cotd-america",
            CupReminder("cotd-america", THREE_IN_THE_MORNING),
            "",
            "Cup of the Day, America · 27 November",
        ),
        (
            "review-totd",
            QueueLow("totd", 10, Sample(0.0, 300)),
            "",
            "TOTD review queue · short",
        ),
        (
            "submissions",
            SubmissionNews("nominated", "totd", "uid", "$sMine", 0.0),
            "",
            "Submissions for review · Nominated · Mine",
        ),
        (
            "submissions",
            VoteSummary((NewVotes("Mine", 3, 1, 4.0),), 0.0),
            "",
            "Submissions for review · New votes",
        ),
    ],
)
def test_a_title_names_the_item(feed: Feed, subject: Subject, map_name: str, title: str) -> None:
    assert title_of(feed, subject, map_name) == title


@given(st.text(max_size=300))
def test_whatever_a_map_is_called_discord_takes_the_title(name: str) -> None:
    title = title_of("totd", DAY, name)

    assert title.startswith("Track of the Day · 26 November 2026")
    assert len(title) <= LONGEST_TITLE
    assert title == title.strip()
    assert "\n" not in title
