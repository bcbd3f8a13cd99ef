"""Every command, typed once and more often where it answers in several ways."""

from collections.abc import AsyncIterator
from typing import Any

from tests.conftest import BUTTON, MENU, Answer, Paddock, answer_of

Typed = tuple[str, dict[str, Any]]

COMMANDS: list[Typed] = [
    ("help", {}),
    ("about", {}),
    ("next", {}),
    ("status", {}),
    ("totd", {}),
    ("totd", {"date": "yesterday"}),
    ("totd", {"date": "2026-08"}),
    ("totd", {"date": "2019-01-01"}),
    ("totd", {"date": "2029-01-01"}),
    ("totd", {"date": "3/4/2025"}),
    ("totd", {"date": "qqqqqq"}),
    ("today", {}),
    ("calendar", {}),
    ("calendar", {"month": "2021-04"}),
    ("calendar", {"month": "qqqqqq"}),
    ("campaign", {}),
    ("campaign", {"season": "2025"}),
    ("campaign", {"season": "qqqqqq"}),
    ("weekly shorts", {}),
    ("weekly grand", {}),
    ("royal", {}),
    ("royal", {"month": "1990-01"}),
    ("map", {"query": "today"}),
    ("map", {"query": "qqqqqq"}),
    ("random", {}),
    ("random", {"kind": "totd"}),
    ("on-this-day", {}),
    ("leaderboard", {}),
    ("leaderboard", {"rank": 10_000}),
    ("leaderboard", {"rank": 200}),
    ("place", {"time": "45.678"}),
    ("place", {"time": "qqqqqq"}),
    ("place", {"time": "0"}),
    ("ranking", {}),
    ("link", {"player": "SandboxDriver"}),
    ("link", {"player": "qqqqqq"}),
    ("record", {}),
    ("record", {"player": "qqqqqq"}),
    ("player", {}),
    ("player", {"name": "Mikey_______"}),
    ("compare", {"with": "Mikey_______"}),
    ("compare", {"with": "Mikey_______", "map": "today"}),
    ("compare", {"with": "SandboxDriver"}),
    ("server leaderboard", {}),
    ("server ranking", {}),
    ("server players", {}),
    ("server remove", {"player": "SandboxDriver"}),
    ("server remove", {"player": "qqqqqq"}),
    ("club info", {"club": "9"}),
    ("club info", {"club": "qqqqqq"}),
    ("club campaigns", {"club": "9"}),
    ("club rooms", {"club": "9"}),
    ("club campaign", {"club": "9", "campaign": "e"}),
    ("club campaign", {"club": "9", "campaign": "winter"}),
    ("club leaderboard", {"club": "9", "map": "today"}),
    ("club record", {"club": "9", "map": "today"}),
    ("review wait", {}),
    ("review join", {}),
    ("review submissions", {}),
    ("review history", {}),
    ("announce list", {}),
    ("announce set-up", {}),
    ("announce add", {"feed": "totd", "channel": "here"}),
    ("announce add", {"feed": "totd", "channel": "here"}),
    ("announce add", {"feed": "review-totd", "channel": "here", "threshold": 30}),
    ("announce add", {"feed": "server-records", "channel": "here"}),
    ("announce list", {}),
    ("announce list", {"subscription": "totd"}),
    ("announce edit", {"subscription": "totd", "live": False}),
    ("announce edit", {"subscription": "totd"}),
    ("announce edit", {"subscription": "qqqqqq"}),
    ("announce test", {"subscription": "totd"}),
    ("announce pause", {"subscription": "totd"}),
    ("announce list", {}),
    ("announce resume", {"subscription": "totd"}),
    ("announce remove", {"subscription": "totd"}),
    ("announce remove", {"subscription": "qqqqqq"}),
    ("operator servers", {}),
    ("operator request", {"method": "GET", "endpoint": "api/token/club/9"}),
    ("operator request", {"method": "POST", "endpoint": "api/token/club/9/member/create"}),
    ("operator request", {"method": "GET", "endpoint": "qqqqqq"}),
    ("unlink", {}),
    ("unlink", {"everywhere": True}),
]


async def walked(paddock: Paddock) -> AsyncIterator[tuple[str, Answer]]:
    """Type everything as the member, press what is offered, and give each answer with its cause."""
    for command, options in COMMANDS:
        values = {
            name: paddock.channel if value == "here" else value for name, value in options.items()
        }
        # No server shows what is the operator's alone.
        is_private = command.startswith("operator")
        type_it = paddock.in_private if is_private else paddock.type
        person = paddock.member.user if is_private else paddock.member
        answer = await type_it(command, **values)
        await paddock.env.settle()
        yield f"/{command} {options}", answer
        for one in await pressed(paddock, person, answer):
            yield f"a press below /{command} {options}", one


async def pressed(paddock: Paddock, person: Any, answer: Answer) -> list[Answer]:
    """Return what follows each button of an answer, and the last choice of each menu.

    A button may change the message: what is no longer on it is not pressed.
    """
    found: list[Answer] = []
    for custom_id in list(controls(answer)):
        item = controls(answer).get(custom_id, {"disabled": True})
        if item.get("disabled"):
            continue
        if item["type"] == MENU:
            value = item["options"][-1]["value"]
            result = await person.select(answer.message, [value], custom_id=custom_id)
        else:
            result = await person.click(answer.message, custom_id=custom_id)
        await paddock.env.settle()
        found.append(answer_of(result))
    return found


def controls(answer: Answer) -> dict[str, dict[str, Any]]:
    """Return an answer's buttons, and its menus of texts, by their custom ids."""
    items = [item for row in answer.message.components for item in row["components"]]
    return {
        item["custom_id"]: item
        for item in items
        if item["type"] in {BUTTON, MENU} and "custom_id" in item
    }
