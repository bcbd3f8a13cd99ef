"""What is offered in a language is understood in it: some clients send the label."""

import pytest
import simcord

from tests.cogs.stewards import RIGHTS
from tests.cogs.test_every_offer import ALL, announce, answered
from tests.conftest import Paddock
from tests.languages.readers import read_in

LOCALES = ("fr", "de", "es-ES")
MOST = 6
"""Labels of one kind that are tried in a language; their days differ, and their words do not."""
WORDED = [
    (command, option, others)
    for command, option, _, others in ALL
    if (command, option) in {("map", "query"), ("royal", "month"), ("compare", "campaign")}
    or option in {"date", "month", "season", "week", "subscription"}
    or command in {"ranking", "leaderboard", "place"}
]
"""The options that offer words of the reader's language, and what else must be filled in."""


@pytest.fixture
async def everybody(paddock: Paddock) -> Paddock:
    """Return a paddock whose member runs the server, and announces something."""
    paddock.member = administrator(paddock)
    await announce(paddock)
    await paddock.type("link", player="SandboxDriver")
    return paddock


def administrator(paddock: Paddock) -> simcord.MemberActor:
    role = paddock.guild.create_role("stewards", permissions=RIGHTS)
    return paddock.guild.add_member(paddock.env.create_user("bob"), roles=[role])


@pytest.mark.filled
@pytest.mark.parametrize("locale", LOCALES)
async def test_every_offered_label_is_understood_as_its_value(
    everybody: Paddock, locale: str
) -> None:
    read_in(everybody.member, locale)
    wrong: list[tuple[str, dict[str, str]]] = []
    for command, option, others in WORDED:
        offered = await everybody.member.autocomplete(
            everybody.channel, command, option, "", **others
        )
        assert offered, command
        for choice in offered[:MOST]:
            wanted = await answered(everybody, command, **others, **{option: choice["value"]})
            told = await answered(everybody, command, **others, **{option: choice["name"]})
            if told != wanted:
                wrong.append((command, choice))
    assert wrong == []


@pytest.mark.filled
@pytest.mark.parametrize(
    ("locale", "typed", "day"),
    [
        ("fr", "hier", "yesterday"),
        ("fr", "Aujourd'hui", "today"),
        ("fr", "1 aout 2026", "2026-08-01"),
        ("fr", "sam. 15 août", "2026-08-15"),
        ("fr", "1er juin 2026", "2026-06-01"),
        ("fr", "yesterday", "yesterday"),
        ("fr", "Sat, 15 August 2026", "2026-08-15"),
        ("de", "gestern", "yesterday"),
        ("de", "3. März 2026", "2026-03-03"),
        ("de", "last monday", "2026-08-17"),
        ("es-419", "ayer", "yesterday"),
        ("es-ES", "3 de mayo de 2026", "2026-05-03"),
        ("es-ES", "3 May 2026", "2026-05-03"),
    ],
)
async def test_days_are_understood_as_the_reader_writes_them(
    paddock: Paddock, locale: str, typed: str, day: str
) -> None:
    read_in(paddock.member, locale)

    assert await answered(paddock, "totd", date=typed) == await answered(paddock, "totd", date=day)


@pytest.mark.filled
@pytest.mark.parametrize(
    ("locale", "typed"), [("fr", "août 2026"), ("de", "August 2026"), ("es-ES", "agosto de 2026")]
)
async def test_months_are_understood_as_the_reader_writes_them(
    paddock: Paddock, locale: str, typed: str
) -> None:
    read_in(paddock.member, locale)

    written = await answered(paddock, "calendar", month=typed)

    assert written == await answered(paddock, "calendar", month="2026-08")
