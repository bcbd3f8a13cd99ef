"""Records as /announce offers, lists and shows them."""

from bot.announcer.announce_wording import NO_THRESHOLD_THERE
from bot.announcer.record_wording import NO_LEADER, NONE_HERE, which_records
from bot.sandbox.world.accounts import POPULATION
from bot.text import escape, race_time
from tests.cogs.linked import DRIVER, account, drive, let_link, name, track_of
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

    assert (answer.content, answer.ephemeral) == (str(NO_THRESHOLD_THERE), True)
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

    assert str(NO_LEADER) in answer.content


async def test_where_nobody_is_linked_it_is_said_how_to_be(stewards: Paddock) -> None:
    answer = await add(stewards, "server-records")

    assert answer.content.startswith("From now on I announce **Server records** in <#")
    assert which_records(None) in answer.content
    assert f"so there is nothing to post: {stewards.tap('link')} puts" in answer.content
    shown = await stewards.type("announce test", subscription="server-records")
    assert "Nobody is linked in this server yet" in shown.content
    await let_link(stewards, 1, account(stewards))
    assert "Nobody is linked" not in (await add(stewards, "server-records")).content


async def test_a_threshold_is_a_rank_in_the_world(stewards: Paddock) -> None:
    await let_link(stewards, 1, account(stewards))
    refused = await add(stewards, "server-records", threshold=1)
    assert "a world rank from 2 to 10,000" in refused.content
    refused = await add(stewards, "review-totd", threshold=1441)
    assert "a number of minutes from 0 to 1,440" in refused.content
    assert await subscriptions(stewards) == []

    answer = await add(stewards, "server-records", threshold=500)
    assert which_records(500) in answer.content
    again = await add(stewards, "server-records")
    assert "The threshold is rank 500, as before." in again.content
    listed = await stewards.type("announce list")
    assert "better than world rank 500" in listed.text
    cleared = await stewards.type("announce edit", subscription="server-records", clear="threshold")
    assert which_records(None) in cleared.content


async def test_a_test_shows_a_linked_player_of_the_server(stewards: Paddock) -> None:
    await add(stewards, "server-records")
    await let_link(stewards, 1, stewards.nadeo.world.accounts.id(POPULATION + 1))
    answer = await stewards.type("announce test", subscription="server-records")
    assert str(NONE_HERE) in answer.content
    await let_link(stewards, 2, account(stewards))
    track = track_of(stewards)
    drive(stewards, track, DRIVER, track.medals.author + 1)

    await stewards.type("announce test", subscription="server-records")

    (post,) = await wait_for_posts(stewards, 1)
    assert post.content.startswith("🧪 This is a test")
    (embed,) = post.embeds
    text = str(embed.description)
    assert race_time(track.medals.author + 1) in text
    assert f"[{escape(name(stewards))}](https://trackmania.io/#/player/" in text
    assert "rank 1 here" in text
    assert "pitwall=" not in str(embed.url)
