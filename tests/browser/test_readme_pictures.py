"""The README's pictures of what takes time: languages, announcements, waiting times."""

import math
from pathlib import Path
from random import Random

import pytest
from browser.conftest import OpenTab
from browser.tab import Tab
from browser.test_pictures import picture
from playwright.async_api import expect

from bot.pictures import studio
from bot.review.rows import keep_sample
from bot.sandbox.launch import Sandbox

HOURS = 24
HOUR = 3600
MEASURED_EVERY = 60
LONGEST_WAIT = {"totd": 5_400, "weekly-shorts": 2_700}


async def drawn(tab: Tab) -> None:
    """Wait until the pictures of all cards are there."""
    await tab.page.wait_for_function("[...document.images].every((one) => one.complete)")


async def look_at(tab: Tab, channel: str) -> None:
    """Look at a channel."""
    await tab.page.locator(".channel").get_by_text(channel, exact=True).click()


async def test_picture_in_french(open_tab: OpenTab, pictures: Path) -> None:
    tab = await open_tab(1200, 800)
    await tab.read("Français")
    await tab.use("/totd")
    await expect(tab.last.locator(".embed .author")).to_contain_text("août")
    await drawn(tab)
    await picture(tab, pictures, "totd-french")


async def test_pictures_of_an_announcement_and_of_a_closed_card(
    open_tab: OpenTab, pictures: Path
) -> None:
    tab = await open_tab(1200, 1040)
    await tab.be("admin")
    await tab.next_totd()
    await tab.use("/announce add feed:totd channel:#totd role:@TOTD hunters thread:True live:True")
    await expect(tab.last).to_contain_text("I announce")
    await look_at(tab, "totd")
    await tab.next_totd()
    await expect(tab.messages).to_have_count(1)
    thread = tab.last.locator(".thread-line")
    await expect(thread).to_be_visible()
    await drawn(tab)
    await picture(tab, pictures, "announcement")

    await tab.next_totd()
    await expect(tab.messages).to_have_count(2)
    closed = tab.messages.first
    await expect(closed).to_contain_text("Final top 5")
    await drawn(tab)
    await tab.page.locator("#timeline").evaluate("(frame) => frame.scrollTo(0, 0)")
    await picture(tab, pictures, "closed")


async def test_picture_of_a_months_sheet(
    open_tab: OpenTab, pictures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(studio, "DRAWING_PATIENCE", 60.0)
    tab = await open_tab(1200, 1000)
    await tab.use("/calendar")
    await tab.press("Chart")
    await expect(tab.messages).to_have_count(2)
    await expect(tab.last.locator(".embed .image")).to_be_visible(timeout=60_000)
    await drawn(tab)
    await picture(tab, pictures, "calendar-chart")


async def test_picture_of_waiting_times(open_tab: OpenTab, here: Sandbox, pictures: Path) -> None:
    now, random = here.stage.world.now(), Random(7)  # noqa: S311 # waiting times, no secrets
    for review_type, longest in LONGEST_WAIT.items():
        for age in range(0, HOURS * HOUR, 10 * MEASURED_EVERY):
            of_day = 0.55 + 0.4 * math.sin((now - age) / (24 * HOUR) * 2 * math.pi)
            seconds = int(longest * of_day + random.randint(0, 240))
            await keep_sample(here.bot.store, review_type, now - age - MEASURED_EVERY, seconds)
    tab = await open_tab(1200, 800)
    await tab.use("/review history")
    await expect(tab.last.locator(".embed .field-name")).to_have_count(2)
    await picture(tab, pictures, "review-history")
