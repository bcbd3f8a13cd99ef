"""Decisions of the release feeds and the reminders, from answers and time alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.announcer.cards import CampaignNews
from bot.announcer.feeds.releases import campaign_release, month_release
from bot.announcer.feeds.reminders import reminder
from bot.announcer.feeds.timing import LONGEST_BETWEEN_LOOKS, RHYTHMS, next_look, pause_while_late
from bot.maps.releases import Target
from bot.nadeo.models import Campaign, CampaignList, Day, Month, MonthList, PlaylistEntry

DAY = 86400
SWITCH = datetime(2026, 8, 22, 17, tzinfo=UTC).timestamp()  # 19:00 in Paris


def day(number: int, start: float, *, known: bool = True, lasts: int = DAY) -> Day:
    return Day(
        campaign_id=number,
        map_uid=f"map{number}" if known else "",
        season_uid=f"season{number}" if known else "",
        month_day=number,
        start_timestamp=int(start),
        end_timestamp=int(start) + lasts,
    )


def months(*days: Day, hint: int = -1) -> MonthList:
    month = Month(year=2026, month=8, days=days)
    return MonthList(item_count=1, month_list=(month,), next_request_timestamp=hint)


def campaigns(*starts: float, lasts: int = 7 * DAY, hint: int = -1, maps: int = 5) -> CampaignList:
    listed = tuple(
        Campaign(
            id=int(start),
            season_uid=f"season-{int(start)}",
            name="Week 88",
            start_timestamp=int(start),
            end_timestamp=int(start) + lasts if lasts else 0,
            playlist=tuple(PlaylistEntry(position=n, map_uid=f"map{n}") for n in range(maps)),
        )
        for start in starts
    )
    return CampaignList(item_count=9, campaign_list=listed, next_request_timestamp=hint)


def test_the_running_track_is_the_item() -> None:
    answer = months(day(21, SWITCH - DAY), day(22, SWITCH), day(23, SWITCH + DAY, known=False))

    decision = month_release(answer, SWITCH + 3, 0.0)

    (item,) = decision.items
    assert (item.key, item.starts, item.ends) == ("season22", SWITCH, SWITCH + DAY)
    assert isinstance(item.subject, Target)
    assert item.subject.map_uid == "map22"
    assert decision.expected == SWITCH + DAY


@pytest.mark.parametrize("hint", [-1, int(SWITCH) - 50, int(SWITCH) + 7200])
def test_looks_again_soon_while_nadeo_is_late(hint: int) -> None:
    """Quirks 43, 46: an empty day and a useless hint."""
    answer = months(day(21, SWITCH - DAY), day(22, SWITCH, known=False), hint=hint)
    moment, looks = SWITCH - 1, []
    while moment < SWITCH + 3600:
        decision = month_release(answer, moment, 0.5)
        assert decision.items == () or moment < SWITCH
        looks.append(decision.next_look - moment)
        moment = decision.next_look

    first, *pauses = looks
    assert 2 <= first - 1 <= 4
    assert pauses[:6] == [5, 10, 20, 40, 60, 60]
    assert set(pauses[6:]) == {60}


@dataclass
class Waiting:
    """Looks at a feed whose news does not come, and remembers what it waited for."""

    feed: str
    moment: float
    expected: float | None = None

    def pauses(self, answers: Iterable[MonthList | CampaignList]) -> list[float]:
        """Return how long it rests after each look, without the first until the switch."""
        found = []
        for answer in answers:
            if isinstance(answer, MonthList):
                decision = month_release(answer, self.moment, 0.5, self.expected)
            else:
                decision = campaign_release(self.feed, answer, self.moment, 0.5, self.expected)
            found.append(decision.next_look - self.moment)
            self.moment, self.expected = decision.next_look, decision.expected
        return found[1:]


LADDER = [5, 10, 20, 40, 60]


@pytest.mark.parametrize(
    ("feed", "before", "after"),
    [
        # A day that ends an hour after the next one began, which has no map yet (quirk 49).
        (
            "totd",
            months(day(24, SWITCH - DAY, lasts=25 * 3600), day(25, SWITCH, known=False)),
            None,
        ),
        # Nothing but a hint tells when the next one comes, and it is gone when its time has come.
        ("campaign", campaigns(SWITCH - 90 * DAY, lasts=0, hint=int(SWITCH)), -1),
        ("campaign", campaigns(SWITCH - 90 * DAY, lasts=80 * DAY, hint=int(SWITCH)), -1),
        ("weekly-grand", campaigns(SWITCH - 7 * DAY, lasts=0, hint=int(SWITCH)), -1),
        # The hint is still there, in the past.
        ("campaign", campaigns(SWITCH - 90 * DAY, lasts=0, hint=int(SWITCH)), int(SWITCH)),
    ],
)
def test_every_switch_that_was_expected_is_waited_for(
    feed: str, before: MonthList | CampaignList, after: int | None
) -> None:
    later = before
    if after is not None:
        later = before.model_copy(update={"next_request_timestamp": after})
    waiting = Waiting(feed, SWITCH - 100)

    pauses = waiting.pauses([before, *[later] * 5])

    assert pauses == LADDER


def test_a_hint_that_is_always_a_moment_ahead_is_not_believed_for_long() -> None:
    waiting = Waiting("campaign", SWITCH - 100)
    answers = (
        campaigns(SWITCH - 90 * DAY, lasts=0, hint=int(waiting.moment) + 1) for _ in range(100)
    )

    pauses = waiting.pauses(answers)

    assert pauses[:5] == LADDER
    assert sum(pauses) > 90 * 60


def test_news_ends_the_waiting() -> None:
    waiting = Waiting("campaign", SWITCH - 100)
    old = campaigns(SWITCH - 90 * DAY, lasts=0, hint=int(SWITCH))
    waiting.pauses([old, old.model_copy(update={"next_request_timestamp": -1})])

    decision = campaign_release("campaign", campaigns(SWITCH), SWITCH + 20, 0.5, waiting.expected)

    assert decision.expected == SWITCH + 7 * DAY
    assert decision.next_look == SWITCH + 20 + LONGEST_BETWEEN_LOOKS


def test_after_an_hour_and_more_pauses_grow() -> None:
    pauses = [pause_while_late(minutes * 60.0) for minutes in (70, 80, 90, 120, 1000)]

    assert pauses == sorted(pauses)
    assert pauses[-1] == 600


def test_an_early_hint_is_taken_up() -> None:
    answer = months(day(22, SWITCH), hint=int(SWITCH) + 1000)

    assert month_release(answer, SWITCH + 500, 1.0).next_look == SWITCH + 1004


def test_one_look_an_hour_in_any_case() -> None:
    answer = months(day(22, SWITCH), hint=int(SWITCH) + DAY)

    assert month_release(answer, SWITCH + 10, 0.0).next_look == SWITCH + 10 + LONGEST_BETWEEN_LOOKS


def test_the_clock_of_paris_is_the_last_resort() -> None:
    decision = month_release(months(), SWITCH + 3, 0.0)

    assert decision.items == ()
    assert decision.next_look == SWITCH + 8
    assert decision.expected == SWITCH + DAY
    assert month_release(months(), SWITCH - 60, 0.0).next_look == SWITCH + 2


def test_of_two_running_tracks_the_later_counts() -> None:
    """Quirk 49: the days around a clock change may overlap by an hour."""
    answer = months(day(24, SWITCH, lasts=25 * 3600), day(25, SWITCH + DAY))

    (item,) = month_release(answer, SWITCH + DAY + 60, 0.0).items

    assert item.key == "season25"


def test_a_track_that_is_over_is_no_item() -> None:
    assert month_release(months(day(21, SWITCH - DAY)), SWITCH + 100, 0.0).items == ()


def test_a_week_is_one_item_and_a_single_map_is_shown_as_that_map() -> None:
    (week,) = campaign_release("weekly-shorts", campaigns(SWITCH), SWITCH + 9, 0.0).items
    (grand,) = campaign_release("weekly-grand", campaigns(SWITCH, maps=1), SWITCH + 9, 0.0).items

    assert isinstance(week.subject, CampaignNews)
    assert len(week.subject.map_uids) == 5
    assert isinstance(grand.subject, Target)
    assert grand.subject.release is not None
    assert grand.subject.release.kind == "weekly-grand"


def test_a_week_of_nine_days_is_not_looked_for_on_its_seventh() -> None:
    """Quirk 54: the list's own end counts, not the calendar."""
    answer = campaigns(SWITCH, lasts=9 * DAY)

    decision = campaign_release("weekly-shorts", answer, SWITCH + 7 * DAY + 5, 0.0)

    assert decision.expected == SWITCH + 9 * DAY
    assert [item.key for item in decision.items] == [f"season-{int(SWITCH)}"]


def test_a_campaign_that_has_not_begun_does_not_leak() -> None:
    answer = campaigns(SWITCH + 100, SWITCH - 7 * DAY, lasts=8 * DAY)

    decision = campaign_release("weekly-shorts", answer, SWITCH, 0.0)

    assert [item.key for item in decision.items] == [f"season-{int(SWITCH - 7 * DAY)}"]
    assert decision.next_look == SWITCH + 102


def test_a_season_without_an_end_runs_on() -> None:
    """Quirk 34."""
    decision = campaign_release("campaign", campaigns(SWITCH, lasts=0), SWITCH + 9, 0.0)

    assert len(decision.items) == 1
    assert decision.next_look == SWITCH + 9 + LONGEST_BETWEEN_LOOKS


@given(st.floats(SWITCH - 400 * DAY, SWITCH + 400 * DAY), st.integers(-1, 3_000_000_000))
def test_it_never_looks_all_the_time(now: float, hint: int) -> None:
    answers = [months(day(22, SWITCH), hint=hint), months(hint=hint)]
    for answer in answers:
        assert (
            now + 2 <= month_release(answer, now, 0.0).next_look <= now + LONGEST_BETWEEN_LOOKS + 5
        )
    for feed in ("campaign", "weekly-shorts"):
        decision = campaign_release(feed, campaigns(SWITCH, hint=hint), now, 0.0)
        assert now + 2 <= decision.next_look <= now + LONGEST_BETWEEN_LOOKS + 5


def test_a_moment_that_has_passed_is_not_waited_for() -> None:
    assert next_look(100.0, None, 50.0, 0.0) == 100.0 + LONGEST_BETWEEN_LOOKS


@pytest.mark.parametrize(
    ("feed", "cup"),
    [
        ("cotd-europe", datetime(2026, 3, 29, 17, tzinfo=UTC)),
        ("cotd-america", datetime(2026, 3, 29, 1, tzinfo=UTC)),
        ("cotd-america", datetime(2026, 10, 25, 2, tzinfo=UTC)),
        ("cotd-asia", datetime(2026, 10, 25, 10, tzinfo=UTC)),
    ],
)
def test_reminders_come_ten_minutes_before_on_days_of_clock_changes(
    feed: str, cup: datetime
) -> None:
    starts = cup.timestamp()

    before = reminder(feed, starts - 700)
    (item,) = reminder(feed, starts - 600).items

    assert before.items == ()
    assert before.next_look == starts - 600
    assert (item.starts, item.ends) == (starts - 600, starts)
    assert reminder(feed, starts - 1).items == (item,)
    assert reminder(feed, starts).items == ()


@given(st.floats(SWITCH - 400 * DAY, SWITCH + 400 * DAY))
def test_rhythms_have_a_last_and_a_next(now: float) -> None:
    for rhythm in RHYTHMS.values():
        assert now - 7 * DAY - 3600 <= rhythm.last(now) <= now < rhythm.next(now)
