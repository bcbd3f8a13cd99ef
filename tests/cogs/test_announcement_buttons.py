"""What can be pressed below announcements: by anybody, who alone is answered."""

from datetime import UTC, datetime

import discord
import pytest
import simcord

from tests.cogs.stewards import add
from tests.cogs.test_announce import wait_for_posts
from tests.conftest import Answer, Paddock, answer_of

TRACK = datetime(2026, 8, 23, 17, 0, 6, tzinfo=UTC)
"""19:00 in Paris, where a track and a cup begin; on Sundays weeks begin an hour before."""
WEEK = datetime(2026, 8, 23, 16, 0, 6, tzinfo=UTC)


def buttons(post: discord.Message) -> list[str]:
    """Return the labels of what can be pressed below a post, a menu's as a placeholder."""
    rows = [row for row in post.components if isinstance(row, discord.ActionRow)]
    found: list[str] = []
    for item in (item for row in rows for item in row.children):
        if isinstance(item, discord.SelectMenu):
            found.append(str(item.placeholder))
        elif isinstance(item, discord.Button) and item.url is None:
            found.append(str(item.label))
    return found


def stranger(stewards: Paddock) -> simcord.MemberActor:
    return stewards.guild.add_member(stewards.env.create_user("carol"))


async def pressed(stewards: Paddock, post: discord.Message, label: str) -> Answer:
    answer = answer_of(await stranger(stewards).click(post, label=label))
    assert answer.ephemeral
    return answer


async def turned(stewards: Paddock, feed: str = "review-totd") -> discord.Message:
    """Let a queue turn short, and return the post."""
    kind = "totd" if feed == "review-totd" else "weekly-shorts"
    await add(stewards, feed)
    for maps in (30, 30, 3, 3):
        stewards.nadeo.world.queue[kind] = maps
        stewards.clock.move(61)
        await stewards.env.settle()
    (post,) = await wait_for_posts(stewards, 1)
    return post


@pytest.mark.parametrize(
    ("feed", "name"), [("review-totd", "Track of the Day"), ("review-shorts", "Weekly Shorts")]
)
async def test_a_queues_card_tells_how_to_join(stewards: Paddock, feed: str, name: str) -> None:
    post = await turned(stewards, feed)
    assert buttons(post) == ["How to join"]

    answer = await pressed(stewards, post, "How to join")

    assert answer.embed.title == "Map review: join"
    assert list(answer.fields) == [name]


async def test_with_a_dedicated_account_nobody_can_be_told(stewards: Paddock) -> None:
    post = await turned(stewards)
    stewards.let_operate(stewards.member.id, nadeo_account="dedicated")

    assert "service account" in (await pressed(stewards, post, "How to join")).content


async def test_a_weeks_maps_have_authors_times_links_and_a_menu(stewards: Paddock) -> None:
    await add(stewards, "weekly-shorts")
    stewards.clock.set(WEEK)
    (post,) = await wait_for_posts(stewards, 1)
    assert buttons(post) == ["Show a map …"]
    text = post.embeds[0].description
    assert text.count("](https://trackmania.io/#/leaderboard/") == 5
    assert text.count("by ") == 5

    row = post.components[0]
    assert isinstance(row, discord.ActionRow)
    menu = row.children[0]
    assert isinstance(menu, discord.SelectMenu)
    second = menu.options[1]
    result = await stranger(stewards).select(post, [second.value], custom_id=menu.custom_id)

    answer = answer_of(result)
    assert answer.ephemeral
    assert second.label.split(" · ")[1] in str(answer.embed.title)


async def test_the_board_of_a_cup_that_begins_a_track_waits_for_it(stewards: Paddock) -> None:
    await add(stewards, "cotd-europe")
    stewards.clock.set(TRACK.replace(hour=16, minute=50))
    (post,) = await wait_for_posts(stewards, 1)
    assert buttons(post) == ["Leaderboard"]
    assert "15 minutes, on the Track of the Day." in post.embeds[0].description

    assert "not out yet" in (await pressed(stewards, post, "Leaderboard")).content

    stewards.clock.set(TRACK)
    answer = await pressed(stewards, post, "Leaderboard")
    today = await stewards.type("totd")
    assert today.embed.title in str(answer.embed.author.name) + str(answer.embed.title)


async def test_a_cup_on_the_running_track_links_it(stewards: Paddock) -> None:
    today = await stewards.type("totd")
    await add(stewards, "cotd-america")
    stewards.clock.set(datetime(2026, 8, 23, 0, 50, 6, tzinfo=UTC))

    (post,) = await wait_for_posts(stewards, 1)

    assert f"15 minutes, on [{today.embed.title}](https" in post.embeds[0].description
    assert (await pressed(stewards, post, "Leaderboard")).embed.title
