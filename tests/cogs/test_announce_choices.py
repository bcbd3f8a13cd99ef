"""Whom `/announce` obeys, what it keeps, and which subscription it takes a word for."""

import discord
import pytest

from bot.announcer import queue_wording
from bot.frame.wording import COMMANDS_CHANGED
from tests.cogs.stewards import RIGHTS, add, send_raw, subscriptions
from tests.conftest import Paddock

PINGING = discord.Permissions(manage_guild=True, mention_everyone=True)
THREAD = {
    "owner_id": "1",
    "member_count": 1,
    "message_count": 1,
    "thread_metadata": {
        "archived": False,
        "auto_archive_duration": 60,
        "archive_timestamp": "2026-01-01T00:00:00+00:00",
    },
}
HALF = "\ud83d"
"""Half a character, as a broken client sends it."""

# --- the person's own rights ----------------------------------------------------------------------


def deny(paddock: Paddock, **rights: bool) -> dict[object, discord.PermissionOverwrite]:
    return {paddock.member: discord.PermissionOverwrite(**rights)}


async def test_nobody_has_a_role_pinged_that_they_could_not_ping(stewards: Paddock) -> None:
    role = stewards.guild.create_role("hunters")

    answer = await add(stewards, role=role)

    assert answer.ephemeral
    assert "could not ping yourself" in answer.content
    assert await subscriptions(stewards) == []


async def test_who_may_mention_all_roles_may_have_any_pinged(stewards: Paddock) -> None:
    role = stewards.guild.create_role("hunters")
    callers = stewards.guild.create_role("callers", permissions=PINGING)
    caller = stewards.env.create_user("carol")
    stewards.member = stewards.guild.add_member(caller, roles=[callers])

    assert "From now on" in (await add(stewards, role=role)).content

    overwrites = deny(stewards, mention_everyone=False)
    quiet = stewards.guild.create_text_channel("quiet", overwrites=overwrites)
    assert "could not ping" in (await add(stewards, role=role, channel=quiet)).content
    assert [one.role_id for one in await subscriptions(stewards)] == [role.id]


async def test_nobody_has_posts_put_where_they_cannot_write(stewards: Paddock) -> None:
    overwrites = deny(stewards, send_messages=False)
    channel = stewards.guild.create_text_channel("news", overwrites=overwrites)

    answer = await add(stewards, channel=channel)

    assert f"in {channel.mention} you lack **Send Messages**" in answer.content
    assert await subscriptions(stewards) == []


@pytest.mark.parametrize("kind", [0, 5, 11])
async def test_nobody_has_posts_put_where_they_cannot_look(stewards: Paddock, kind: int) -> None:
    """No client offers such a channel, but Discord resolves it for whoever knows its id."""
    channel = stewards.guild.create_text_channel("secret")
    place = {"id": str(channel.id), "name": "secret", "type": kind, "permissions": "32"}
    if kind == 11:
        place |= THREAD | {"parent_id": str(channel.id)}
    resolved = {"channels": {str(channel.id): place}}

    answer = await send_raw(stewards, "add", resolved, feed="totd", channel=str(channel.id))

    sending = "Send Messages in Threads" if kind == 11 else "Send Messages"
    assert f"you lack **View Channel**, **{sending}**" in answer.content
    assert await subscriptions(stewards) == []


@pytest.mark.parametrize("act", ["test", "resume"])
async def test_nobody_has_others_subscriptions_post_where_they_cannot_write(
    stewards: Paddock, act: str
) -> None:
    writer = stewards.guild.create_role("writers", permissions=RIGHTS)
    reader, stewards.member = (
        stewards.member,
        stewards.guild.add_member(stewards.env.create_user("erin"), roles=[writer]),
    )
    channel = stewards.guild.create_text_channel(
        "news", overwrites={reader: discord.PermissionOverwrite(send_messages=False)}
    )
    await add(stewards, channel=channel)
    stewards.member = reader

    answer = await stewards.type(f"announce {act}", subscription="totd")

    assert "you lack **Send Messages**" in answer.content
    assert [one for one in channel.history() if one.interaction_metadata is None] == []


# --- what is kept ---------------------------------------------------------------------------------


async def test_the_answer_names_role_and_threshold_and_the_same_again_keeps_them(
    stewards: Paddock,
) -> None:
    role = stewards.guild.create_role("hunters", mentionable=True)

    first = await add(stewards, "review-totd", role=role, threshold=30)
    again = await add(stewards, "review-totd")

    assert f"{role.mention} is pinged." in first.content
    assert queue_wording.how_often(30) in first.content
    assert "as before" not in first.content
    assert f"{role.mention} is pinged, as before" in again.content
    assert "threshold is 30 minutes, as before" in again.content
    (found,) = await subscriptions(stewards)
    assert (found.role_id, found.threshold) == (role.id, 30)


async def test_another_role_or_threshold_takes_the_place_of_the_old_one(stewards: Paddock) -> None:
    roles = [stewards.guild.create_role(name, mentionable=True) for name in ("one", "two")]
    await add(stewards, "review-totd", role=roles[0], threshold=30)

    await add(stewards, "review-totd", role=roles[1])
    await add(stewards, "review-totd", threshold=60)

    (found,) = await subscriptions(stewards)
    assert (found.role_id, found.threshold) == (roles[1].id, 60)


async def test_a_role_that_is_gone_is_not_kept(stewards: Paddock) -> None:
    role = stewards.guild.create_role("hunters", mentionable=True)
    await add(stewards, role=role)
    stewards.env.backend.delete_role(stewards.guild.id, role.id)
    await stewards.env.settle()

    answer = await add(stewards)

    assert "Nobody is pinged." in answer.content
    assert (await subscriptions(stewards))[0].role_id is None


# --- which one is meant ---------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["totd", "TOTD", "Track of the Day", "track of the day"])
async def test_a_feed_by_its_whole_name_is_that_feed(stewards: Paddock, typed: str) -> None:
    await add(stewards)
    await add(stewards, "review-totd")

    answer = await stewards.type("announce pause", subscription=typed)

    assert "Paused" in answer.content
    assert [one.state for one in await subscriptions(stewards)] == ["paused", "active"]


async def test_a_word_that_fits_several_is_asked_back(stewards: Paddock) -> None:
    other = stewards.guild.create_text_channel("general-2")
    await add(stewards)
    await add(stewards, channel=other)
    first, second = await subscriptions(stewards)

    answer = await stewards.type("announce remove", subscription="totd")

    assert "Which one?" in answer.content
    assert answer.menus == [
        {
            "Track of the Day → #general": str(first.id),
            "Track of the Day → #general-2": str(second.id),
        }
    ]
    assert len(await subscriptions(stewards)) == 2

    removed = await stewards.choose(answer, str(second.id))

    assert removed.ephemeral
    assert "I will not announce that any more" in removed.content
    assert await subscriptions(stewards) == [first]


async def test_a_channel_by_its_whole_name_is_that_channel(stewards: Paddock) -> None:
    other = stewards.guild.create_text_channel("general-2")
    await add(stewards)
    await add(stewards, channel=other)

    await stewards.type("announce remove", subscription="#general")

    assert [one.channel_id for one in await subscriptions(stewards)] == [other.id]


@pytest.mark.parametrize("typed", [" ", "  \n", "#", "→", "<#>"])
@pytest.mark.parametrize("act", ["list", "edit", "remove", "pause", "resume", "test"])
async def test_a_blank_names_no_subscription(stewards: Paddock, act: str, typed: str) -> None:
    await add(stewards)

    answer = await stewards.type(f"announce {act}", subscription=typed)

    assert "names one of this server's announcements" in answer.content
    assert [one.state for one in await subscriptions(stewards)] == ["active"]


@pytest.mark.parametrize("typed", [HALF, f"totd{HALF}", "9" * 5000, "\x00"])
async def test_odd_texts_name_no_subscription(stewards: Paddock, typed: object) -> None:
    await add(stewards)

    answer = await send_raw(stewards, "remove", subscription=typed)

    assert "do not know that subscription" in answer.content
    assert len(await subscriptions(stewards)) == 1


async def test_a_number_names_no_subscription(stewards: Paddock) -> None:
    await add(stewards)

    answer = await send_raw(stewards, "remove", subscription=7)

    assert answer.content == str(COMMANDS_CHANGED)
    assert len(await subscriptions(stewards)) == 1


NO_MINUTES = "`threshold` is a number of minutes from 0 to 1,440."


@pytest.mark.parametrize(
    ("threshold", "said"),
    [
        *((number, NO_MINUTES) for number in (-1, 1441, 10**30)),
        *((odd, str(COMMANDS_CHANGED)) for odd in ("30", "x", 5.5, True, HALF)),
    ],
)
async def test_a_threshold_is_a_number_of_minutes(
    stewards: Paddock, threshold: object, said: str
) -> None:
    number = str(stewards.channel.id)
    place = {"id": number, "name": "general", "type": 0, "permissions": str(2**53 - 1)}
    resolved = {"channels": {number: place}}

    answer = await send_raw(
        stewards, "add", resolved, feed="review-totd", channel=number, threshold=threshold
    )

    assert said in answer.content
    assert await subscriptions(stewards) == []
