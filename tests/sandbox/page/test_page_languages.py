import pytest
from support import until

from bot.languages import languages
from tests.sandbox.page.conftest import Visitor


async def test_the_bots_languages_can_be_chosen_and_no_other(visitor: Visitor) -> None:
    offered = {one["locale"]: one["name"] for one in (await visitor.state())["languages"]}
    assert len(offered) == len(languages())
    assert {"en-US": "English", "de": "Deutsch", "es-ES": "Español"}.items() <= offered.items()
    for path in ("locale", "world/locale"):
        refused = await visitor.act(path, 400, locale="xx")
        assert refused["error"].startswith("locale must be one of en-US, ")


async def test_a_person_is_answered_in_their_language(visitor: Visitor) -> None:
    assert "Track of the Day" in str(await visitor.answered("totd"))
    mark = (await visitor.state())["mark"]
    async with visitor.events(mark) as events:
        await visitor.act("locale", locale="de")
        await events.next("locale_update")
    assert visitor.member.locale == "de"
    (me,) = [one for one in (await visitor.state())["users"] if one["id"] == str(visitor.member.id)]
    assert me["locale"] == "de"
    assert "Strecke des Tages" in str(await visitor.answered("totd"))


async def test_commands_are_described_in_every_language(visitor: Visitor) -> None:
    where = {"user": str(visitor.member.id), "channel": str(visitor.general.id)}
    offered = {one["name"]: one for one in await visitor.get("commands", **where)}
    described = offered["totd"]["description_localizations"]
    assert {"de", "es-ES", "es-419"} <= described.keys()
    assert not {"en-US", "en-GB", "it"} & described.keys()


@pytest.mark.parametrize("how", ["world/locale", "world/reset"])
async def test_the_bot_is_told_of_the_servers_language(visitor: Visitor, how: str) -> None:
    guild = visitor.here.stage.discord.state.default.guild
    known = visitor.here.bot.get_guild(guild.id)
    assert known is not None
    rooms = len(known.channels)
    world = await visitor.post("world/locale", locale="es-ES")
    assert world["server"]["locale"] == "es-ES"
    await until(lambda: str(known.preferred_locale) == "es-ES")
    assert len(known.channels) == rooms
    world = await visitor.post(how, locale="en-US")
    assert world["server"]["locale"] == "en-US"
    await until(lambda: str(known.preferred_locale) == "en-US")
