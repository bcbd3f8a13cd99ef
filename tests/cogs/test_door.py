"""What no client of Discord sends: half characters, and values of another kind than the form's."""

import logging

import pytest

from bot.face import wording as face_wording
from bot.frame import wording as frame_wording
from tests.cogs.test_club_suggestions import offers
from tests.conftest import MENU, Answer, Paddock, answer_of

HALVES = ["\ud800", "a\udfffb", "\ud83d\ude00\ud83d"]
ENDLESS = "5" * 5000


def faults(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [one.getMessage() for one in caplog.records if one.levelno >= logging.WARNING]


@pytest.mark.parametrize("half", HALVES)
@pytest.mark.parametrize(
    ("command", "option", "others"),
    [
        ("totd", "date", {}),
        ("map", "query", {}),
        ("leaderboard", "map", {}),
        ("place", "time", {}),
        ("place", "map", {"time": "45"}),
        ("calendar", "month", {}),
        ("campaign", "season", {}),
        ("weekly shorts", "week", {}),
        ("ranking", "campaign", {}),
        ("club info", "club", {}),
        ("club campaign", "campaign", {"club": "9"}),
        ("club leaderboard", "map", {"club": "9"}),
    ],
)
async def test_half_characters_are_made_whole(
    paddock: Paddock,
    caplog: pytest.LogCaptureFixture,
    command: str,
    option: str,
    others: dict[str, str],
    half: str,
) -> None:
    caplog.clear()

    answer = await paddock.type(command, **others, **{option: half})

    assert answer.ephemeral
    assert answer.content
    assert answer.content != str(frame_wording.UNKNOWN_FAULT)
    assert faults(caplog) == []


@pytest.mark.parametrize("half", HALVES)
async def test_half_characters_do_not_spoil_suggestions(
    paddock: Paddock, caplog: pytest.LogCaptureFixture, half: str
) -> None:
    caplog.clear()

    for command, option in (("map", "query"), ("totd", "date"), ("campaign", "season")):
        await paddock.suggest(command, option, half)
    await offers(paddock, "info", "club", half)

    assert faults(caplog) == []


async def test_half_characters_reach_no_call_of_an_operator(
    cab: Paddock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.clear()
    for options in ({"endpoint": "api/\ud800"}, {"params": '{"a":"\ud800"}'}, {"body": '"\ud800"'}):
        call = {"method": "POST", "endpoint": "api/token/club/9"} | options
        answer = await cab.in_private("operator request", **call)
        assert "\ud800" not in str(answer.content) + str([one.to_dict() for one in answer.embeds])
    assert faults(caplog) == []


@pytest.mark.parametrize("value", ["x", "", "-1", "1.5", "٣", ENDLESS, *HALVES, "1 OR 1=1"])
async def test_menus_take_no_number_but_their_own(
    paddock: Paddock, caplog: pytest.LogCaptureFixture, value: str
) -> None:
    answers = [
        await paddock.type("leaderboard"),
        await paddock.type("ranking"),
        await paddock.type("club campaigns", club="9"),
    ]
    caplog.clear()

    for answer, menu in ((one, menu) for one in answers for menu in range(len(one.menus))):
        told = await _choose_unoffered(paddock, answer, value, menu)
        assert (told.content, told.ephemeral) == (str(face_wording.OUTDATED_BUTTON), True)

    assert faults(caplog) == []


@pytest.mark.parametrize("value", ["x", "../..", ENDLESS, *HALVES])
async def test_menus_of_maps_take_any_text_for_a_map_that_is_none(
    paddock: Paddock, caplog: pytest.LogCaptureFixture, value: str
) -> None:
    season = await paddock.type("campaign")
    clubs = await paddock.type("club campaign", club="9", campaign="icy")
    caplog.clear()

    for answer, menu in ((season, 0), (clubs, 0), (clubs, 1)):
        told = await _choose_unoffered(paddock, answer, value, menu)
        assert told.ephemeral
        assert told.content not in {"", str(frame_wording.UNKNOWN_FAULT)}
    assert "Traceback" not in caplog.text


@pytest.mark.parametrize("value", ["x", "", "5", True, [1], {}, 1.5])
async def test_a_number_that_is_none_is_refused(
    paddock: Paddock, caplog: pytest.LogCaptureFixture, value: object
) -> None:
    caplog.clear()
    for command in ("leaderboard", "ranking"):
        answer = await paddock.send_raw(command, rank=value)
        assert (answer.content, answer.ephemeral) == (str(frame_wording.COMMANDS_CHANGED), True)
    assert faults(caplog) == []
    assert paddock.upstream() == []


@pytest.mark.parametrize("value", [5, True, ["today"], {"a": 1}])
async def test_a_text_that_is_none_is_refused(paddock: Paddock, value: object) -> None:
    for command, option in (("totd", "date"), ("map", "query"), ("campaign", "season")):
        answer = await paddock.send_raw(command, **{option: value})
        assert (answer.content, answer.ephemeral) == (str(frame_wording.COMMANDS_CHANGED), True)


async def _choose_unoffered(paddock: Paddock, answer: Answer, value: str, menu: int = 0) -> Answer:
    """Send a value that the menu does not hold."""
    data = {"component_type": MENU, "custom_id": answer.menu_id(menu), "values": [value]}
    return answer_of(
        await paddock.member._dispatch_interaction(
            3, paddock.channel, data, source_message_id=answer.message.id
        )
    )
