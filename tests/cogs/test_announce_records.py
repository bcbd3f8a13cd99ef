"""World records as /announce offers, lists and shows them."""

from bot.announcer.announce_wording import THRESHOLD_FOR_REVIEW
from bot.announcer.record_wording import NO_LEADER
from tests.cogs.stewards import add, subscriptions
from tests.cogs.test_announce import wait_for_posts
from tests.conftest import Paddock


async def test_they_are_added_listed_and_said_to_be_never_live(stewards: Paddock) -> None:
    answer = await add(stewards, "world-records", live=True)

    assert answer.content.startswith("From now on I announce **World records** in <#")
    assert "`live` changes nothing here" in answer.content
    listed = await stewards.type("announce list")
    assert "World records" in listed.embed.description
    status = await stewards.type("status")
    assert "World records" in str(status.embed.to_dict())
    following = await stewards.type("next")
    assert "World records" not in str(following.embed.to_dict())


async def test_a_threshold_is_refused_with_the_usual_sentence(stewards: Paddock) -> None:
    answer = await add(stewards, "world-records", threshold=30)

    assert (answer.content, answer.ephemeral) == (THRESHOLD_FOR_REVIEW, True)
    assert await subscriptions(stewards) == []


async def test_a_test_shows_the_first_and_the_second_of_the_running_track(
    stewards: Paddock,
) -> None:
    await add(stewards, "world-records")

    await stewards.type("announce test", subscription="world-records")

    (post,) = await wait_for_posts(stewards, 1)
    assert post.content.startswith("🧪 This is a test")
    (embed,) = post.embeds
    assert str(embed.author.name).startswith("Track of the Day · ")
    lines = str(embed.description).split("\n")
    assert lines[0].startswith("New world record: **")
    assert lines[3].startswith("before: ")
    assert "pitwall=" not in str(embed.url)


async def test_a_test_says_so_where_the_first_place_is_hidden(stewards: Paddock) -> None:
    await add(stewards, "world-records")
    stewards.nadeo.failures.script(path="/top", body={}, times=100)

    answer = await stewards.type("announce test", subscription="world-records")

    assert NO_LEADER in answer.content
