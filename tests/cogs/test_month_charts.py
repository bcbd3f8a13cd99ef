"""The button Chart below months: a calendar of pictures, each from where Nadeo says it is."""

import re

import pytest
from support import change_answers

from bot.pictures import studio
from bot.pictures.wording import NOT_DRAWN
from tests.conftest import Answer, Paddock

THUMBNAIL = re.compile(r"/maps/[^/]+/thumbnail\.jpg")
DAYS = 31
"""Of July, which is over."""
JULY = {"month": "2026-07"}


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a busy machine take as long as it needs to start a process."""
    monkeypatch.setattr(studio, "DRAWING_PATIENCE", 60.0)


def fetched(paddock: Paddock) -> list[str]:
    """Return the pictures asked for since the last call; nothing else may have been."""
    paths = paddock.upstream()
    assert [path for path in paths if not THUMBNAIL.fullmatch(path)] == []
    return paths


def alt(answer: Answer) -> str:
    (file,) = answer.message.attachments
    return str(file.description)


async def month(paddock: Paddock, **options: object) -> Answer:
    shown = await paddock.type("calendar", **(options or JULY))
    paddock.upstream()
    return shown


async def test_a_month_is_charted(paddock: Paddock) -> None:
    shown = await month(paddock)
    paddock.nadeo.requests.clear()

    answer = await paddock.click(shown, "Chart")

    for request in paddock.nadeo.requests:
        assert paddock.bot.settings.nadeo_contact in request.user_agent
        assert request.authorization_kind == ""
        assert request.status == 200
    paths = fetched(paddock)
    assert len(paths) == len(set(paths)) == DAYS
    assert answer.embed.image.url == "attachment://chart.png"
    assert answer.embed.title == "July 2026"
    assert answer.text == ""
    assert alt(answer).startswith("July 2026 as a calendar, with the pictures of 31 maps. 1: ")
    assert " 31: " in alt(answer)
    assert answer.menus == shown.menus
    assert answer.buttons == {}
    assert shown.buttons == {"◀": True, "▶": True, "Chart": True}


async def test_what_was_fetched_is_kept(paddock: Paddock) -> None:
    shown = await month(paddock)
    await paddock.click(shown, "Chart")
    paddock.upstream()

    again = await paddock.click(shown, "Chart")

    assert fetched(paddock) == []
    assert alt(again)


async def test_the_running_month_has_the_maps_so_far(paddock: Paddock) -> None:
    shown = await paddock.type("calendar")
    paddock.upstream()

    answer = await paddock.click(shown, "Chart")

    assert len(fetched(paddock)) == 22
    assert "22: " in alt(answer)
    assert "23: " not in alt(answer)


async def test_another_month_has_a_chart_of_its_own(paddock: Paddock) -> None:
    shown = await month(paddock)
    before = await paddock.click(shown, "◀")
    paddock.upstream()

    answer = await paddock.click(before, "Chart")

    assert answer.embed.title == "June 2026"
    assert len(fetched(paddock)) == 30


async def test_a_royal_month_is_charted(paddock: Paddock) -> None:
    shown = await paddock.type("royal", month="2021-05")
    paddock.upstream()

    answer = await paddock.click(shown, "Chart")

    assert fetched(paddock)
    assert alt(answer).startswith("May 2021 as a calendar")


async def test_a_map_of_the_sheet_is_opened(paddock: Paddock) -> None:
    answer = await paddock.click(await month(paddock), "Chart")
    label, value = next(iter(answer.menus[0].items()))

    opened = await paddock.choose(answer, value)

    assert label.startswith("01 · ")
    assert str(opened.embed.title) in label


async def test_missing_pictures_cost_nothing_else(paddock: Paddock) -> None:
    """How long is waited for slow ones stands in tests/pictures/test_thumbnails.py."""
    shown = await month(paddock)
    paddock.nadeo.failures.script(path="/thumbnail", status=503, times=10)
    paddock.nadeo.failures.script(path="/thumbnail", body="<html>", times=10)
    paddock.nadeo.failures.script(path="/thumbnail", cut=True, times=5)

    answer = await paddock.click(shown, "Chart")

    assert alt(answer)
    assert str(NOT_DRAWN) not in answer.text


async def test_an_address_elsewhere_is_not_asked(
    paddock: Paddock, caplog: pytest.LogCaptureFixture
) -> None:
    def moved(answer: dict[str, list[dict[str, object]]]) -> None:
        for track in answer["mapList"]:
            track["thumbnailUrl"] = paddock.nadeo.live_url + "/secret.jpg"

    change_answers(paddock.nadeo, "get-multiple", moved)
    shown = await month(paddock)

    answer = await paddock.click(shown, "Chart")

    assert paddock.upstream() == []
    assert alt(answer)
    assert "another host" in caplog.text


async def test_what_is_not_drawn_is_told_in_words(
    paddock: Paddock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(studio, "PROGRAM", ("-c", "raise SystemExit"))
    shown = await month(paddock)

    answer = await paddock.click(shown, "Chart")

    assert answer.text == f"{shown.text}\n\n{NOT_DRAWN}"
    assert answer.message.attachments == []
    assert answer.menus == shown.menus


async def test_below_what_only_its_reader_sees_nobody_else_sees_it(paddock: Paddock) -> None:
    shown = await month(paddock)
    everybody = await paddock.click(shown, "Chart")

    private = await paddock.click_in_private(await paddock.in_private("calendar", **JULY), "Chart")

    assert not everybody.ephemeral
    assert alt(private)
    # Nobody's message is changed: whoever presses gets one of their own.
    assert shown.message.id != everybody.message.id
