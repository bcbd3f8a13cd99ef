"""A server's announcements begin in its own language, and an admin changes it."""

import pytest

from bot.announcer import announce_wording
from tests.cogs.stewards import RIGHTS, add, subscriptions
from tests.conftest import Paddock
from tests.languages.readers import read_in


@pytest.fixture
def stewards(paddock: Paddock, request: pytest.FixtureRequest) -> Paddock:
    """Return a paddock whose server has a locale, and whose member may manage it."""
    paddock.guild = paddock.env.create_guild(preferred_locale=request.param)
    paddock.channel = paddock.guild.create_text_channel("general")
    role = paddock.guild.create_role("stewards", permissions=RIGHTS)
    paddock.member = paddock.guild.add_member(paddock.env.create_user("bob"), roles=[role])
    return paddock


@pytest.mark.filled
@pytest.mark.parametrize(
    ("stewards", "language"),
    [("en-US", "en"), ("de", "de"), ("es-ES", "es"), ("ko", "en")],
    indirect=["stewards"],
)
async def test_announcements_begin_in_the_servers_language(
    stewards: Paddock, language: str
) -> None:
    read_in(stewards.member, "de")

    await add(stewards)

    (subscription,) = await subscriptions(stewards)
    assert subscription.language == language


@pytest.mark.filled
@pytest.mark.parametrize("stewards", ["de"], indirect=True)
async def test_an_admin_changes_the_language(stewards: Paddock) -> None:
    await add(stewards)

    answer = await stewards.type("announce edit", subscription="totd", language="es")

    (subscription,) = await subscriptions(stewards)
    assert subscription.language == "es"
    # Whoever types it reads English, whatever the server does.
    assert announce_wording.spoken("Español") in answer.content
