import re

import pytest
from browser.conftest import OpenTab
from browser.tab import Tab
from playwright.async_api import Route, expect


async def test_a_command_is_completed_while_it_is_typed(tab: Tab) -> None:
    await tab.keys("/tot")
    await expect(tab.meant).to_contain_text("/totd")
    await tab.keys("Enter", "da")
    await expect(tab.meant).to_contain_text("date")
    await tab.keys("Tab")
    await expect(tab.offers.first).to_contain_text("Today")
    await tab.keys("yest")
    await expect(tab.offers).to_have_count(1)
    await tab.keys("Tab")
    await expect(tab.page.locator('[data-option="date"] input')).to_have_value(
        re.compile("^Yesterday")
    )
    await tab.keys("Enter")
    await expect(tab.last.locator(".embed .author")).to_contain_text("Track of the Day")
    await expect(tab.last.locator(".used")).to_have_text("Player used /totd date:yesterday")
    await expect(tab.line).to_be_focused()


async def test_an_old_offer_is_not_taken_for_what_is_typed_since(tab: Tab) -> None:
    await tab.keys("/totd date:")
    await expect(tab.offers.first).to_contain_text("Today")
    held = await tab.hold("**/_sandbox/autocomplete")
    await tab.keys("2021-05-05")
    await expect(tab.offers).to_have_count(0)
    await expect(tab.page.locator(".suggestions-empty")).to_have_text("Loading options …")
    await tab.keys("Enter")
    await expect(tab.last.locator(".used")).to_have_text("Player used /totd date:2021-05-05")
    for route in held:
        await route.continue_()
    await expect(tab.page.locator("#suggestions")).to_be_hidden()


async def test_options_that_do_not_come_are_told_of(tab: Tab, refusals: set[str]) -> None:
    refusals.add("/_sandbox/autocomplete")
    await tab.keys("/try-waiting ")
    problem = tab.page.locator(".suggestions-empty.problem")
    await expect(problem).to_have_text("Loading options failed")
    await tab.keys("anything", "Enter")
    await expect(tab.last.locator(".content")).to_have_text("anything")


async def test_what_is_typed_while_something_is_sent_stays(tab: Tab, refusals: set[str]) -> None:
    refusals.add("/_sandbox/say")
    held = await tab.hold("**/_sandbox/say")
    await tab.keys("first", "Enter")
    await expect(tab.line).to_have_value("")
    await tab.keys("second")
    await held[0].continue_()
    await expect(tab.last.locator(".content")).to_have_text("first")
    await expect(tab.line).to_have_value("second")
    await tab.keys("Enter", "third")
    await held[1].fulfill(status=400, json={"error": "Not now"})
    await expect(tab.problem).to_have_text("Not now")
    await expect(tab.line).to_have_value("third")


async def test_what_was_refused_comes_back(tab: Tab, refusals: set[str]) -> None:
    refusals.add("/_sandbox/command")

    async def refuse(route: Route) -> None:
        await route.fulfill(status=400, json={"error": "Not now"})

    await tab.page.route("**/_sandbox/command", refuse)
    await tab.keys("/leaderboard rank:41 board:all-time", "Enter")
    await expect(tab.problem).to_have_text("Not now")
    await expect(tab.page.locator(".command-chip")).to_have_text("/leaderboard")
    await expect(tab.page.locator('[data-option="rank"] input')).to_have_value("41")
    await tab.page.unroute("**/_sandbox/command")
    await tab.keys("Enter")
    await expect(tab.last.locator(".footer")).to_contain_text("ranks 41 to 60")


@pytest.mark.parametrize("command", ["/about", "/totd", "/leaderboard", "/LEADERBOARD"])
async def test_a_command_that_needs_nothing_goes_out_at_one_press(tab: Tab, command: str) -> None:
    await tab.keys(command, "Enter")
    await expect(tab.last.locator(".used")).to_have_text(f"Player used {command.lower()}")


async def test_a_command_that_needs_a_value_asks_for_it(tab: Tab) -> None:
    await tab.keys("/try-echo", "Enter")
    await expect(tab.page.locator('[data-option="text"] input')).to_be_focused()
    await expect(tab.problem).to_be_hidden()
    await tab.keys("Enter")
    await expect(tab.problem).to_have_text("text is empty")
    await expect(tab.messages).to_have_count(0)


async def test_another_command_than_the_typed_one_can_be_meant(tab: Tab) -> None:
    await tab.keys("/leaderboard")
    await expect(tab.offers).to_have_count(3)
    await tab.keys("ArrowDown", "Enter")
    await expect(tab.page.locator(".command-chip")).to_have_text("/club leaderboard")


@pytest.mark.parametrize("date", ["2026-08", "2021-05-05"])
async def test_what_is_typed_goes_out_and_no_offer_that_nobody_chose(tab: Tab, date: str) -> None:
    await tab.keys(f"/totd date:{date}")
    await expect(tab.offers.first).to_be_visible()
    await expect(tab.meant).to_have_count(0)
    await tab.keys("Enter")
    await expect(tab.last.locator(".used")).to_have_text(f"Player used /totd date:{date}")


async def test_an_offer_that_was_moved_to_is_taken_first(tab: Tab) -> None:
    await tab.keys("/totd date:yest")
    await expect(tab.offers).to_have_count(1)
    await tab.keys("ArrowDown")
    await expect(tab.meant).to_have_count(1)
    label = await tab.meant.inner_text()
    await tab.keys("Enter")
    await expect(tab.page.locator('[data-option="date"] input')).to_have_value(label)
    await expect(tab.messages).to_have_count(0)
    await tab.keys("Enter")
    await expect(tab.last.locator(".used")).to_have_text("Player used /totd date:yesterday")


async def test_a_whole_value_leads_to_the_one_that_is_missing(tab: Tab) -> None:
    await tab.keys("/try-values where:#totd", "Enter")
    await expect(tab.page.locator('[data-option="who"] input')).to_be_focused()
    await expect(tab.problem).to_be_hidden()
    await tab.keys("admin", "Enter", "true", "Enter")
    expected = "Player used /try-values where:#totd who:@Server admin loud:True"
    await expect(tab.last.locator(".used")).to_have_text(expected)


async def test_options_can_be_written_out(tab: Tab) -> None:
    await tab.keys("/leaderboard rank:41 board:all-time")
    await expect(tab.page.locator(".field-chip")).to_have_count(2)
    await tab.keys("Enter")
    await expect(tab.last.locator(".author")).to_have_text("All-time leaderboard")
    await expect(tab.last.locator(".footer")).to_contain_text("ranks 41 to 60")


async def test_arrows_choose_among_offers(tab: Tab) -> None:
    await tab.keys("/leaderboard ", "ArrowDown", "ArrowDown")
    await expect(tab.meant).to_contain_text("board")
    await tab.keys("Enter")
    await expect(tab.offers).to_have_text(["season", "all-time"])
    await tab.keys("ArrowUp")
    await expect(tab.meant).to_have_text("all-time")
    await tab.keys("Enter")
    await expect(tab.page.locator('[data-option="board"] input')).to_have_value("all-time")


async def test_arrows_walk_between_values_and_backspace_takes_them_away(tab: Tab) -> None:
    await tab.keys("/leaderboard rank:41", "Escape")
    rank = tab.page.locator('[data-option="rank"] input')
    await expect(rank).to_be_focused()
    await tab.keys("ArrowRight")
    await expect(tab.line).to_be_focused()
    await tab.keys("ArrowLeft", "Backspace", "Backspace")
    await expect(rank).to_have_value("")
    await tab.keys("Backspace")
    await expect(rank).to_have_count(0)
    await tab.keys("Backspace")
    await expect(tab.line).to_have_value("/leaderboard")


async def test_escape_closes_the_offers_and_then_leaves_the_command(tab: Tab) -> None:
    await tab.keys("/leaderboard ")
    await expect(tab.page.locator("#suggestions")).to_be_visible()
    await tab.keys("Escape")
    await expect(tab.page.locator("#suggestions")).to_be_hidden()
    await tab.keys("Escape")
    await expect(tab.page.locator(".command-chip")).to_have_count(0)


async def test_what_cannot_be_sent_is_explained(tab: Tab) -> None:
    await tab.keys("/leaderboard rank:10001", "Enter")
    await expect(tab.problem).to_have_text("rank must be at most 10000")
    await expect(tab.page.locator(".field-chip.wrong")).to_have_count(1)
    await tab.keys("Escape", "Escape", "/nonsense")
    await expect(tab.page.locator(".suggestions-empty")).to_have_text(
        "No command matches /nonsense"
    )
    await tab.keys("Enter")
    await expect(tab.problem).to_have_text("There is no command /nonsense")
    await expect(tab.messages).to_have_count(0)


async def test_needed_values_have_their_places_at_once(tab: Tab) -> None:
    await tab.keys("/try-values ")
    await expect(tab.page.locator(".option-name")).to_have_text(["where", "who", "loud"])
    await expect(tab.offers.first).to_have_text("#general")
    await tab.keys("tot", "Enter", "adm", "Enter")
    await expect(tab.offers).to_have_text(["True", "False"])
    await tab.keys("Enter", "Enter")
    await expect(tab.last.locator(".content")).to_have_text("#totd @Server admin True")
    expected = "Player used /try-values where:#totd who:@Server admin loud:True"
    await expect(tab.last.locator(".used")).to_have_text(expected)


async def test_a_missing_value_is_asked_for(tab: Tab) -> None:
    await tab.keys("/try-echo ", "Enter")
    await expect(tab.problem).to_have_text("text is empty")
    await expect(tab.page.locator('[data-option="text"] input')).to_be_focused()


async def test_the_last_command_comes_back(tab: Tab) -> None:
    await tab.use("/leaderboard rank:41")
    await expect(tab.last.locator(".footer")).to_contain_text("ranks 41 to 60")
    await tab.keys("ArrowUp")
    await expect(tab.page.locator('[data-option="rank"] input')).to_have_value("41")


async def test_a_slash_anywhere_leads_to_the_line(tab: Tab) -> None:
    await tab.page.locator("#timeline").focus()
    await tab.keys("/")
    await expect(tab.line).to_be_focused()
    await expect(tab.offers.first).to_be_visible()


async def test_a_phone_needs_no_keyboard_keys(open_tab: OpenTab) -> None:
    tab = await open_tab(400, 800, has_touch=True, is_mobile=True)
    await tab.line.tap()
    await tab.keys("/tot")
    await tab.offers.first.tap()
    await tab.offers.first.tap()
    await tab.offers.nth(1).tap()
    await tab.page.locator("#send").tap()
    await expect(tab.last.locator(".used")).to_have_text("Player used /totd date:yesterday")
