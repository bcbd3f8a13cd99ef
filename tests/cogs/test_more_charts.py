"""The button Chart below comparisons, a server's ranking and the history of the map review."""

import pytest

from bot.pictures import studio
from bot.pictures.wording import NOT_DRAWN
from bot.review import wording as review_wording
from bot.review.rows import keep_sample
from tests.cogs.driving import linked, players
from tests.conftest import Answer, Paddock

pytestmark = pytest.mark.filled
HOUR = 3600


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a busy machine take as long as it needs to start a process."""
    monkeypatch.setattr(studio, "DRAWING_PATIENCE", 60.0)


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing be drawn."""
    monkeypatch.setattr(studio, "PROGRAM", ("-c", "raise SystemExit(1)"))


async def compared(paddock: Paddock) -> Answer:
    await linked(paddock, paddock.nadeo.world.accounts.id(90))
    other = (await players(paddock, 1))[0]
    return await paddock.type("compare", **{"with": other})


async def measured(paddock: Paddock, *kinds: str) -> None:
    """Let there be an hour of samples a while ago."""
    now = paddock.clock.timestamp()
    for kind in kinds:
        for minute in range(60):
            await keep_sample(paddock.bot.store, kind, now - 5 * HOUR + minute * 60, 600 + minute)


def alt(answer: Answer) -> str:
    (file,) = answer.message.attachments
    return str(file.description)


async def test_two_players_are_charted(paddock: Paddock) -> None:
    card = await compared(paddock)
    paddock.upstream()

    answer = await paddock.click(card, "Chart")

    assert paddock.upstream() == []
    summary, rows = card.text.split("\n\n")[:2]
    assert answer.text.startswith(summary)
    assert rows not in answer.text
    assert "25 maps" in alt(answer)
    assert answer.embed.image.url == "attachment://chart.png"


async def test_one_map_is_not_charted(paddock: Paddock) -> None:
    card = await compared(paddock)

    day = await paddock.click(card, "Track of the Day")

    assert "Chart" not in day.buttons


@pytest.mark.usefixtures("broken")
async def test_two_players_in_words(paddock: Paddock) -> None:
    card = await compared(paddock)

    answer = await paddock.click(card, "Chart")

    assert answer.text == f"{card.text}\n\n{NOT_DRAWN}"
    assert answer.message.attachments == []


async def test_a_servers_medals_are_charted(paddock: Paddock) -> None:
    await players(paddock, 4)
    ranking = await paddock.type("server ranking")
    paddock.upstream()

    answer = await paddock.click(ranking, "Chart")

    assert paddock.upstream() == []
    assert answer.text == ranking.text
    assert " 4. " in alt(answer)


@pytest.mark.usefixtures("broken")
async def test_a_servers_medals_in_words(paddock: Paddock) -> None:
    await players(paddock, 2)
    ranking = await paddock.type("server ranking")

    answer = await paddock.click(ranking, "Chart")

    assert answer.text == f"{ranking.text}\n\n{NOT_DRAWN}"
    assert answer.message.attachments == []


@pytest.mark.parametrize("kinds", [("totd",), ("totd", "weekly-shorts")])
async def test_waiting_times_are_charted(paddock: Paddock, kinds: tuple[str, ...]) -> None:
    await measured(paddock, *kinds)
    history = await paddock.type("review history", hours=12)

    answer = await paddock.click(history, "Chart")

    assert answer.fields == history.fields
    names = {kind: str(review_wording.NAMES[kind]) for kind in ("totd", "weekly-shorts")}
    assert [name in alt(answer) for name in names.values()] == [kind in kinds for kind in names]


async def test_one_kind_of_review_is_charted_alone(paddock: Paddock) -> None:
    await measured(paddock, "totd", "weekly-shorts")
    history = await paddock.type("review history", type="totd", hours=720)

    answer = await paddock.click(history, "Chart")

    assert str(review_wording.NAMES["weekly-shorts"]) not in alt(answer)
    assert len(answer.fields) == 1


async def test_without_samples_there_is_nothing_to_chart(paddock: Paddock) -> None:
    # The sampler would measure anew in the same moment.
    paddock.nadeo.failures.mode = "down"
    paddock.clock.move(31 * 24 * HOUR)

    history = await paddock.type("review history", hours=1)

    assert "Chart" not in history.buttons


@pytest.mark.usefixtures("broken")
async def test_waiting_times_in_words(paddock: Paddock) -> None:
    await measured(paddock, "totd")
    history = await paddock.type("review history", hours=12)

    answer = await paddock.click(history, "Chart")

    assert answer.fields == history.fields
    assert answer.text.endswith(str(NOT_DRAWN))
    assert answer.message.attachments == []
