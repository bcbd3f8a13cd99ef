"""Where `/announce add` announces, and what it says of a channel that it cannot take."""

from typing import Any

import discord
import pytest
import simcord
from simcord.backend import serializers
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.announcer import announce_wording
from tests.cogs.stewards import add, send_raw, subscriptions
from tests.conftest import Paddock

REQUIRE_TAG = 1 << 4
MEDIA = 16


def make(paddock: Paddock, kind: str) -> simcord.ChannelHandle:
    makers = {
        "text": paddock.guild.create_text_channel,
        "announcement": paddock.guild.create_news_channel,
        "forum": paddock.guild.create_forum_channel,
        "voice": paddock.guild.create_voice_channel,
        "stage": paddock.guild.create_stage_channel,
    }
    return makers[kind](kind)


async def take(paddock: Paddock, channel: simcord.ChannelHandle, *rights: str) -> None:
    """Take rights in a channel away from the bot."""
    denied = discord.Permissions(**dict.fromkeys(rights, True))
    overwrite = Overwrite(paddock.guild.me.id, OverwriteType.MEMBER, 0, denied.value)
    paddock.env.backend.set_overwrite(channel.id, overwrite)
    await paddock.env.settle()


async def want_tags(
    paddock: Paddock, forum: simcord.ChannelHandle, *tags: tuple[int, str, bool]
) -> None:
    """Let a forum require one of these tags; each is an id, a name and whether it is moderated."""
    backend = paddock.env.backend
    channel = backend.get_channel(forum.id)
    channel.available_tags = [
        {"id": str(tag), "name": name, "moderated": moderated, "emoji_id": None, "emoji_name": None}
        for tag, name, moderated in tags
    ]
    payload: Any = dict(serializers.channel_payload(backend, channel))
    backend.emit("CHANNEL_UPDATE", {**payload, "flags": REQUIRE_TAG})
    await paddock.env.settle()


@pytest.mark.parametrize("kind", ["text", "announcement", "forum", "voice", "stage"])
async def test_all_that_hold_messages_are_taken(stewards: Paddock, kind: str) -> None:
    channel = make(stewards, kind)

    answer = await add(stewards, channel=channel)

    assert f"From now on I announce **Track of the Day** in {channel.mention}" in answer.content
    (found,) = await subscriptions(stewards)
    assert (found.is_forum, found.editable) == (kind == "forum", kind != "announcement")
    assert found.subscribed_by == stewards.member.id
    assert found.tag_id is None


async def test_a_thread_is_taken(stewards: Paddock) -> None:
    backend = stewards.env.backend
    thread = backend.create_thread(stewards.channel.id, "talk", stewards.member.id)
    await stewards.env.settle()
    place = {"id": str(thread.id), "name": "talk", "type": 11, "permissions": str(2**53 - 1)}
    meta = {"archived": False, "auto_archive_duration": 60, "archive_timestamp": "2026-01-01"}
    place |= {"parent_id": str(stewards.channel.id), "owner_id": "1", "member_count": 1}
    place |= {"message_count": 1, "thread_metadata": meta}
    resolved: dict[str, object] = {"channels": {str(thread.id): place}}

    taken = await send_raw(stewards, "add", resolved, feed="totd", channel=str(thread.id))
    refused = await send_raw(
        stewards, "add", resolved, feed="totd", channel=str(thread.id), thread=True
    )

    assert "From now on" in taken.content
    assert refused.content == str(announce_wording.NO_THREADS_IN_THREADS)

    thread.thread_metadata.locked = True
    backend.announce_channel_update(thread.id)
    await take(stewards, stewards.channel, "manage_threads")
    locked = await send_raw(stewards, "add", resolved, feed="campaign", channel=str(thread.id))
    assert locked.content == str(announce_wording.THREAD_LOCKED)
    assert len(await subscriptions(stewards)) == 1


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [(MEDIA, str(announce_wording.NO_MEDIA)), (4, str(announce_wording.NO_TEXT))],
)
async def test_what_holds_no_messages_of_ours_is_refused_with_the_reason(
    stewards: Paddock, kind: int, sentence: str
) -> None:
    channel = stewards.env.backend.create_channel(stewards.guild.id, "odd", type=kind)
    place = {"id": str(channel.id), "name": "odd", "type": kind, "permissions": str(2**53 - 1)}
    resolved: dict[str, object] = {"channels": {str(channel.id): place}}

    answer = await send_raw(stewards, "add", resolved, feed="totd", channel=str(channel.id))

    assert (answer.content, answer.ephemeral) == (sentence, True)
    assert await subscriptions(stewards) == []


@pytest.mark.parametrize(
    ("kind", "options", "sentence"),
    [
        ("forum", {"thread": True}, str(announce_wording.NO_THREADS_IN_FORUMS)),
        ("voice", {"thread": True}, str(announce_wording.NO_THREADS_IN_VOICE)),
        ("stage", {"thread": True}, str(announce_wording.NO_THREADS_IN_VOICE)),
        ("text", {"publish": True}, str(announce_wording.NO_PUBLISHING)),
        ("forum", {"publish": True}, str(announce_wording.NO_PUBLISHING)),
        ("voice", {"publish": True}, str(announce_wording.NO_PUBLISHING)),
    ],
)
async def test_what_a_channel_cannot_have_is_refused_with_the_reason(
    stewards: Paddock, kind: str, options: dict[str, bool], sentence: str
) -> None:
    channel = make(stewards, kind)

    answer = await add(stewards, channel=channel, **options)

    assert (answer.content, answer.ephemeral) == (sentence, True)
    assert await subscriptions(stewards) == []
    without = dict.fromkeys(options, False)
    assert "From now on" in (await add(stewards, channel=channel, **without)).content


@pytest.mark.parametrize(
    ("kind", "options", "right", "name"),
    [
        ("text", {}, "send_messages", "Send Messages"),
        ("text", {}, "embed_links", "Embed Links"),
        ("text", {}, "read_message_history", "Read Message History"),
        ("text", {"thread": True}, "create_public_threads", "Create Public Threads"),
        ("announcement", {"thread": True}, "create_public_threads", "Create Public Threads"),
        ("announcement", {"publish": True}, "send_messages", "Send Messages"),
        ("voice", {}, "connect", "Connect"),
        ("stage", {}, "connect", "Connect"),
        ("forum", {}, "send_messages", "Send Messages"),
        ("forum", {}, "send_messages_in_threads", "Send Messages in Threads"),
    ],
)
async def test_the_one_right_that_is_missing_is_named(
    stewards: Paddock, kind: str, options: dict[str, bool], right: str, name: str
) -> None:
    channel = make(stewards, kind)
    await take(stewards, channel, right)

    answer = await add(stewards, channel=channel, **options)

    assert answer.content == f"I cannot announce in {channel.mention}: I lack **{name}** there."
    assert answer.ephemeral
    assert await subscriptions(stewards) == []


async def test_rights_that_nobody_uses_are_not_asked_for(stewards: Paddock) -> None:
    news = make(stewards, "announcement")
    await take(stewards, news, "create_public_threads", "manage_messages", "connect")

    answer = await add(stewards, channel=news, publish=True)

    assert "Published to followers: **yes**" in answer.content
    (found,) = await subscriptions(stewards)
    assert (found.publishes, found.makes_thread) == (True, False)


async def test_nobody_has_threads_opened_that_they_could_not_open(stewards: Paddock) -> None:
    overwrites = {stewards.member: discord.PermissionOverwrite(create_public_threads=False)}
    channel = stewards.guild.create_text_channel("plain", overwrites=overwrites)

    refused = await add(stewards, channel=channel, thread=True)

    assert f"in {channel.mention} you lack **Create Public Threads**" in refused.content
    assert "From now on" in (await add(stewards, channel=channel)).content


# --- tags -----------------------------------------------------------------------------------------


async def test_a_forum_that_wants_a_tag_gets_its_first_usable_one(stewards: Paddock) -> None:
    forum = make(stewards, "forum")
    await take(stewards, forum, "manage_threads")
    await want_tags(stewards, forum, (1, "staff", True), (2, "maps*", False), (3, "talk", False))

    answer = await add(stewards, channel=forum)

    assert "a post of that forum, with the tag **maps\\***." in answer.content
    assert [one.tag_id for one in await subscriptions(stewards)] == [2]


async def test_who_manages_threads_may_give_any_tag(stewards: Paddock) -> None:
    forum = make(stewards, "forum")
    await want_tags(stewards, forum, (1, "staff", True))

    await add(stewards, channel=forum)

    assert [one.tag_id for one in await subscriptions(stewards)] == [1]


@pytest.mark.parametrize("tags", [[], [(1, "staff", True)]])
async def test_a_forum_without_a_usable_tag_is_refused(
    stewards: Paddock, tags: list[tuple[int, str, bool]]
) -> None:
    forum = make(stewards, "forum")
    await take(stewards, forum, "manage_threads")
    await want_tags(stewards, forum, *tags)

    answer = await add(stewards, channel=forum)

    assert (answer.content, answer.ephemeral) == (str(announce_wording.NO_USABLE_TAG), True)
    assert await subscriptions(stewards) == []
