import re
from datetime import timedelta

from browser.conftest import OpenTab
from browser.tab import Tab
from playwright.async_api import expect

from bot.players.records import LATE_ROUNDS
from bot.players.watching import TRACK_RHYTHM
from bot.sandbox.launch import Sandbox

DROVE = re.compile(r"(.+) drove (\d:\d\d\.\d{3}) on .+")


async def driven(tab: Tab, label: str, name: str) -> str:
    """Press a button and return the time that it says this player drove."""
    sentence = tab.page.locator(".driven")
    old = await sentence.inner_text()
    await tab.page.get_by_role("button", name=label, exact=True).click()
    await expect(sentence).to_have_text(DROVE)
    await expect(sentence).not_to_have_text(old)
    told = DROVE.match(await sentence.inner_text())
    assert told
    assert told[1] == name
    return told[2]


async def test_a_linked_player_drives_and_the_ladder_shows_it(tab: Tab, here: Sandbox) -> None:
    await tab.use("/link player:SandboxDriver")
    await expect(tab.last).to_contain_text("You are linked with SandboxDriver")
    for label in ("Drive a record", "Drive a record", "…the world record"):
        time = await driven(tab, label, "SandboxDriver")
        # For twice its rhythm what the watch read last is as good as an answer.
        here.stage.clock.forward(timedelta(seconds=LATE_ROUNDS * TRACK_RHYTHM + 1))
        await tab.use("/server leaderboard")
        await expect(tab.last).to_contain_text("SandboxDriver")
        await expect(tab.last).to_contain_text(time)
    await tab.use("/leaderboard")
    await expect(tab.last).to_contain_text(time)


async def test_another_player_is_chosen_to_drive(tab: Tab) -> None:
    drivers = tab.page.get_by_label("Who drives")
    await expect(drivers.locator("option")).to_have_count(5)
    await expect(drivers.locator("option").first).to_have_text("SandboxDriver")
    name = await drivers.locator("option").nth(2).inner_text()
    await drivers.select_option(name)
    first = await driven(tab, "Drive a record", name)
    await expect(drivers.locator("option:checked")).to_have_text(name)
    await tab.be("admin")
    await tab.use(f"/link player:{name}")
    await expect(tab.last).to_contain_text(f"You are linked with {name}")
    await tab.use("/server leaderboard")
    await expect(tab.last).to_contain_text(first)


async def test_a_drive_is_at_hand_on_a_phone(open_tab: OpenTab) -> None:
    tab = await open_tab(400, 800)
    await tab.page.get_by_role("button", name="The world").click()
    await driven(tab, "Drive a record", "SandboxDriver")
    panel = tab.page.locator("#panel")
    assert await panel.evaluate("(element) => element.scrollWidth <= element.clientWidth")
