from pathlib import Path

import pytest
from browser.conftest import OpenTab
from browser.tab import Tab
from playwright.async_api import Locator, expect

from bot.players.cards import Link
from bot.players.rows import keep_link
from bot.sandbox.launch import Sandbox
from bot.sandbox.world.drives import Drive

CLIPPED = (Path(__file__).parent / "clipped.js").read_text(encoding="utf-8")
BEST = {
    "leaderboard": "/leaderboard",
    "campaign": "/campaign",
    "place": "/place time:45.678",
    "calendar": "/calendar",
}
PLAYERS = {"server-leaderboard": "/server leaderboard", "player": "/player"}
MORE = ("totd-french", "announcement", "closed", "review-history", "calendar-chart")
README = ("totd", "totd-phone", "typing", *BEST, *PLAYERS, *MORE)
FRIENDS = (92, 111, 127, 61, 140, 163, 188, 206)
"""Players of the generated world, by index."""
LARGEST = 300_000
WIDTHS = pytest.mark.parametrize("width", [1200, 400])


async def lines(element: Locator) -> int:
    """Return on how many lines an element stands."""
    return await element.evaluate(
        """(element) => {
          const range = document.createRange();
          range.selectNodeContents(element);
          return new Set([...range.getClientRects()].map((box) => Math.round(box.bottom))).size;
        }"""
    )


async def picture(tab: Tab, folder: Path, name: str) -> None:
    """Take a picture; nothing in it may be cut off."""
    assert await tab.page.evaluate(CLIPPED) == []
    assert await tab.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await tab.page.mouse.move(0, 0)
    path = folder / f"{name}.png"
    await tab.page.screenshot(path=path, animations="disabled", caret="initial")
    if name in README:
        assert path.stat().st_size < LARGEST


@WIDTHS
async def test_picture_of_the_track_of_the_day(
    open_tab: OpenTab, pictures: Path, width: int
) -> None:
    tab = await open_tab(width, 800)
    await tab.use("/totd")
    image = tab.last.locator(".embed .image")
    await expect(image).to_be_visible()
    await tab.page.wait_for_function("[...document.images].every((one) => one.complete)")
    await picture(tab, pictures, "totd" if width > 720 else "totd-phone")


@pytest.mark.parametrize("name", BEST)
async def test_picture_of_the_best_commands(open_tab: OpenTab, pictures: Path, name: str) -> None:
    tab = await open_tab(1200, 860)
    await tab.use(BEST[name])
    await expect(tab.last.locator(".embed")).to_be_visible()
    await picture(tab, pictures, name)


@pytest.mark.parametrize("name", PLAYERS)
async def test_picture_of_players(
    open_tab: OpenTab, here: Sandbox, pictures: Path, name: str
) -> None:
    tab = await open_tab(1200, 700)
    await tab.use("/link player:SandboxDriver")
    await expect(tab.last).to_contain_text("You are linked with SandboxDriver")
    await let_friends_drive(here)
    await tab.use(PLAYERS[name])
    await expect(tab.last.locator(".embed")).to_be_visible()
    await picture(tab, pictures, name)


async def let_friends_drive(here: Sandbox) -> None:
    """Put friends on the ladder of the server, close behind each other; a page tells some ranks."""
    store, world = here.bot.store, here.stage.world
    (guild,) = here.stage.discord.state.guilds
    day = world.days.newest(world.now())
    assert day is not None
    group = world.group(day.group)
    ladder = None if group is None else world.ladder(group, day.map_uid)
    assert ladder is not None
    accounts = [world.accounts.id(index) for index in FRIENDS]
    for user, account in enumerate(accounts, 1):
        assert await keep_link(store, Link(user, account), guild, 1.0)
    drivers = [*accounts[:3], world.accounts.own, *accounts[3:]]
    scores = [ladder.true_score(rank) for rank in (2, 9, 14, 31, 47, 78, 160, 420, 980)]
    for driver, score in zip(drivers, scores, strict=True):
        world.drives.add(day.map_uid, Drive(driver, score, int(world.now()) - 1800))
    await here.bot.lookup.ladders.board(await here.bot.lookup.running.track(), None, 1)


@WIDTHS
async def test_picture_of_typing(
    open_tab: OpenTab, pictures: Path, tmp_path: Path, width: int
) -> None:
    tab = await open_tab(width, 800)
    await tab.keys("/", "Escape", "Backspace", "/leader")
    await expect(tab.meant).to_contain_text("/leaderboard")
    await picture(tab, tmp_path, "commands")
    await tab.keys("Enter", "bo", "Tab")
    await expect(tab.offers).to_have_text(["season", "all-time"])
    await picture(tab, tmp_path, "choices")
    await tab.keys("ArrowDown", "Enter", "Enter")
    await expect(tab.last.locator(".footer")).to_contain_text("ranks 1 to 20")
    await tab.keys("/totd da", "Tab")
    await expect(tab.offers.first).to_contain_text("Today")
    await picture(tab, pictures if width > 720 else tmp_path, "typing")


COMMANDS = (
    "/try-code",
    "/totd date:2021-05-05",
    "/calendar",
    "/campaign",
    "/weekly shorts",
    "/weekly grand",
    "/royal",
    "/map query:today",
    "/leaderboard rank:41",
    "/place time:1:02.345",
    "/ranking",
    "/review wait",
    "/review history",
    "/club info club:9",
    "/club campaigns club:9",
    "/club rooms club:9",
    "/announce add feed:totd channel:#totd",
    "/announce list",
    "/next",
    "/status",
    "/help",
    "/about",
    "/operator servers",
    "/operator request method:GET endpoint:api/token/club/9",
)


async def test_picture_of_every_command_on_a_phone(open_tab: OpenTab, tmp_path: Path) -> None:
    tab = await open_tab(400, 800)
    await tab.be("operator")
    await tab.ready()
    for number, command in enumerate(COMMANDS, 1):
        await tab.use(command)
        await expect(tab.messages).to_have_count(number)
        await expect(tab.last.locator(".thinking")).to_have_count(0)
        await picture(tab, tmp_path, f"phone-{number:02}")


@WIDTHS
async def test_picture_of_trouble(open_tab: OpenTab, tmp_path: Path, width: int) -> None:
    tab = await open_tab(width, 800)
    await tab.use("/help")
    await expect(tab.last).to_contain_text("Only you can see this")
    await tab.keys("/leaderboard rank:10001", "Enter")
    await expect(tab.problem).to_be_visible()
    await picture(tab, tmp_path, "problem")
    await tab.keys("Escape", "Escape")
    await tab.use("/try-menu")
    await tab.last.locator(".select").click()
    await picture(tab, tmp_path, "menu")


async def test_picture_of_the_drawers(open_tab: OpenTab, tmp_path: Path) -> None:
    tab = await open_tab(400, 800)
    await tab.use("/totd")
    await expect(tab.last.locator(".embed .image")).to_be_visible()
    for button, drawer in (("#open-sidebar", "#sidebar"), ("#open-panel", "#panel")):
        await tab.page.locator(button).click()
        await expect(tab.page.locator(drawer)).to_be_in_viewport(ratio=1)
        await picture(tab, tmp_path, drawer.strip("#"))
        await tab.keys("Escape")
        await expect(tab.page.locator(drawer)).to_be_hidden()


async def test_short_words_stand_on_one_line(tab: Tab) -> None:
    for part in await tab.page.locator(".face small").all():
        assert await lines(part) == 1


async def test_what_was_used_begins_beside_the_name(open_tab: OpenTab) -> None:
    tab = await open_tab(400, 800)
    await tab.use("/try-echo text:a rather long text that takes more than one line")
    # What stood in its place while it was sent is gone by then.
    await expect(tab.last.locator(".embed")).to_be_visible()
    used = tab.last.locator(".used")
    assert await lines(used) > 1
    # A line's first rectangles are the icon's, the name's and that of the words behind it.
    beside = """(used) => {
      const range = document.createRange();
      range.selectNodeContents(used.lastChild);
      const name = used.querySelector("strong").getBoundingClientRect();
      return Math.abs(range.getClientRects()[0].bottom - name.bottom) < 3;
    }"""
    assert await used.evaluate(beside)


async def test_picture_of_awkward_lengths(open_tab: OpenTab, tmp_path: Path) -> None:
    for width in (1200, 400):
        tab = await open_tab(width, 800)
        if width > 720:
            for text in ("W" * 250, "long words " * 20, "https://example.org/" + "x" * 200):
                await tab.use(f"/try-echo text:{text}")
                await tab.line.fill(text)
                await tab.keys("Enter")
        await expect(tab.messages).to_have_count(6)
        await picture(tab, tmp_path, f"lengths-{width}")
