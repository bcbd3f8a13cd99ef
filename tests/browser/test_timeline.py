import discord
from browser.tab import Tab
from playwright.async_api import Locator, expect

from bot.sandbox.launch import Sandbox

AT_THE_END = """() => {
  const { scrollHeight, scrollTop, clientHeight } = document.getElementById("timeline");
  return scrollHeight - scrollTop - clientHeight < 2;
}"""
AT_REST_ABOVE = """() => {
  const { scrollHeight, scrollTop, clientHeight } = document.getElementById("timeline");
  const rests = scrollTop === window.scrolledTo;
  window.scrolledTo = scrollTop;
  return rests && scrollHeight - scrollTop - clientHeight > 500;
}"""
KEPT = 200


def newer(tab: Tab) -> Locator:
    return tab.page.get_by_role("button", name="New messages")


def fill(here: Sandbox, count: int, text: str = "message") -> None:
    """Let the admin write a lot in #general."""
    state = here.stage.discord.state
    for number in range(count):
        state.say(state.default.admin, state.default.general, f"{text} {number}")


async def scrolled_up(tab: Tab, here: Sandbox) -> None:
    """Look at the beginning of a long channel."""
    fill(here, 60)
    await expect(tab.messages).to_have_count(60)
    await tab.page.locator("#timeline").hover()
    await tab.page.mouse.wheel(0, -100_000)
    await expect(tab.messages.first).to_be_in_viewport()


async def test_ones_own_command_is_followed_to_its_answer(tab: Tab, here: Sandbox) -> None:
    await scrolled_up(tab, here)
    await tab.use("/totd")
    await expect(tab.last.locator(".embed .image")).to_be_in_viewport()
    await tab.page.wait_for_function(AT_THE_END)
    await expect(newer(tab)).to_be_hidden()


async def test_ones_own_message_is_followed(tab: Tab, here: Sandbox) -> None:
    await scrolled_up(tab, here)
    await tab.line.fill("hello")
    await tab.keys("Enter")
    await expect(tab.last.locator(".content")).to_have_text("hello")
    await tab.page.wait_for_function(AT_THE_END)


async def test_what_others_write_is_told_of_and_jumped_to(tab: Tab, here: Sandbox) -> None:
    await scrolled_up(tab, here)
    await expect(newer(tab)).to_be_hidden()
    target = here.bot.get_partial_messageable(here.stage.discord.state.default.general.id)
    await target.send(embed=discord.Embed(title="News"))
    await expect(newer(tab)).to_be_visible()
    await expect(tab.messages.first).to_be_in_viewport()
    await newer(tab).click()
    await expect(tab.last.locator(".title")).to_be_in_viewport()
    await expect(newer(tab)).to_be_hidden()
    await expect(tab.page.locator("#timeline")).to_be_focused()


async def test_the_bar_goes_when_one_scrolls_down(tab: Tab, here: Sandbox) -> None:
    await scrolled_up(tab, here)
    fill(here, 1)
    await expect(newer(tab)).to_be_visible()
    await tab.page.mouse.wheel(0, 100_000)
    await expect(newer(tab)).to_be_hidden()


async def test_a_channel_keeps_its_latest_messages(tab: Tab, here: Sandbox) -> None:
    fill(here, KEPT + 50)
    await expect(tab.last.locator(".content")).to_have_text(f"message {KEPT + 49}")
    await expect(tab.messages).to_have_count(KEPT)
    await expect(tab.messages.first.locator(".content")).to_have_text("message 50")
    oldest = here.stage.discord.state.messages.all_in(here.stage.discord.state.default.general)[0]
    here.stage.discord.state.messages.delete(oldest)
    fill(here, 1, "later")
    await expect(tab.last.locator(".content")).to_have_text("later 0")
    await expect(tab.messages).to_have_count(KEPT)


async def test_dropping_the_oldest_moves_nothing_that_is_read(tab: Tab, here: Sandbox) -> None:
    fill(here, KEPT)
    await expect(tab.messages).to_have_count(KEPT)
    await tab.page.locator("#timeline").hover()
    await tab.page.mouse.wheel(0, -1000)
    read = tab.page.get_by_text("message 150", exact=True)
    await expect(newer(tab)).to_be_hidden()
    await tab.page.wait_for_function(AT_REST_ABOVE, polling="raf")
    before = await read.bounding_box()
    fill(here, 30, "later")
    await expect(tab.last.locator(".content")).to_have_text("later 29")
    after = await read.bounding_box()
    assert before is not None
    assert after is not None
    assert abs(before["y"] - after["y"]) < 2
