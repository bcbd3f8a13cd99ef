import contextlib

import discord
from aiohttp import web
from browser.conftest import OpenTab, connected
from browser.tab import Tab
from playwright.async_api import Browser, expect
from support import SNAPSHOT

from bot.sandbox.launch import Sandbox, sandbox


async def test_another_person_sees_other_things(tab: Tab) -> None:
    await tab.use("/help")
    await expect(tab.last).to_contain_text("Only you can see this")
    await tab.be("admin")
    await expect(tab.messages).to_have_count(0)
    await tab.be("member")
    await expect(tab.messages).to_have_count(1)


async def test_rights_can_be_tried(tab: Tab) -> None:
    await tab.keys("/try-ri")
    await expect(tab.page.locator(".suggestions-empty")).to_be_visible()
    await tab.line.fill("")
    await tab.be("admin")
    await tab.use("/try-rights")
    await expect(tab.last.locator(".content")).to_have_text("You may")


async def test_buttons_of_somebody_else_are_refused_in_words(tab: Tab) -> None:
    await tab.use("/totd")
    await expect(tab.last.get_by_role("button", name="Leaderboard")).to_be_visible()
    await tab.be("operator")
    await tab.press("Leaderboard")
    await expect(tab.last).to_contain_text("These buttons belong to whoever typed the command.")
    await expect(tab.last).to_contain_text("Only you can see this")


async def test_the_last_choice_holds_when_answers_come_late(tab: Tab) -> None:
    admin = tab.page.locator('.face[data-part="admin"]')
    held = await tab.hold("**/_sandbox/state?*", times=1)
    async with tab.page.expect_request("**/_sandbox/state?*"):
        await admin.click()
    await tab.be("operator")
    streams: list[str] = []
    tab.page.on("request", lambda request: streams.append(request.url))
    await held[0].continue_()
    await tab.line.fill("still the operator")
    await tab.line.press("Enter")
    await expect(tab.last.locator(".name")).to_have_text("Operator")
    await expect(tab.page.locator('.face[data-part="operator"]')).to_be_checked()
    admins = f"events?user={await admin.get_attribute('data-id')}&"
    assert not [url for url in streams if admins in url]


async def test_arrows_choose_who_one_is(tab: Tab) -> None:
    faces = tab.page.get_by_role("radiogroup", name="You are").get_by_role("radio")
    await expect(faces).to_have_count(3)
    await tab.page.locator('.face[tabindex="0"]').focus()
    await tab.keys("ArrowDown")
    await expect(faces.nth(1)).to_be_checked()
    await expect(faces.nth(1)).to_be_focused()
    await tab.keys("ArrowUp", "ArrowUp")
    await expect(faces.nth(2)).to_be_checked()
    await expect(faces.nth(2)).to_be_focused()
    await expect(tab.page.locator('.face[tabindex="0"]')).to_have_count(1)


async def test_a_tab_stays_the_person_it_was(tab: Tab) -> None:
    await tab.be("operator")
    await tab.page.reload()
    await expect(tab.page.locator('.face[data-part="operator"]')).to_be_checked()


async def announce(here: Sandbox, text: str, name: str) -> None:
    channel = getattr(here.stage.discord.state.default, name)
    target = here.bot.get_partial_messageable(channel.id)
    await target.send(embed=discord.Embed(title=text, colour=0x00A45A))


async def test_a_subscribed_channel_hears_of_the_next_track(tab: Tab) -> None:
    await tab.be("admin")
    await tab.use("/announce add feed:totd channel:#totd")
    await expect(tab.last).to_contain_text("From now on I announce Track of the Day in #totd")
    await tab.next_totd()
    unread = tab.page.locator(".channel.unread")
    await expect(unread).to_have_text("totd")
    await unread.click()
    await expect(tab.last.locator(".author")).to_contain_text("Track of the Day · 23 August")


async def test_the_operators_commands_are_the_operators(tab: Tab) -> None:
    await tab.keys("/operator")
    await expect(tab.page.locator(".suggestions-empty")).to_be_visible()
    await tab.line.fill("")
    await tab.be("operator")
    await tab.use("/operator servers")
    await expect(tab.last).to_contain_text("Only you can see this")


async def test_messages_arrive_live(open_tab: OpenTab, here: Sandbox) -> None:
    one, other = await open_tab(), await open_tab(400, 800)
    await announce(here, "A new Track of the Day", "general")
    for tab in (one, other):
        await expect(tab.last.locator(".title")).to_have_text("A new Track of the Day")
    await announce(here, "Elsewhere", "totd")
    unread = one.page.locator(".channel.unread")
    await expect(unread).to_have_text("totd")
    await unread.click()
    await expect(one.last.locator(".title")).to_have_text("Elsewhere")
    await expect(unread).to_have_count(0)


async def test_people_can_talk(open_tab: OpenTab) -> None:
    one, other = await open_tab(), await open_tab()
    await other.be("admin")
    await one.keys("hello **there**", "Enter")
    await expect(other.last.locator(".content strong")).to_have_text("there")
    await expect(other.last.locator(".name")).to_have_text("Player")


async def test_the_bot_answers_in_direct_messages(tab: Tab) -> None:
    await tab.page.get_by_role("button", name="Pitwall", exact=True).click()
    await tab.use("/totd")
    await expect(tab.last.locator(".embed .image")).to_be_visible()
    await tab.be("admin")
    await expect(tab.messages).to_have_count(0)


async def look_away(tab: Tab, *, hidden: bool) -> None:
    """Tell a tab that nobody looks at it, as a browser does that shows another one."""
    await tab.page.evaluate(
        """(hidden) => {
          Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
          document.dispatchEvent(new Event("visibilitychange"));
        }""",
        hidden,
    )


async def test_many_tabs_can_be_open(tab: Tab, here: Sandbox) -> None:
    tabs = [tab]
    # A browser opens six connections to one place.
    for _ in range(7):
        await look_away(tabs[-1], hidden=True)
        page = await tab.page.context.new_page()
        await page.goto(here.address)
        tabs.append(Tab(page))
        await tabs[-1].ready()
    await announce(here, "Meanwhile", "general")
    await expect(tabs[-1].last.locator(".title")).to_have_text("Meanwhile")
    await expect(tab.messages).to_have_count(0)
    before = await tab.page.evaluate("performance.timeOrigin")
    await look_away(tab, hidden=False)
    await expect(tab.last.locator(".title")).to_have_text("Meanwhile")
    await expect(tab.messages).to_have_count(1)
    assert await tab.page.evaluate("performance.timeOrigin") == before


async def test_nothing_is_missed_when_the_connection_breaks(tab: Tab, here: Sandbox) -> None:
    runner = here.stage.discord._runner
    assert isinstance(runner, web.AppRunner)
    assert runner.server is not None
    before = await tab.page.evaluate("performance.timeOrigin")
    for connection in list(runner.server.connections):
        request = connection._current_request
        if request is not None and request.path == "/_sandbox/events":
            connection.transport.abort()
    await announce(here, "Meanwhile", "general")
    await expect(tab.last.locator(".title")).to_have_text("Meanwhile")
    assert await tab.page.evaluate("performance.timeOrigin") == before


async def test_a_new_sandbox_takes_the_old_ones_place(browser: Browser) -> None:
    async with contextlib.AsyncExitStack() as stack:
        first = await stack.enter_async_context(sandbox(start=SNAPSHOT))
        port = int(first.stage.discord.address.rpartition(":")[2])
        page = await (await browser.new_context()).new_page()
        await page.goto(first.address)
        tab = Tab(page)
        await connected(first)
        await tab.line.focus()
        await tab.keys("hello", "Enter")
        await expect(tab.messages).to_have_count(1)
        await stack.aclose()
        await expect(page.locator("#connection")).to_be_visible()
        second = await stack.enter_async_context(sandbox(port, start=SNAPSHOT))
        await expect(page.locator("#connection")).to_be_hidden()
        await expect(tab.messages).to_have_count(0)
        await announce(second, "Back again", "general")
        await expect(tab.last.locator(".title")).to_have_text("Back again")
        await page.context.close()
