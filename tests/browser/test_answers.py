import re

from browser.conftest import OpenTab
from browser.tab import Tab
from playwright.async_api import expect

from bot.sandbox.discord.state.drafts import Draft
from bot.sandbox.launch import Sandbox


async def test_buttons_turn_the_days_in_place(tab: Tab) -> None:
    await tab.use("/totd")
    newest = await tab.last.locator(".embed .title").inner_text()
    await tab.press("◀")
    await expect(tab.last.locator(".embed .title")).not_to_have_text(newest)
    await expect(tab.messages).to_have_count(1)
    await expect(tab.last.get_by_role("button", name="◀")).to_be_focused()
    await tab.press("▶")
    await expect(tab.last.locator(".embed .title")).to_have_text(newest)


async def test_a_button_can_bring_a_new_message(tab: Tab) -> None:
    await tab.use("/totd")
    await tab.press("Leaderboard")
    await expect(tab.messages).to_have_count(2)
    await expect(tab.last.locator(".author")).to_contain_text("Season leaderboard")
    await expect(tab.last.locator(".used")).to_have_text("Player pressed Leaderboard")


async def test_a_menu_is_chosen_from_with_the_mouse(tab: Tab) -> None:
    await tab.use("/try-menu")
    await tab.last.locator(".select").click()
    await expect(tab.last.locator(".menu-item")).to_have_count(3)
    await tab.last.get_by_role("option", name="Green").click()
    await expect(tab.last.locator(".content")).to_have_text("Chosen: Green")
    await expect(tab.last.locator(".select")).to_have_count(0)


async def test_a_menu_is_chosen_from_with_the_keyboard(tab: Tab) -> None:
    await tab.use("/try-menu")
    await tab.last.locator(".select").focus()
    await tab.keys("ArrowDown", "Escape", "Enter", "ArrowDown", "Enter")
    await expect(tab.last.locator(".content")).to_have_text("Chosen: Green")


async def test_a_menu_may_take_several_values(tab: Tab) -> None:
    await tab.use("/try-several")
    await tab.last.locator(".select").click()
    await tab.last.get_by_role("option", name="Red").click()
    await tab.last.get_by_role("option", name="Blue").click()
    await tab.last.get_by_role("button", name="Done").click()
    await expect(tab.last.locator(".content")).to_have_text("Chosen: Red, Blue")


async def test_a_file_can_be_fetched(tab: Tab) -> None:
    await tab.use("/try-file")
    file = tab.last.locator(".file")
    await expect(file).to_contain_text("times.csv")
    await expect(file).to_contain_text("2.34 KB")
    async with tab.page.expect_download() as download:
        await file.click()
    assert (await download.value).suggested_filename == "times.csv"


async def test_what_is_for_one_person_is_marked_and_can_be_put_away(tab: Tab) -> None:
    await tab.use("/help")
    await expect(tab.last).to_contain_text("Only you can see this")
    await tab.press("Dismiss message")
    await expect(tab.messages).to_have_count(0)
    await tab.page.reload()
    await tab.ready()
    await expect(tab.messages).to_have_count(0)


async def test_what_is_put_away_stays_away_when_it_changes(tab: Tab, here: Sandbox) -> None:
    await tab.use("/help")
    await expect(tab.last).to_contain_text("Only you can see this")
    state = here.stage.discord.state
    (shown,) = state.messages.all_in(state.default.general)
    held = await tab.hold("**/_sandbox/dismiss")
    await tab.press("Dismiss message")
    state.messages.edit(shown, Draft(content="later", given=frozenset({"content"})))
    state.say(state.default.admin, state.default.general, "hello")
    await expect(tab.last.locator(".content")).to_have_text("hello")
    await expect(tab.messages).to_have_count(1)
    await tab.be("admin")
    await tab.be("member")
    await expect(tab.messages).to_have_count(1)
    await held[0].continue_()


async def test_a_mentioned_command_fills_the_line(tab: Tab) -> None:
    await tab.use("/help")
    await tab.last.get_by_role("button", name="/leaderboard").click()
    await expect(tab.page.locator(".command-chip")).to_have_text("/leaderboard")
    await expect(tab.line).to_be_focused()


async def test_a_mentioned_command_may_be_somebody_elses(tab: Tab) -> None:
    await tab.use("/try-echo text:</try-rights:1>")
    await tab.last.locator(".description").get_by_role("button", name="/try-rights").click()
    await expect(tab.problem).to_have_text("/try-rights is not available to you here.")
    await tab.be("admin")
    await tab.last.locator(".description").get_by_role("button", name="/try-rights").click()
    await expect(tab.page.locator(".command-chip")).to_have_text("/try-rights")
    await expect(tab.problem).to_be_hidden()


async def test_silence_is_told(tab: Tab) -> None:
    await tab.use("/try-silence")
    await expect(tab.last).to_contain_text("Sending command")
    await expect(tab.last).to_contain_text("The application did not respond")
    await tab.press("Dismiss message")
    await expect(tab.messages).to_have_count(0)


async def test_a_promised_answer_is_shown_as_thinking(tab: Tab, here: Sandbox) -> None:
    here.stage.nadeo.failures.script(path="leaderboard", delay=1.5, status=500, times=1)
    await tab.use("/leaderboard rank:21")
    await expect(tab.last).to_contain_text("Pitwall is thinking")
    await expect(tab.last.locator(".author")).to_contain_text("Season leaderboard")


async def test_moments_are_in_the_readers_zone(open_tab: OpenTab) -> None:
    for zone, clock in (("America/New_York", "13:00"), ("Asia/Tokyo", "02:00")):
        tab = await open_tab(timezone_id=zone)
        if zone == "America/New_York":
            await tab.use("/try-echo text:<t:1787504400:t> <t:1787504400:R>")
        await expect(tab.last.locator(".description .moment").first).to_have_text(clock)


async def test_relative_moments_count_alive(tab: Tab, here: Sandbox) -> None:
    soon = int(here.stage.world.now()) + 40
    await tab.use(f"/try-echo text:<t:{soon}:R>")
    moment = tab.last.locator(".description .moment")
    await expect(moment).to_have_text(re.compile(r"in \d+ seconds"))
    first = await moment.inner_text()
    await expect(moment).not_to_have_text(first)
