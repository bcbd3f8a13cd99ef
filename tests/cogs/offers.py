"""What clubs of the generated world offer, for tests to name."""

from typing import Any

from bot.sandbox.world.activities import Activity
from bot.sandbox.world.clubs import Club
from tests.conftest import Answer, Paddock


def club(paddock: Paddock, number: int) -> Club:
    return list(paddock.nadeo.world.clubs.all.values())[number]


def offered(paddock: Paddock, name: str, number: int = 0) -> Activity:
    activities = paddock.nadeo.world.activities.of_club(club(paddock, number))
    return next(activity for activity in activities if name in activity.plan.name)


def menu(answer: Answer) -> list[dict[str, Any]]:
    items = [item for row in answer.message.components for item in row["components"]]
    return next((item["options"] for item in items if item["type"] == 3), [])
