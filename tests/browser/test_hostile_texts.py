import pytest
from browser.tab import Tab
from playwright.async_api import expect

from bot.sandbox.launch import Sandbox
from bot.sandbox.world.days import Day
from bot.sandbox.world.world import World

SCRIPTS = (
    "<script>window.hit=1</script>",
    "<img src=x onerror=window.hit=1>",
    '"><svg onload=window.hit=1>',
    "[x](javascript:window.hit=1)",
    "[x](data:text/html,<script>window.hit=1</script>)",
    "&lt;b&gt; &#60;i&#62;",
)


async def unharmed(tab: Tab) -> None:
    assert await tab.page.evaluate("window.hit") is None
    inside = tab.page.locator("#messages")
    await expect(inside.locator("script, iframe, object, embed, form, style")).to_have_count(0)
    await expect(inside.locator("svg:not(.icon)")).to_have_count(0)
    for element in await inside.locator("a").all():
        address = await element.get_attribute("href") or ""
        assert address.startswith(("https://", "http://"))
    for element in await inside.locator("img").all():
        assert (await element.get_attribute("src") or "").startswith("/_sandbox/")


@pytest.mark.parametrize("text", SCRIPTS)
async def test_markup_in_every_part_of_an_embed_is_text(tab: Tab, text: str) -> None:
    await tab.keys("/try-echo ")
    await tab.page.locator('[data-option="text"] input').fill(text)
    await tab.page.locator("#send").click()
    embed = tab.last.locator(".embed")
    for part in (".author", ".title", ".description", ".field-name", ".field-value", ".footer"):
        await expect(embed.locator(part)).to_have_text(text)
    await expect(tab.last.locator(".used")).to_contain_text(text)
    await unharmed(tab)


async def test_markup_in_a_message_is_text(tab: Tab) -> None:
    for text in SCRIPTS:
        await tab.line.fill(text)
        await tab.keys("Enter")
        await expect(tab.last.locator(".content")).to_have_text(text)
    await unharmed(tab)


async def test_names_of_people_and_channels_are_text(tab: Tab, here: Sandbox) -> None:
    state = here.stage.discord.state
    state.default.member.display_name = SCRIPTS[0]
    channel = state.add_channel(state.default.guild, SCRIPTS[1])
    await expect(tab.page.locator("#channels")).to_contain_text(SCRIPTS[1])
    await tab.keys(f"hello <#{channel.id}>", "Enter")
    await expect(tab.last.locator(".name")).to_have_text(SCRIPTS[0])
    await expect(tab.last.locator(".content")).to_have_text(f"hello #{SCRIPTS[1]}")
    await unharmed(tab)


def days(world: World, sign: str) -> list[Day]:
    """Return a few days on which maps with such a name came out."""
    now = world.now()
    every = (world.days.get(number, now) for number in range(world.days.count(now)))
    return [day for day in every if (track := world.track(day.map_uid)) and sign in track.name][:1]


@pytest.mark.parametrize(
    ("sign", "shown"),
    [
        ("<script>", "<script>alert(1)</script>"),
        ("onerror", '"><img src=x onerror=alert(1)>'),
        ("||hidden||", "||hidden|| **bold** _under_ ~~gone~~ `code`"),
        ("[x](", "[x](https://evil.example)"),
        ("@everyone", "@everyone come here <@123> <#456>"),
    ],
)
async def test_maps_with_hostile_names_look_as_they_are_called(
    tab: Tab, here: Sandbox, sign: str, shown: str
) -> None:
    (day,) = days(here.stage.world, sign)
    await tab.use(f"/totd date:{day.date.isoformat()}")
    await expect(tab.last.locator(".embed .title")).to_have_text(shown)
    await expect(tab.last.locator(".title a")).to_have_attribute(
        "href", f"https://trackmania.io/#/totd/leaderboard/{day.group}/{day.map_uid}"
    )
    await unharmed(tab)


async def test_players_with_hostile_names_look_as_they_are_called(tab: Tab) -> None:
    for rank in range(1, 281, 20):
        await tab.use(f"/leaderboard rank:{rank}")
        await expect(tab.last.locator(".footer")).to_contain_text(f"ranks {rank} to")
    written = await tab.page.locator(".description").all_inner_texts()
    names = "\n".join(written).replace("\u200b", "")
    # As much of them as a phone has room for.
    for name in (
        "<script>",
        "**bold**",
        "||spoi",
        "`code`",
        "~~gone~~",
        "[x](htt",
        "https://",
        "back\\sl",
    ):
        assert f" {name}" in names
    await expect(tab.page.locator(".description a, .description .spoiler")).to_have_count(0)
    await unharmed(tab)
