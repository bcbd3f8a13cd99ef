"""The cards of announcements, as they read on the day and weeks later."""

from dataclasses import replace
from datetime import date

import pytest

from bot.announcer.cards import (
    CampaignNews,
    CupReminder,
    NewVotes,
    QueueClosed,
    QueueLow,
    SubmissionNews,
    VoteSummary,
)
from bot.announcer.drawing import closed_message
from bot.announcer.embeds.news import (
    MOST_EARLIER,
    campaign_news_embed,
    map_news_embed,
    reminder_embed,
    submission_embed,
    votes_embed,
)
from bot.announcer.embeds.queue import closed_embed, low_embed
from bot.announcer.queue_wording import how_often
from bot.maps.cards import EarlierTrack, ListedMap, MapCard
from bot.maps.releases import Release
from bot.nadeo.models import TrackMap
from bot.review.cards import Sample

SATURDAY = 1787412600
"""2026-08-22, 17:30 in Paris."""
MARK = "0123456789"


def a_track() -> TrackMap:
    return TrackMap(
        uid="a" * 27,
        map_id="b",
        name="A map",
        author="c",
        author_time=40_000,
        gold_time=45_000,
        silver_time=50_000,
        bronze_time=60_000,
    )


def test_a_cup_of_the_week_says_what_it_is_and_when() -> None:
    name = "Saturday, August 22, 2026"
    release = Release("cup-of-the-week", "NLS-1", 1, SATURDAY, SATURDAY + 7 * 86400, name=name)

    embed = map_news_embed(MapCard(a_track(), "Author", release, year=2026), [], MARK)

    assert embed.author.name == "Cup of the Week · 22 August"
    assert embed.footer.text is None
    assert str(embed.url).startswith(f"https://trackmania.io/?pitwall={MARK}#/campaigns/")


def test_a_test_has_no_mark() -> None:
    release = Release("totd", "s", 1, SATURDAY, SATURDAY + 86400, on=date(2020, 7, 31))

    assert "pitwall" not in str(map_news_embed(MapCard(a_track(), "a", release), [], "").url)


def test_a_track_of_the_day_has_its_number_and_its_authors_earlier_ones() -> None:
    release = Release("totd", "s", 1, SATURDAY, SATURDAY + 86400, on=date(2020, 7, 31))
    earlier = [
        EarlierTrack(date(2020, 7, 30 - number), f"uid{number}", f"Map *{number}*")
        for number in range(MOST_EARLIER + 2)
    ]

    embed = map_news_embed(MapCard(a_track(), "Author", release), earlier, MARK)

    assert embed.footer.text == "no. 31"
    (field,) = [one for one in embed.fields if "Earlier" in str(one.name)]
    lines = str(field.value).splitlines()
    assert len(lines) == MOST_EARLIER + 1
    assert r"Map \*0\*" in lines[0]
    assert lines[0].endswith(" · 30 July")
    assert lines[-1] == "and 2 more"


def test_a_reminder_reads_well_when_the_cup_is_long_over() -> None:
    cup = CupReminder("cotd-europe", SATURDAY)
    track = EarlierTrack(date(2026, 8, 22), "uid", "$f00A *map*")

    qualifier = f"Qualifier: <t:{SATURDAY}:t> (<t:{SATURDAY}:R>)"
    link = r"[A \*map\*](https://trackmania.io/#/leaderboard/uid)"
    assert reminder_embed(cup, track, MARK).description == (f"{qualifier}\n15 minutes, on {link}.")
    assert reminder_embed(cup, None, MARK).description == (
        f"{qualifier}\n15 minutes, on the Track of the Day."
    )


def test_an_empty_queue_has_no_wait() -> None:
    embed = low_embed(QueueLow("weekly-shorts", 30, Sample(SATURDAY, 0)), MARK)

    assert embed.description == "The wait fell to 30 minutes or less."
    assert embed.fields[0].value == "**none**"


@pytest.mark.parametrize("until", [None, SATURDAY - 60.0])
def test_an_end_that_nobody_knows_is_not_told(until: float | None) -> None:
    embed = closed_embed(QueueClosed("totd", "long", SATURDAY, until), MARK)

    assert embed.description == f"At <t:{SATURDAY}:t> the queue turned **long**."


def test_a_closed_card_has_nothing_to_press() -> None:
    closed = QueueClosed("totd", "short", SATURDAY - 60.0, SATURDAY)

    message = closed_message(closed, MARK)

    assert message["components"] == []
    assert MARK in message["embeds"][0]["url"]
    assert message["embeds"][0]["description"] == (
        f"At <t:{SATURDAY - 60}:t> the queue turned **short**.\nThat lasted until <t:{SATURDAY}:t>."
    )


def test_says_how_often_a_review_feed_speaks() -> None:
    assert how_often(None) == (
        "I post when the queue turns short (5 maps or fewer ahead) or long (more than 20 maps): "
        "at most once in 3 hours and 6 times a day."
    )
    assert how_often(30) == (
        "I post once when the wait falls to 30 minutes or less, and again when it has risen in "
        "between: at most once in 30 minutes."
    )


def listed(uids: tuple[str, ...], **track: object) -> list[ListedMap]:
    """Return a list of maps, those of which nothing is given being unknown."""
    values = vars(a_track()) | track
    return [
        ListedMap(uid, number, TrackMap(**(values | {"uid": uid})) if track else None, "Author")
        for number, uid in enumerate(uids, 1)
    ]


def test_a_season_is_one_card_with_or_without_names() -> None:
    uids = tuple(f"uid{number}" for number in range(25))
    news = CampaignNews("campaign", "Summer 2026", "s", 5, SATURDAY, 0, uids)

    named = campaign_news_embed(news, listed(uids, name="Summer"), MARK)
    nameless = campaign_news_embed(news, listed(uids), MARK)

    assert named.title == nameless.title == "Summer 2026"
    assert [str(field.value).count("](https") for field in named.fields] == [5] * 5
    assert [field.value for field in nameless.fields] == ["25"]


def test_the_longest_names_of_a_season_fit_into_a_card() -> None:
    uids = tuple(f"{number:027}" for number in range(25))
    news = CampaignNews("campaign", "*" * 300, "s", 5, SATURDAY, 0, uids)

    embed = campaign_news_embed(news, listed(uids, name="|" * 300), MARK, is_replaced=True)

    assert len(embed) <= 6000
    assert [str(field.value).count("](https") for field in embed.fields] == [5] * 5


def test_a_week_says_what_is_known_of_each_map() -> None:
    news = CampaignNews("weekly-shorts", "", "s", 5, SATURDAY, SATURDAY + 60, ("a", "b", "c"))
    known = listed(("a",), name="A map of a rather long name")
    short = [replace(listed(("b",), name="B")[0], number=2)]
    unknown = [ListedMap("c", 3, None)]

    embed = campaign_news_embed(news, [*known, *short, *unknown], MARK)

    page = "https://trackmania.io/#/leaderboard"
    assert embed.title == "Weekly Shorts"
    assert str(embed.description).splitlines()[-5:] == [
        f"` 1 0:40.000` **[A map of a rather lon…]({page}/a)**",
        "by Author",
        f"` 2 0:40.000` **[B]({page}/b)**",
        "by Author",
        f"` 3        —` [unknown map]({page}/c)",
    ]


def test_submissions_link_to_their_review_page() -> None:
    news = SubmissionNews("nominated", "totd", "uid", "$f00@everyone [x](https://evil.example)", 1)

    embed = submission_embed(news, MARK)

    assert embed.author.name == "Nominated"
    assert "/track-reviews/totd/uid?" in str(embed.url)
    assert "](https://" not in str(embed.title)


def test_new_votes_are_one_line_a_map() -> None:
    summary = VoteSummary((NewVotes("One", 12, 2, 3.5), NewVotes("Two", 1, 1, 4.0)), SATURDAY)

    assert votes_embed(summary, MARK).description == (
        "**One**: +2, 12 votes in all, average 3.50\n**Two**: +1, 1 vote in all, average 4.00"
    )
