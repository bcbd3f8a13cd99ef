"""Forums, threads below messages, publishing and direct messages, as one sees them."""

from typing import Any

import discord
import pytest
from browser.conftest import OpenTab
from browser.tab import Tab
from playwright.async_api import expect

from bot.sandbox.launch import Sandbox
from bot.sandbox.page.stage import Stage

CARD = discord.Embed(title="Fjord Run", description="A map", colour=0x00A45A)
WIDTHS = pytest.mark.parametrize("width", [1200, 394])


def channel(here: Sandbox, name: str) -> Any:
    """Return a channel of the world as the bot has it."""
    return here.bot.get_channel(getattr(here.stage.discord.state.default, name).id)


async def go(tab: Tab, name: str) -> None:
    """Open a channel from the list, which on a phone is a drawer."""
    opener = tab.page.locator("#open-sidebar")
    if await opener.is_visible():
        await opener.click()
    await tab.page.locator(".channel").get_by_text(name, exact=True).click()


async def fits(tab: Tab) -> None:
    """Hold that nothing is wider than the page."""
    assert await tab.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert await tab.page.evaluate("(e => e.scrollWidth <= e.clientWidth)(timeline)")


@WIDTHS
async def test_a_forum_opens_to_its_posts_and_back(
    open_tab: OpenTab, here: Sandbox, width: int
) -> None:
    tab, forum = await open_tab(width), channel(here, "announcements_forum")
    await go(tab, "announcements-forum")
    await expect(tab.page.locator("#messages")).to_contain_text("No posts yet")
    await forum.create_thread(name="Older", content="x")
    post = await forum.create_thread(
        name="Track of the Day: Fjord Run" + " and on" * 10,
        embed=CARD,
        applied_tags=forum.available_tags[:1],
    )
    posts = tab.page.locator(".post")
    await expect(posts).to_have_count(2)
    await expect(posts.first).to_contain_text("Track of the Day: Fjord Run")
    await expect(posts.first.locator(".tag")).to_have_text("Track of the Day")
    await expect(posts.first.locator("time")).to_be_visible()
    await fits(tab)
    await posts.first.click()
    await expect(tab.last.locator(".title")).to_have_text("Fjord Run")
    await expect(tab.page.locator(".thread-line")).to_have_count(0)
    await fits(tab)
    await post.thread.send("The first comment")
    await expect(tab.last).to_contain_text("The first comment")
    await tab.page.get_by_role("button", name="Back to announcements-forum").click()
    await expect(posts.first).to_contain_text("1 message")
    await expect(posts.first.locator(".dot")).to_have_count(0)
    await post.thread.edit(archived=True)
    await expect(posts.first).to_contain_text("Older")
    await expect(posts.last).to_contain_text("archived")


@WIDTHS
async def test_a_thread_below_a_message_opens_and_leads_back(
    open_tab: OpenTab, here: Sandbox, width: int
) -> None:
    tab = await open_tab(width)
    sent = await channel(here, "general").send(embed=CARD)
    thread = await sent.create_thread(name="Fjord Run")
    line = tab.page.locator(".thread-line")
    await expect(line).to_have_text("🧵 Fjord Run · 0 messages")
    await thread.send("Well driven")
    await expect(line).to_have_text("🧵 Fjord Run · 1 message")
    await fits(tab)
    await line.click()
    await expect(tab.messages.first.locator(".title")).to_have_text("Fjord Run")
    await expect(tab.last).to_contain_text("Well driven")
    await expect(line).to_have_count(0)
    await tab.line.fill("Indeed")
    await tab.line.press("Enter")
    await expect(tab.last).to_contain_text("Indeed")
    await tab.page.get_by_role("button", name="Back to general").click()
    await expect(line).to_have_text("🧵 Fjord Run · 2 messages")


async def test_a_new_thread_elsewhere_leaves_the_reader_in_peace(tab: Tab, here: Sandbox) -> None:
    general = channel(here, "general")
    for number in range(30):
        await general.send(f"Message {number}")
    await expect(tab.last).to_contain_text("Message 29")
    frame = tab.page.locator("#timeline")
    await frame.hover()
    await tab.page.mouse.wheel(0, -400)
    kept = await tab.messages.first.element_handle()
    await channel(here, "announcements_forum").create_thread(name="New", content="x")
    await expect(tab.page.locator(".channel.unread")).to_contain_text("announcements-forum")
    assert await kept.evaluate("element => element.isConnected")


@WIDTHS
async def test_a_published_message_says_so(open_tab: OpenTab, here: Sandbox, width: int) -> None:
    tab, news = await open_tab(width), channel(here, "news")
    await go(tab, "news")
    await news.send("Kept here")
    sent = await news.send(embed=CARD)
    published = tab.page.locator(".published")
    await expect(tab.last.locator(".title")).to_have_text("Fjord Run")
    await expect(published).to_have_count(0)
    await sent.publish()
    await expect(published).to_have_count(1)
    await expect(tab.last.locator(".head .published")).to_have_text("Published")
    await fits(tab)


@pytest.mark.parametrize(("name", "label"), [("voice", "Voice"), ("stage", "Stage")])
async def test_voice_and_stage_channels_open_as_text(
    tab: Tab, here: Sandbox, name: str, label: str
) -> None:
    await go(tab, label)
    await channel(here, name).send("For all who listen")
    await expect(tab.last).to_contain_text("For all who listen")
    await expect(tab.line).to_be_enabled()


@WIDTHS
async def test_direct_messages_of_the_bot_reach_their_reader(
    open_tab: OpenTab, here: Sandbox, width: int
) -> None:
    tab, default = await open_tab(width), here.stage.discord.state.default
    user = await here.bot.fetch_user(default.member.id)
    await user.send("Something stopped in #totd")
    await expect(tab.page.locator(".channel.unread")).to_have_text("Pitwall")
    await go(tab, "Pitwall")
    await expect(tab.last).to_contain_text("Something stopped")
    await tab.be("admin")
    await expect(tab.messages).to_have_count(0)


async def test_options_offer_the_kinds_of_channels_that_they_take(tab: Tab) -> None:
    await tab.keys("/try-place ")
    await expect(tab.offers).to_have_text(["#forum", "#Voice", "#announcements-forum", "#Stage"])


async def test_rights_to_make_threads_and_to_join_are_taken_and_given(
    tab: Tab, here: Sandbox
) -> None:
    stage: Stage = here.stage
    await tab.page.get_by_label("Create Public Threads").uncheck()
    await expect(tab.page.get_by_label("Connect")).to_be_hidden()
    sent = await channel(here, "general").send("Topic")
    with pytest.raises(discord.Forbidden):
        await sent.create_thread(name="No")
    await go(tab, "Voice")
    await tab.page.get_by_label("Connect").uncheck()
    with pytest.raises(discord.Forbidden):
        await channel(here, "voice").send("No")
    denied = stage.tampering.entry()["denied"]
    assert sorted(denied.values()) == [["connect"], ["create-threads"]]
