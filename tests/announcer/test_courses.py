"""How a board went during the day: kept with the samples of the live card, and read when over."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import ManualClock
from watch import Watch

from bot.announcer.cards import Additions
from bot.announcer.course_cards import Course, Sampled
from bot.announcer.embeds.course import MOST_ROWS as MOST_RECORDS
from bot.announcer.embeds.course import course_embed, course_scene
from bot.announcer.embeds.standing import MOST_IN_A_ROW, MOST_ROWS, shown
from bot.announcer.rows.courses import read_course
from bot.announcer.tidying import ANNOUNCEMENTS_KEPT_FOR, tidy
from bot.languages import writing_in
from bot.nadeo.models import SECRET
from tests.announcer.passing import DAY, START, CountingPostbox, is_closed, passing, subscribed


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(START)


def course_of(*samples: tuple[float, int | None, int | None], kind: str = "tm_race") -> Course:
    """Return a day's course, by hours after its start."""
    taken = tuple(Sampled(hour * 3600.0, record, players) for hour, record, players in samples)
    return Course("a track", 0.0, DAY, kind, None, taken)


def labels(payload: Mapping[str, Any]) -> list[str]:
    return [item.get("label", "") for row in payload["components"] for item in row["components"]]


async def closed_id(watch: Watch) -> int:
    rows = await watch.store.rows(
        "SELECT id FROM announcements WHERE closed_at IS NOT NULL ORDER BY starts"
    )
    return rows[0]["id"]


async def test_a_closed_card_leads_to_the_course_of_its_day(
    watch: Watch, postbox: CountingPostbox
) -> None:
    await subscribed(watch)
    await passing(watch, DAY + 60)

    open_ones = [one for _, _, one in postbox.edits if not is_closed(one["embeds"][0])]
    (closing,) = [one for _, _, one in postbox.edits if is_closed(one["embeds"][0])]
    assert not any("Chart" in labels(one) for one in open_ones)
    assert labels(closing)[-1] == "Chart"
    course = await read_course(watch.store, await closed_id(watch))
    assert course is not None
    assert "Track of the Day" in course.title
    assert course.ended - course.starts == DAY
    assert len(course.samples) > 20
    assert [one.taken_at for one in course.samples] == sorted(
        one.taken_at for one in course.samples
    )
    assert course.samples[-1].taken_at == course.ended
    assert course_scene(course) is not None


def test_where_nothing_is_drawn_nothing_is_offered() -> None:
    course = Additions(ended=1.0, course_id=1)
    card = {"embeds": [{"description": ""}], "components": []}

    assert labels(shown(card, course, has_charts=True)) == ["Chart"]
    assert labels(shown(card, course)) == []


async def test_a_day_without_samples_has_no_course(watch: Watch, postbox: CountingPostbox) -> None:
    await subscribed(watch, is_live=False)
    await passing(watch, DAY + 60)

    (closing,) = [one for _, _, one in postbox.edits if is_closed(one["embeds"][0])]

    assert "Chart" not in labels(closing)
    assert await read_course(watch.store, await closed_id(watch)) is None


async def test_a_course_is_forgotten_with_its_card(watch: Watch) -> None:
    await subscribed(watch)
    await passing(watch, DAY + 60)
    number = await closed_id(watch)

    later = watch.clock.timestamp() + ANNOUNCEMENTS_KEPT_FOR + DAY
    await tidy(watch.store, later)

    assert await read_course(watch.store, number) is None
    assert await read_course(watch.store, 10**18 - 1) is None


async def test_a_track_that_still_runs_has_none(watch: Watch) -> None:
    await subscribed(watch)
    await passing(watch, DAY / 2)

    (row,) = await watch.store.rows("SELECT id FROM announcements ORDER BY starts DESC LIMIT 1")

    assert await read_course(watch.store, row["id"]) is None


# --- in words ------------------------------------------------------------------------------------


def test_each_record_is_told_once_with_what_it_won() -> None:
    told = course_embed(
        course_of((1, 45_000, 10), (2, 45_000, 20), (3, 44_500, None), (4, None, 40))
    )

    assert (told.description or "").splitlines() == [
        "<t:3600:t> **0:45.000**",
        "<t:10800:t> **0:44.500** -0.500",
        "",
        "In the end **40** had a place.",
    ]


def test_more_records_than_anybody_reads_are_told_from_the_last() -> None:
    samples = [(hour, 90_000 - hour, None) for hour in range(1, 24)]

    rows = (course_embed(course_of(*samples)).description or "").splitlines()

    assert len([row for row in rows if row]) == MOST_RECORDS
    assert f"<t:{23 * 3600}:t>" in rows[MOST_RECORDS - 1]


def test_secret_times_are_told_to_nobody() -> None:
    # quirk 67
    course = course_of((1, SECRET, 10), (2, SECRET, 20), (3, SECRET, 30))

    scene = course_scene(course)

    assert scene is not None
    assert scene.bests == ()
    assert "Nobody's time was known" in (course_embed(course).description or "")
    assert course_scene(course_of((1, SECRET, None), (2, None, None))) is None


def test_words_are_the_readers() -> None:
    with writing_in("fr"):
        scene = course_scene(course_of((1, 45_000, 1_000), (2, 44_000, 2_000)))

    assert scene is not None
    record, players = scene.alt.split(". ")
    assert record == "Le record est passé de 0:45.000 à 0:44.000"
    assert players == "À la fin, 2\xa0000 étaient classés."


# --- where the button goes ----------------------------------------------------------------------


def row_of(number: int, kind: int = 2) -> dict[str, Any]:
    return {"type": 1, "components": [{"type": kind, "label": str(one)} for one in range(number)]}


@pytest.mark.parametrize(
    ("rows", "place"),
    [
        ([], 0),
        ([row_of(2)], 0),
        ([row_of(MOST_IN_A_ROW)], 1),
        ([row_of(1, kind=3)], 1),
        ([row_of(1, kind=3), row_of(1)], 1),
        ([row_of(MOST_IN_A_ROW)] * MOST_ROWS, None),
    ],
)
def test_the_button_stands_where_there_is_room(
    rows: Sequence[dict[str, Any]], place: int | None
) -> None:
    card = {"embeds": [{"description": ""}], "components": list(rows)}

    drawn = shown(card, Additions(ended=1.0, course_id=1), has_charts=True)

    found = [
        number
        for number, row in enumerate(drawn["components"])
        if row["components"][-1].get("label") == "Chart"
    ]
    assert found == ([] if place is None else [place])
    assert card["components"] == list(rows)


NUMBERS = st.none() | st.integers(-1, 2**62)


@given(
    samples=st.lists(st.tuples(st.floats(0, 24), NUMBERS, NUMBERS), max_size=50),
    kind=st.sampled_from(["", "tm_race", "tm_stunt", "tm_platform"]),
)
def test_whatever_was_sampled_can_be_told(
    samples: list[tuple[float, int | None, int | None]], kind: str
) -> None:
    course = course_of(*sorted(samples, key=lambda one: one[0]), kind=kind)

    embed = course_embed(course)
    scene = course_scene(course)

    assert embed.description
    assert len(embed) <= 6000
    assert scene is None or len(scene.bests) + len(scene.players) > 0
