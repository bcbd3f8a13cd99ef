import re
from datetime import timedelta

import aiohttp
from browser.conftest import OpenTab
from browser.tab import Tab
from playwright.async_api import Locator, expect
from support import until

from bot.sandbox.discord.state.permissions import Permission
from bot.sandbox.launch import Sandbox


async def test_the_next_track_comes_at_a_press(tab: Tab, here: Sandbox) -> None:
    await tab.use("/totd")
    old = await tab.last.locator(".embed .title").inner_text()
    before = here.stage.world.now()
    button, clock = tab.page.locator("#next-totd"), tab.page.locator(".paris")
    await expect(button).to_have_text("Next TOTD now · reminder first")
    await button.click()
    await expect(clock).to_contain_text("18:50 in Paris")
    await expect(tab.page.locator(".until")).to_have_text("otherwise in 10 min")
    await expect(button).to_have_text("Next TOTD now")
    await button.click()
    await expect(clock).to_contain_text("19:00 in Paris")
    assert here.stage.world.now() > before
    await tab.use("/totd")
    await expect(tab.messages).to_have_count(2)
    await expect(tab.last.locator(".embed .title")).not_to_have_text(old)


async def test_a_jump_of_the_clock_is_seen_without_a_press(tab: Tab, here: Sandbox) -> None:
    await expect(tab.page.locator(".until")).to_contain_text("otherwise in")
    here.stage.clock.forward(timedelta(days=400))
    year = str(here.stage.clock.now().year)
    await expect(tab.page.locator(".date")).to_contain_text(year)


async def test_review_queues_are_set_and_left_to_drift(tab: Tab, here: Sandbox) -> None:
    queue = here.stage.world.queue
    slider = tab.page.get_by_label("Track of the Day: maps ahead")
    await slider.focus()
    await tab.keys("ArrowRight")
    number = tab.page.locator(".queue-number").first
    await expect(tab.page.get_by_role("button", name="let it drift")).to_have_count(1)
    await expect(number).to_contain_text(f"{queue['totd']} map")
    assert queue.is_set("totd")
    assert not queue.is_set("weekly-shorts")
    await tab.page.get_by_role("button", name="let it drift").click()
    await expect(tab.page.get_by_role("button", name="let it drift")).to_have_count(0)
    assert not queue.is_set("totd")


async def test_what_a_queues_move_brings_stands_below_it(tab: Tab) -> None:
    outlooks = tab.page.locator(".outlook")
    nobody = "No post: nobody here is subscribed to this queue."
    await expect(outlooks).to_have_text([nobody, nobody])
    await tab.be("admin")
    await tab.use("/announce add feed:review-totd channel:#totd")
    await expect(outlooks.first).to_have_text(
        re.compile("No post: (the first measurement|it is still)")
    )
    await expect(outlooks.last).to_have_text(nobody)


async def choose(modes: Locator, name: str) -> None:
    """Choose a mode; `check` would not bear a word of the world that was already on its way."""
    await modes.get_by_label(name).click()
    await expect(modes.get_by_label(name)).to_be_checked()


async def test_nadeos_failure_is_explained(tab: Tab, here: Sandbox) -> None:
    modes = tab.page.get_by_role("radiogroup", name="Nadeo")
    await choose(modes, "Down")
    await tab.use("/totd date:2021-05-05")
    await expect(tab.last).to_contain_text("Nadeo's servers do not answer right now")
    await expect(tab.page.locator(".log .status.of-5").first).to_have_text("503")
    await choose(modes, "Fine")
    await expect(modes.get_by_label("Fine")).to_be_checked()
    assert here.stage.nadeo.failures.mode == "fine"
    await tab.use("/totd date:2021-05-05")
    await expect(tab.last.locator(".author")).to_contain_text("5 May 2021")


async def test_the_log_shows_what_was_asked(tab: Tab) -> None:
    await tab.use("/totd date:2022-02-02")
    paths = tab.page.locator(".log .path")
    await expect(paths.first).to_contain_text("/api/")
    listed = await paths.all_inner_texts()
    assert any("/api/token/campaign/month" in path for path in listed)
    await expect(tab.page.locator(".budget")).to_contain_text("of 200 in 10 s")


async def test_long_paths_show_both_ends_and_stay_in_place(tab: Tab, here: Sandbox) -> None:
    await tab.use("/totd date:2022-02-02")
    first = await tab.page.locator(".log li").first.element_handle()
    ends = f"{'x' * 300}/the-telling-end?offset=1"
    async with aiohttp.ClientSession() as http, http.get(f"{here.stage.nadeo.live_url}/{ends}"):
        pass
    path = tab.page.locator(".log .path[title*=xxx]").first
    await expect(path).to_have_text(re.compile(r"^/x+…x+/the-telling-end\?offset=1$"))
    await expect(path).to_have_attribute("title", re.compile("x{300}"))
    assert await path.evaluate("(element) => element.scrollHeight <= element.clientHeight + 1")
    assert await first.evaluate("(element) => element.isConnected")


async def test_a_drawer_holds_the_focus_and_gives_it_back(open_tab: OpenTab) -> None:
    tab = await open_tab(400, 800)
    for opener, drawer in (("#open-sidebar", "#sidebar"), ("#open-panel", "#panel")):
        await tab.page.locator(opener).focus()
        await tab.keys("Enter")
        inside = f"document.querySelector('{drawer}').contains(document.activeElement)"
        await tab.page.wait_for_function(inside)
        for _ in range(30):
            await tab.keys("Tab")
            assert await tab.page.evaluate(f"{inside} || document.activeElement === document.body")
        await tab.keys("Escape")
        await expect(tab.page.locator(opener)).to_be_focused()
        await tab.line.fill("can be reached again")


async def test_a_drawer_ends_where_there_is_room(open_tab: OpenTab) -> None:
    tab = await open_tab(400, 800)
    await tab.page.locator("#open-sidebar").click()
    await tab.page.set_viewport_size({"width": 1200, "height": 800})
    await expect(tab.page.locator("#shade")).to_be_hidden()
    await tab.line.fill("can be reached")


async def test_the_meaning_of_a_mode_is_there_to_read(open_tab: OpenTab) -> None:
    tab = await open_tab(400, 800)
    await tab.page.locator("#open-panel").click()
    await expect(tab.page.get_by_text("answers after a minute")).to_be_visible()


async def test_the_panel_is_a_drawer_where_there_is_no_room(open_tab: OpenTab) -> None:
    tab = await open_tab(400, 800)
    panel = tab.page.locator("#panel")
    await expect(panel).to_be_hidden()
    await tab.page.get_by_role("button", name="The world").click()
    await expect(panel).to_be_visible()
    await tab.keys("Escape")
    await expect(panel).to_be_hidden()


async def test_a_right_is_taken_away_and_given_back(tab: Tab, here: Sandbox) -> None:
    state = here.stage.discord.state

    def may_send() -> bool:
        return Permission.SEND_MESSAGES in state.rights_in(state.default.general, state.bot)

    send = tab.page.get_by_label("Send Messages")
    await expect(tab.page.get_by_role("heading", name="Pitwall in #general")).to_be_visible()
    await send.click()
    await expect(send).not_to_be_checked()
    # The browser ticks a box before anybody was asked.
    await until(lambda: not may_send())
    await tab.page.locator("#channels").get_by_role("button", name="totd").click()
    await expect(tab.page.get_by_role("heading", name="Pitwall in #totd")).to_be_visible()
    await expect(send).to_be_checked()
    await tab.page.locator("#channels").get_by_role("button", name="Off the track").click()
    await expect(tab.page.get_by_role("heading", name="Pitwall in #general")).to_be_visible()
    await expect(send).not_to_be_checked()
    await send.click()
    await expect(send).to_be_checked()
    await until(may_send)


async def test_a_channel_and_the_role_go_and_come_again(tab: Tab) -> None:
    panel, channels = tab.page.locator("#panel"), tab.page.locator("#channels")
    await channels.get_by_role("button", name="totd").click()
    await panel.get_by_role("button", name="Delete #totd").click()
    await expect(tab.page.locator("#channel-name")).to_have_text("general")
    await expect(channels.get_by_role("button", name="totd")).to_have_count(0)
    await panel.get_by_role("button", name="Make #totd again").click()
    await expect(channels.get_by_role("button", name="totd")).to_have_count(1)
    await panel.get_by_role("button", name="Delete @TOTD hunters").click()
    await panel.get_by_role("button", name="Make @TOTD hunters again").click()
    await expect(panel.get_by_role("button", name="Delete @TOTD hunters")).to_be_visible()


async def test_direct_messages_have_no_rights_to_take_away(tab: Tab) -> None:
    await tab.page.locator("#channels").get_by_role("button", name="Pitwall").click()
    await expect(tab.page.get_by_role("heading", name="Pitwall's server")).to_be_visible()
    await expect(tab.page.locator(".rights")).to_be_hidden()
