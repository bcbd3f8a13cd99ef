"""The bot read in other languages than English: how it is chosen, and that everything fits."""

import re
from pathlib import Path

import pytest
from browser.conftest import OpenTab
from browser.tab import Tab
from playwright.async_api import expect

from bot.languages import languages, own_name, translated, writing_in
from bot.sandbox.launch import Sandbox

HERE = Path(__file__).parent
CLIPPED = (HERE / "clipped.js").read_text(encoding="utf-8")
WRAPPED = (HERE / "wrapped.js").read_text(encoding="utf-8")
BROKEN = (HERE / "broken.js").read_text(encoding="utf-8")
MAIN = (
    "/totd",
    "/calendar",
    "/campaign",
    "/weekly shorts",
    "/weekly grand",
    "/royal",
    "/map query:today",
    "/random",
    "/on-this-day",
    "/leaderboard",
    "/place time:45.678",
    "/ranking",
    "/link player:SandboxDriver",
    "/leaderboard rank:41",
    "/record",
    "/player",
    "/server leaderboard",
    "/server ranking",
    "/server players",
    "/review wait",
    "/review join",
    "/review history",
    "/club info club:9",
    "/club campaigns club:9",
    "/club rooms club:9",
    "/announce set-up",
    "/announce add feed:totd channel:#totd",
    "/announce list",
    "/next",
    "/status",
    "/help",
    "/about",
)
ROWS_AT_LEAST = 150


async def test_the_bots_languages_can_be_chosen(tab: Tab) -> None:
    offered = tab.page.get_by_label("You read").locator("option")
    await expect(offered).to_have_text([own_name(language) for language in languages()])


async def test_commands_are_described_in_the_readers_language(tab: Tab) -> None:
    with writing_in("de"):
        described = translated("Show the Track of the Day, or that of another day.")
    await tab.read("Deutsch")
    await tab.line.fill("/totd")
    await expect(tab.offers.first).to_contain_text(described)
    await tab.line.fill("/leaderboard ")
    await expect(tab.offers.filter(has_text="board")).not_to_contain_text("season or all-time")
    await tab.keys("bo", "Tab")
    await expect(tab.offers.first).to_have_text("Saison")
    await tab.keys("ArrowDown", "Enter", "Enter")
    await expect(tab.last.locator(".author")).to_contain_text("Bestenliste")


async def test_moments_are_written_in_the_readers_language(tab: Tab, here: Sandbox) -> None:
    await tab.use(f"/try-echo text:<t:1787504400:D> <t:{int(here.stage.world.now()) + 7_200}:R>")
    moments = tab.last.locator(".description .moment")
    await expect(moments.first).to_have_text("23 August 2026")
    await tab.read("Français")
    await expect(moments).to_have_text(["23 août 2026", "dans 2 heures"])
    await tab.read("Español")
    await expect(moments).to_have_text(["23 de agosto de 2026", "dentro de 2 horas"])


async def test_each_person_reads_their_own_language(tab: Tab) -> None:
    await tab.read("Français")
    await tab.be("admin")
    language = tab.page.get_by_label("You read")
    await expect(language).to_have_value("en-US")
    await tab.be("member")
    await expect(language).to_have_value("fr")


async def test_announcements_are_in_the_servers_language(tab: Tab) -> None:
    await tab.be("admin")
    await tab.page.get_by_label("The server prefers").select_option("Deutsch")
    await tab.use("/announce add feed:totd channel:#totd")
    await expect(tab.last).to_contain_text("#totd")
    await tab.next_totd()
    await tab.page.locator(".channel", has_text=re.compile("^totd$")).click()
    await expect(tab.last.locator(".author")).to_contain_text("Strecke des Tages")


@pytest.mark.parametrize("language", ["English", "Français"])
@pytest.mark.parametrize("width", [394, 584])
async def test_everything_fits(open_tab: OpenTab, here: Sandbox, width: int, language: str) -> None:
    tab = await open_tab(width, 800)
    await tab.be("operator")
    await tab.read(language)
    for number, command in enumerate(MAIN, 1):
        await tab.use(command)
        await expect(tab.messages).to_have_count(number)
        await expect(tab.last.locator(".thinking")).to_have_count(0)
        assert await tab.page.evaluate(CLIPPED) == [], command
        assert await tab.last.evaluate(BROKEN) == [], command

    state = here.stage.discord.state
    answers = state.messages.all_in(state.default.general)
    found = await tab.page.evaluate(WRAPPED, [one for said in answers for one in said.embeds])
    assert found["wrapped"] == []
    assert found["count"] > ROWS_AT_LEAST
