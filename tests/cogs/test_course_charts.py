"""The button Chart below a closed card: how the record fell during the day."""

import pytest
from pydantic import TypeAdapter

from bot.announcer import course_wording
from bot.announcer.controls import course_controls
from bot.ladders.cards import Result
from bot.pictures import studio
from bot.pictures.wording import NOT_DRAWN
from tests.conftest import Answer, Paddock, answer_of

HOUR = 3600.0
DAY = 24 * HOUR
KEY = "7a7f0b0e-0000-4000-8000-000000000001"
"""Of an announcement that is over."""


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a busy machine take as long as it needs to start a process."""
    monkeypatch.setattr(studio, "DRAWING_PATIENCE", 60.0)


async def over(paddock: Paddock) -> int:
    """Let a day be over whose live card was kept up to date; return its announcement's id."""
    store, ended = paddock.bot.store, paddock.clock.timestamp() - HOUR
    result = Result((), 4_000, "tm_race", (), ended)
    await store.write(
        "INSERT INTO announcements (id, feed, key, starts, ends, message, noted_at, title, result, "
        "closed_at) VALUES (77, 'totd', ?, ?, ?, '{}', ?, 'Track of the Day *A*', ?, ?)",
        [
            (
                *(KEY, ended - DAY, ended, ended - DAY),
                *(TypeAdapter(Result).dump_json(result).decode(), ended),
            )
        ],
    )
    samples = [
        ("totd", KEY, ended - DAY + hour * HOUR, 45_000 - 100 * hour, 150 * hour)
        for hour in range(1, 24)
    ]
    await store.write("INSERT INTO standing_samples VALUES (?, ?, ?, ?, ?)", samples)
    return 77


async def pressed(paddock: Paddock, announcement_id: int) -> Answer:
    """Press the button of a closed card, as somebody who saw it."""
    channel = paddock.bot.get_channel(paddock.channel.id)
    post = await channel.send("a card", view=course_controls(announcement_id))  # type: ignore[union-attr]
    return answer_of(await paddock.member.click(post, label="Chart"))


async def test_a_day_is_charted_for_who_asked(paddock: Paddock) -> None:
    number = await over(paddock)
    paddock.upstream()

    answer = await pressed(paddock, number)

    assert paddock.upstream() == []
    assert answer.ephemeral
    assert answer.embed.title == r"Track of the Day \*A\*"
    assert answer.embed.image.url == "attachment://chart.png"
    (file,) = answer.message.attachments
    assert file.description == (
        "The record went from 0:44.900 to 0:42.700. In the end 4,000 had a place."
    )
    assert "**0:42.700** -0.100" in answer.text


async def test_a_day_in_words(paddock: Paddock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(studio, "PROGRAM", ("-c", "raise SystemExit(1)"))

    answer = await pressed(paddock, await over(paddock))

    assert answer.text.endswith(f"In the end **4,000** had a place.\n{NOT_DRAWN}")
    assert answer.message.attachments == []


async def test_a_day_that_is_forgotten_is_said_to_be(paddock: Paddock) -> None:
    answer = await pressed(paddock, 4711)

    assert answer.content == str(course_wording.FORGOTTEN)
    assert answer.ephemeral
