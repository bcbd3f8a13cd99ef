"""Announcements set up with the mouse, on a phone: the page's menus of channels and of roles."""

import re

from browser.conftest import OpenTab
from playwright.async_api import expect

from bot.announcer import set_up_wording


async def test_announcements_are_set_up_by_hand(open_tab: OpenTab) -> None:
    tab = await open_tab(394, 900)
    await tab.be("admin")
    await tab.use("/announce set-up")
    feeds, channel, role = (tab.last.locator(".select").nth(place) for place in range(3))
    await feeds.click()
    await tab.last.get_by_role("option", name="Track of the Day once").click()
    await tab.last.get_by_role("option", name="Seasonal campaign").click()
    await tab.last.get_by_role("button", name="Done").click()
    await expect(feeds).to_contain_text("Track of the Day, Seasonal campaign")
    await channel.click()
    await tab.last.get_by_role("option", name="#totd").click()
    await expect(channel).to_contain_text("#totd")
    await role.click()
    hunters = tab.last.get_by_role("option", name=re.compile("hunters", re.IGNORECASE))
    await hunters.click()
    await expect(role).not_to_contain_text(str(set_up_wording.CHOOSE_ROLE))

    await role.click()
    await expect(hunters).to_have_attribute("aria-selected", "true")
    await hunters.click()
    await expect(role).to_contain_text(str(set_up_wording.CHOOSE_ROLE))
    await tab.press(str(set_up_wording.PREVIEW))
    await expect(tab.last).to_contain_text("Preview 1 of 2: Track of the Day")
    await tab.press(set_up_wording.LATER)
    await expect(tab.last).to_contain_text("Preview 2 of 2: Seasonal campaign")
    await tab.press(str(set_up_wording.CONFIRM))

    await expect(tab.last).to_contain_text(str(set_up_wording.DONE_TITLE))
    await expect(tab.last).to_contain_text("Nobody is pinged.")
    await expect(tab.last.locator(".select")).to_have_count(0)
    await expect(tab.messages).to_have_count(1)
