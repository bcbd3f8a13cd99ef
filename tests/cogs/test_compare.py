"""`/compare`: two players side by side."""

from tests.conftest import Paddock


async def test_a_season(paddock: Paddock) -> None:
    await paddock.type("link", player="SandboxDriver")
    paddock.upstream()
    answer = await paddock.type("compare", **{"with": "Mikey_______"})
    print(answer.content, answer.embeds and answer.embed.to_dict())
    print(paddock.upstream())


async def test_a_week(paddock: Paddock) -> None:
    await paddock.type("link", player="SandboxDriver")
    paddock.upstream()
    answer = await paddock.type("compare", **{"with": "Mikey_______", "campaign": "Week 88"})
    print(answer.content, answer.embeds and answer.embed.to_dict())
    print(paddock.upstream())


async def test_player(paddock: Paddock) -> None:
    await paddock.type("link", player="SandboxDriver")
    paddock.upstream()
    answer = await paddock.type("player")
    print(answer.content, answer.embeds and answer.embed.to_dict())
    print(paddock.upstream())
    answer = await paddock.type("player", name="Mikey_______")
    print(answer.content, answer.embeds and answer.embed.to_dict())
    print(paddock.upstream())
