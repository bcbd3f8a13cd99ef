"""`/announce`, `/next` and `/status` as people meet them."""

import re
from datetime import UTC, datetime

import discord
import pytest
import simcord

from bot.announcer import announce_wording
from bot.announcer.cards import Subscription
from bot.announcer.rows.subscriptions import MOST_IN_A_SERVER, subscribe
from bot.sandbox.nadeo.failures import Mode
from tests.cogs.stewards import RIGHTS, add, subscriptions
from tests.conftest import Paddock

SWITCH = datetime(2026, 8, 23, 17, 0, 6, tzinfo=UTC)


async def wait_for_posts(
    paddock: Paddock, number: int, channel: simcord.ChannelHandle | None = None
) -> list[discord.Message]:
    ours: list[discord.Message] = []
    for _ in range(100):
        await paddock.env.settle()
        posts = (channel or paddock.channel).history()
        ours = [one for one in posts if one.interaction_metadata is None]
        if len(ours) >= number:
            break
    return ours


async def test_a_new_track_is_announced_once(stewards: Paddock) -> None:
    role = stewards.guild.create_role("hunters", mentionable=True)
    answer = await add(stewards, role=role)
    assert answer.ephemeral
    assert "Track of the Day" in answer.content
    assert await wait_for_posts(stewards, 0) == []

    stewards.clock.set(SWITCH)
    (post,) = await wait_for_posts(stewards, 1)

    assert post.content == role.mention
    assert post.role_mentions[0].id == role.id
    assert post.embeds[0].author.name == "Track of the Day · 23 August"
    row = post.components[0]
    assert isinstance(row, discord.ActionRow)
    button = row.children[0]
    assert isinstance(button, discord.Button)
    assert button.label == "Leaderboard"
    for _ in range(3):
        stewards.clock.move(60)
        assert len(await wait_for_posts(stewards, 1)) == 1
    listed = await stewards.type("announce list")
    assert "active" in listed.embed.description
    assert "last post <t:" in listed.embed.description
    assert "next <t:" in listed.embed.description


async def test_anybody_may_press_the_button_and_is_answered_alone(stewards: Paddock) -> None:
    await add(stewards)
    stewards.clock.set(SWITCH)
    (post,) = await wait_for_posts(stewards, 1)
    stranger = stewards.guild.add_member(stewards.env.create_user("carol"))

    result = await stranger.click(post, label="Leaderboard")

    assert result.ephemeral
    assert result.response is not None


async def test_only_managers_may_whatever_the_server_allows(paddock: Paddock) -> None:
    command = paddock.bot.command_ids["announce"]
    paddock.guild.set_command_permissions(command, {paddock.member: True})

    for asked in ("announce list", "announce add"):
        options = {} if asked.endswith("list") else {"feed": "totd", "channel": paddock.channel}
        answer = await paddock.type(asked, **options)
        assert answer.ephemeral
        assert "Manage Server" in answer.content
    assert await subscriptions(paddock) == []


async def test_missing_rights_are_named(stewards: Paddock) -> None:
    me = stewards.guild.me
    deny = discord.PermissionOverwrite(embed_links=False, read_message_history=False)
    channel = stewards.guild.create_text_channel("quiet", overwrites={me: deny})

    answer = await add(stewards, channel=channel)

    assert answer.ephemeral
    assert "**Embed Links**, **Read Message History**" in answer.content
    assert await subscriptions(stewards) == []


async def test_a_threshold_goes_with_queues_only(stewards: Paddock) -> None:
    assert "`threshold`" in (await add(stewards, threshold=30)).content

    assert "review queue" in (await add(stewards, "review-totd", threshold=30)).content


async def test_submissions_are_for_operators(stewards: Paddock) -> None:
    answer = await add(stewards, "submissions")

    assert answer.ephemeral
    assert await subscriptions(stewards) == []


async def test_the_same_again_updates(stewards: Paddock) -> None:
    role = stewards.guild.create_role("hunters")
    pinging = discord.Permissions(manage_guild=True, mention_everyone=True)
    may_ping = stewards.guild.create_role("callers", permissions=pinging)
    stewards.member = stewards.guild.add_member(stewards.env.create_user("carol"), roles=[may_ping])
    no_pings = discord.PermissionOverwrite(mention_everyone=False)
    me = stewards.guild.me
    channel = stewards.guild.create_text_channel("quiet", overwrites={me: no_pings})
    await add(stewards, channel=channel)

    answer = await add(stewards, channel=channel, role=role)

    assert answer.content.startswith("Updated")
    assert "will not notify that role" in answer.content
    (found,) = await subscriptions(stewards)
    assert found.role_id == role.id


async def test_announcement_channels_are_taken_but_never_edited(stewards: Paddock) -> None:
    news = stewards.guild.create_news_channel("news")

    await add(stewards, "review-totd", channel=news)

    (found,) = await subscriptions(stewards)
    assert not found.editable


async def test_manage_by_what_is_offered_typed_or_numbered(stewards: Paddock) -> None:
    await add(stewards)
    offered = await stewards.member.autocomplete(
        stewards.channel, "announce pause", "subscription", "tot"
    )
    assert offered[0]["name"] == "Track of the Day → #general"

    paused = await stewards.type("announce pause", subscription=offered[0]["value"])
    assert "Paused" in paused.content
    assert [one.state for one in await subscriptions(stewards)] == ["paused"]
    await stewards.type("announce resume", subscription="totd → #general")
    assert [one.state for one in await subscriptions(stewards)] == ["active"]
    unknown = await stewards.type("announce remove", subscription="campaign")
    assert "do not know" in unknown.content
    await stewards.type("announce remove", subscription="totd #general")
    assert await subscriptions(stewards) == []
    nothing = await stewards.type("announce list")
    assert "no announcements yet" in nothing.embed.description


async def test_a_lost_channel_is_shown_and_resumed(stewards: Paddock) -> None:
    await add(stewards)
    (found,) = await subscriptions(stewards)
    sql = "UPDATE subscriptions SET state = 'suspended', reason = 'Missing Access' WHERE id = ?"
    await stewards.bot.store.write(sql, [(found.id,)])

    listed = await stewards.type("announce list", subscription="totd")
    assert "suspended" in listed.embed.description
    assert "Missing Access" in listed.embed.description
    await stewards.type("announce resume", subscription="totd")

    assert [one.state for one in await subscriptions(stewards)] == ["active"]


@pytest.mark.parametrize(
    "feed",
    [
        "totd",
        "weekly-shorts",
        "weekly-grand",
        "campaign",
        "cup-of-the-week",
        "cotd-asia",
        "review-shorts",
    ],
)
async def test_a_test_is_a_real_card_that_says_so(stewards: Paddock, feed: str) -> None:
    role = stewards.guild.create_role("hunters", mentionable=True)
    await add(stewards, feed, role=role)

    answer = await stewards.type("announce test", subscription=feed)

    assert answer.ephemeral
    (post,) = await wait_for_posts(stewards, 1)
    assert "test" in post.content
    assert post.role_mentions == []
    assert post.embeds[0].title


async def test_the_queue_is_announced_and_the_post_kept_up_to_date(stewards: Paddock) -> None:
    queue = stewards.nadeo.world.queue
    queue["totd"] = 3
    await add(stewards, "review-totd")
    stewards.clock.move(10)
    for maps in (3, 30, 30):
        assert await wait_for_posts(stewards, 0) == []
        queue["totd"] = maps
        stewards.clock.move(61)
    (post,) = await wait_for_posts(stewards, 1)
    assert "the queue turned **long**" in post.embeds[0].description

    queue["totd"] = 9
    for _ in range(3):
        stewards.clock.move(61)
        await wait_for_posts(stewards, 1)

    (post,) = await wait_for_posts(stewards, 1)
    assert "9 maps ahead" in post.embeds[0].fields[0].value
    assert "Now it is **neither short nor long**." in post.embeds[0].description


async def test_nadeo_is_looked_at_within_seconds_of_its_return(stewards: Paddock) -> None:
    await add(stewards)
    stewards.nadeo.failures.mode = "down"
    stewards.clock.set(SWITCH)
    for _ in range(4):
        stewards.clock.move(1800)
        await stewards.env.settle()
    stewards.nadeo.failures.mode = "fine"

    for _ in range(3):
        stewards.clock.move(3)
        await stewards.env.settle()

    assert len(await wait_for_posts(stewards, 1)) == 1


@pytest.mark.parametrize(
    ("threshold", "maps", "sentence"),
    [
        (30, 10, "The wait is 30 minutes or less: when it falls to that, I post a card like this."),
        (
            30,
            11,
            "The wait is more than 30 minutes: when it falls to that, I post a card like this.",
        ),
        (None, 5, "Now it is **short**: 5 maps or fewer."),
        (None, 20, "Now it is **neither short nor long**."),
        (None, 21, "Now it is **long**: more than 20 maps."),
    ],
)
async def test_a_test_of_a_queue_shows_it_as_it_is(
    stewards: Paddock, threshold: int | None, maps: int, sentence: str
) -> None:
    stewards.nadeo.world.queue["totd"] = maps
    given = {} if threshold is None else {"threshold": threshold}
    await add(stewards, "review-totd", **given)

    await stewards.type("announce test", subscription="review-totd")

    (post,) = await wait_for_posts(stewards, 1)
    assert post.embeds[0].description.startswith(sentence)
    assert f" {maps} maps ahead" in post.embeds[0].fields[0].value


async def test_submissions_need_an_account_that_has_some(stewards: Paddock) -> None:
    stewards.let_operate(stewards.member.id, nadeo_account="dedicated")

    answer = await add(stewards, "submissions")

    assert "service account" in answer.content
    assert await subscriptions(stewards) == []
    assert stewards.upstream() == []


async def test_other_servers_cannot_touch_a_subscription(stewards: Paddock) -> None:
    await add(stewards)
    (found,) = await subscriptions(stewards)
    elsewhere = stewards.env.create_guild()
    channel = elsewhere.create_text_channel("general")
    owner = elsewhere.add_member(
        stewards.env.create_user("mallory"),
        roles=[elsewhere.create_role("stewards", permissions=RIGHTS)],
    )

    for act in ("remove", "pause", "resume", "test"):
        result = await owner.slash(channel, f"announce {act}", subscription=str(found.id))
        assert "do not know that subscription" in result.response.content

    assert (await subscriptions(stewards))[0].state == "active"


async def test_status_tells_of_feeds_and_of_nadeo(stewards: Paddock) -> None:
    await add(stewards)

    answer = await stewards.type("status")

    assert "**Track of the Day**\nlooked <t:" in answer.embed.description
    assert "nobody subscribes" in answer.embed.description
    assert answer.embed.fields[0].value.startswith("answers · last answer <t:")


async def test_status_names_no_next_look_that_has_passed(stewards: Paddock) -> None:
    await add(stewards, "review-totd")
    stewards.clock.move(60)
    await stewards.env.settle()
    stewards.nadeo.failures.mode = "down"
    for _ in range(3):
        stewards.clock.move(60)
        await stewards.env.settle()

    answer = await stewards.type("status")

    now = stewards.clock.timestamp()
    assert "**TOTD review queue**\nlooked <t:" in answer.embed.description
    looks = re.findall(r"next look <t:(\d+)", answer.text)
    assert [int(moment) for moment in looks if int(moment) <= now] == []


@pytest.mark.parametrize(
    ("mode", "sentence"),
    [
        ("down", "Nadeo's servers do not answer"),
        ("html", "Nadeo's servers do not answer"),
        ("unauthorized", "Nadeo does not accept my login"),
        ("too-many", "Nadeo asks me to slow down"),
    ],
)
async def test_status_tells_what_came_of_the_last_call(
    paddock: Paddock, mode: Mode, sentence: str
) -> None:
    paddock.nadeo.failures.mode = mode
    await paddock.type("totd", date="2021-05-05")

    answer = await paddock.type("status")

    value = str(answer.embed.fields[0].value)
    assert value.startswith(sentence)
    assert "last answer <t:" in value
    assert "pause of 0 s" not in value


async def test_a_server_that_has_enough_is_told_so(stewards: Paddock) -> None:
    now = stewards.clock.timestamp()
    for number in range(MOST_IN_A_SERVER):
        wanted = Subscription(0, stewards.guild.id, number + 1, "totd", since=now)
        await subscribe(stewards.bot.store, wanted)

    answer = await add(stewards)

    assert answer.ephemeral
    sentence = announce_wording.server_is_full(MOST_IN_A_SERVER)
    named = sentence.replace("`/announce remove`", stewards.tap("announce remove"))
    assert answer.content == named
    assert len(await subscriptions(stewards)) == MOST_IN_A_SERVER
