"""`/announce add` once more and `/announce edit`: what changes, what stays, what is told."""

import discord
import pytest

from bot.announcer import announce_wording, queue_wording
from bot.announcer.cards import Subscription
from bot.face import wording as face_wording
from bot.frame.wording import COMMANDS_CHANGED
from tests.cogs.stewards import RIGHTS, add, send_raw, subscriptions
from tests.conftest import Answer, Paddock

PINGING = discord.Permissions(manage_guild=True, mention_everyone=True)


async def edit(paddock: Paddock, typed: str = "totd", **options: object) -> Answer:
    answer = await paddock.type("announce edit", subscription=typed, **options)
    await paddock.env.settle()
    return answer


async def only(paddock: Paddock) -> Subscription:
    (found,) = await subscriptions(paddock)
    return found


# --- what the answer says -------------------------------------------------------------------------


async def test_the_answer_says_all_that_is_set(stewards: Paddock) -> None:
    answer = await add(stewards)

    first = f"From now on I announce **Track of the Day** in {stewards.channel.mention}."
    extras = (
        "Thread below each post: **no**\nPublished to followers: **no**\n"
        "Card kept up to date while it runs: **yes**"
    )
    assert answer.content.splitlines() == [
        f"{first} {stewards.tap('announce test')} shows what it looks like.",
        "Nobody is pinged.",
        *extras.splitlines(),
    ]


async def test_the_answer_says_what_else_was_set(stewards: Paddock) -> None:
    role = stewards.guild.create_role("hunters", mentionable=True)
    news = stewards.guild.create_news_channel("news")

    answer = await add(stewards, channel=news, role=role, thread=True, publish=True)

    assert f"{role.mention} is pinged." in answer.content
    assert "Thread below each post: **yes**\nPublished to followers: **yes**" in answer.content
    assert str(announce_wording.LIVE_NOT_IN_NEWS) in answer.content
    found = await only(stewards)
    assert (found.makes_thread, found.publishes, found.is_live) == (True, True, True)


@pytest.mark.parametrize("threshold", [None, 0, 30])
async def test_review_feeds_say_how_often_they_speak(
    stewards: Paddock, threshold: int | None
) -> None:
    options = {} if threshold is None else {"threshold": threshold}

    answer = await add(stewards, "review-shorts", **options)

    assert queue_wording.how_often(threshold) in answer.content
    told = "Latest card kept up to date: **yes**"
    assert (told in answer.content) == (threshold is None)


async def test_a_live_card_is_for_tracks_and_queues_alone(stewards: Paddock) -> None:
    for feed, options in (("campaign", {}), ("review-shorts", {"threshold": 5})):
        answer = await add(stewards, feed, live=False, **options)
        assert str(announce_wording.LIVE_IS_FOR_OTHERS) in answer.content
    listed = await stewards.type("announce list")
    assert str(announce_wording.NOT_LIVE) not in listed.text
    assert "while it runs: **no**" in (await add(stewards, live=False)).content


async def test_a_queue_card_that_is_not_kept_up_to_date_is_told_as_such(stewards: Paddock) -> None:
    answer = await add(stewards, "review-totd", live=False)

    assert "Latest card kept up to date: **no**" in answer.content
    assert str(announce_wording.LIVE_IS_FOR_OTHERS) not in answer.content
    assert str(announce_wording.NOT_LIVE) in (await stewards.type("announce list")).text


# --- the same once more ---------------------------------------------------------------------------


async def test_the_same_again_changes_only_what_is_given(stewards: Paddock) -> None:
    role = stewards.guild.create_role("hunters", mentionable=True)
    news = stewards.guild.create_news_channel("news")
    await add(stewards, channel=news, role=role, thread=True, publish=True, live=False)
    before = await only(stewards)

    answer = await add(stewards, channel=news, thread=False)

    assert answer.content.startswith("Updated: I announce **Track of the Day**")
    assert f"{role.mention} is pinged, as before." in answer.content
    after = await only(stewards)
    assert (before.makes_thread, after.makes_thread) == (True, False)
    assert (after.publishes, after.is_live, after.role_id) == (True, False, role.id)
    assert after.since == before.since


async def test_who_adds_or_edits_is_remembered(stewards: Paddock) -> None:
    first = stewards.member
    role = stewards.guild.create_role("others", permissions=RIGHTS)
    other = stewards.guild.add_member(stewards.env.create_user("erin"), roles=[role])
    await add(stewards)
    assert (await only(stewards)).subscribed_by == first.id

    stewards.member = other
    await edit(stewards, live=False)
    assert (await only(stewards)).subscribed_by == other.id

    stewards.member = first
    await add(stewards, thread=True)
    assert (await only(stewards)).subscribed_by == first.id


# --- editing --------------------------------------------------------------------------------------


async def test_one_thing_is_changed_and_the_rest_stays(stewards: Paddock) -> None:
    role = stewards.guild.create_role("hunters", mentionable=True)
    await add(stewards, role=role)

    answer = await edit(stewards, thread=True)

    assert answer.ephemeral
    title = f"Changed. This holds now for **Track of the Day** in {stewards.channel.mention}:"
    assert answer.content.splitlines()[:2] == [title, f"{role.mention} is pinged, as before."]
    assert "Thread below each post: **yes**" in answer.content
    found = await only(stewards)
    assert (found.makes_thread, found.role_id, found.is_live) == (True, role.id, True)


async def test_several_things_are_changed_at_once(stewards: Paddock) -> None:
    role = stewards.guild.create_role("hunters", mentionable=True)
    await add(stewards, "review-totd", threshold=30)

    answer = await edit(stewards, "review-totd", role=role, threshold=5, thread=True, live=False)

    assert f"{role.mention} is pinged." in answer.content
    assert queue_wording.how_often(5) in answer.content
    found = await only(stewards)
    assert (found.role_id, found.threshold) == (role.id, 5)
    assert (found.makes_thread, found.is_live) == (True, False)


@pytest.mark.parametrize("typed", ["role", "threshold"])
async def test_a_role_or_a_threshold_is_taken_away(stewards: Paddock, typed: str) -> None:
    role = stewards.guild.create_role("hunters", mentionable=True)
    await add(stewards, "review-totd", role=role, threshold=30)

    answer = await edit(stewards, "review-totd", clear=typed)

    expected = "Nobody is pinged." if typed == "role" else queue_wording.how_often(None)
    assert expected in answer.content
    found = await only(stewards)
    kept = {"role": found.role_id, "threshold": found.threshold}
    assert kept == {"role": role.id, "threshold": 30} | {typed: None}


async def test_what_is_paused_or_stopped_is_edited_and_stays_so(stewards: Paddock) -> None:
    await add(stewards)
    await stewards.type("announce pause", subscription="totd")

    await edit(stewards, live=False)

    found = await only(stewards)
    assert (found.state, found.is_live) == ("paused", False)


async def test_without_anything_given_it_says_what_it_could_change(stewards: Paddock) -> None:
    await add(stewards)
    before = await only(stewards)

    answer = await edit(stewards)

    assert (answer.content, answer.ephemeral) == (str(announce_wording.NOTHING_TO_CHANGE), True)
    assert await only(stewards) == before


async def test_editing_checks_what_adding_checks(stewards: Paddock) -> None:
    role = stewards.guild.create_role("hunters")
    overwrites = {stewards.guild.me: discord.PermissionOverwrite(create_public_threads=False)}
    channel = stewards.guild.create_text_channel("plain", overwrites=overwrites)
    await add(stewards, channel=channel)
    before = await only(stewards)

    refused = {
        "could not ping yourself": {"role": role},
        "only goes with the two review queues": {"threshold": 5},
        "I lack **Create Public Threads** there": {"thread": True},
        "only goes with announcement channels": {"publish": True},
        "leave one of the two out": {"role": role, "clear": "role"},
    }
    for sentence, options in refused.items():
        callers = stewards.guild.create_role("callers", permissions=PINGING)
        if "clear" in options:
            user = stewards.env.create_user("carol")
            stewards.member = stewards.guild.add_member(user, roles=[callers])
        answer = await edit(stewards, **options)
        assert sentence in answer.content
        assert answer.ephemeral
    assert await only(stewards) == before


async def test_a_channel_that_is_gone_or_closed_is_not_edited(stewards: Paddock) -> None:
    channel = stewards.guild.create_text_channel("short-lived")
    await add(stewards, channel=channel)
    stewards.env.backend.delete_channel(channel.id)
    await stewards.env.settle()

    assert (await edit(stewards, live=False)).content == str(announce_wording.CHANNEL_HIDDEN)


async def test_two_that_are_alike_are_asked_back_with_all_that_was_typed(stewards: Paddock) -> None:
    role = stewards.guild.create_role("hunters", mentionable=True)
    other = stewards.guild.create_text_channel("general-2")
    await add(stewards)
    await add(stewards, channel=other)
    _, second = await subscriptions(stewards)

    asked = await edit(stewards, role=role, live=False)
    assert "Which one?" in asked.content
    answer = await stewards.choose(asked, str(second.id))

    assert f"{role.mention} is pinged." in answer.content
    assert answer.ephemeral
    first, second = await subscriptions(stewards)
    assert (first.role_id, first.is_live) == (None, True)
    assert (second.role_id, second.is_live) == (role.id, False)


async def test_a_role_that_went_meanwhile_is_not_taken_from_a_menu(stewards: Paddock) -> None:
    role = stewards.guild.create_role("hunters", mentionable=True)
    other = stewards.guild.create_text_channel("general-2")
    await add(stewards)
    await add(stewards, channel=other)
    before = await subscriptions(stewards)
    asked = await edit(stewards, role=role)
    stewards.env.backend.delete_role(stewards.guild.id, role.id)
    await stewards.env.settle()

    answer = await stewards.choose(asked, str(before[0].id))

    assert answer.content == str(face_wording.OUTDATED_BUTTON)
    assert await subscriptions(stewards) == before


# --- what no client sends -------------------------------------------------------------------------


@pytest.mark.parametrize("option", ["thread", "publish", "live"])
@pytest.mark.parametrize("value", ["yes", 1, 2.5, [True], {}])
async def test_yes_and_no_are_nothing_else(stewards: Paddock, option: str, value: object) -> None:
    await add(stewards)
    before = await only(stewards)

    answer = await send_raw(stewards, "edit", subscription="totd", **{option: value})

    assert (answer.content, answer.ephemeral) == (str(COMMANDS_CHANGED), True)
    assert await only(stewards) == before


@pytest.mark.parametrize("value", ["", "everything", "roles", "\ud83d", "9" * 5000])
async def test_only_what_can_be_taken_away_is(stewards: Paddock, value: str) -> None:
    await add(stewards)

    answer = await send_raw(stewards, "edit", subscription="totd", clear=value)

    assert (answer.content, answer.ephemeral) == (str(announce_wording.NO_SUCH_CHOICE), True)


@pytest.mark.parametrize("typed", ["Role", *map(str, announce_wording.CLEAR_CHOICES.values())])
async def test_a_choice_is_understood_by_its_label(stewards: Paddock, typed: str) -> None:
    await add(stewards)

    assert (
        "Changed." in (await send_raw(stewards, "edit", subscription="totd", clear=typed)).content
    )


@pytest.mark.parametrize("typed", ["totd", "TOTD", "Track of the Day", " track OF the day "])
async def test_a_feed_is_understood_by_value_or_name(stewards: Paddock, typed: str) -> None:
    number = str(stewards.channel.id)
    place = {"id": number, "name": "general", "type": 0, "permissions": str(2**53 - 1)}
    resolved: dict[str, object] = {"channels": {number: place}}

    answer = await send_raw(stewards, "add", resolved, feed=typed, channel=number)

    assert "**Track of the Day**" in answer.content
    assert (await only(stewards)).feed == "totd"


@pytest.mark.parametrize("typed", ["", "to", "everything", "\ud83d", "9" * 5000])
async def test_a_feed_that_is_none_is_refused(stewards: Paddock, typed: str) -> None:
    number = str(stewards.channel.id)
    place = {"id": number, "name": "general", "type": 0, "permissions": str(2**53 - 1)}
    resolved: dict[str, object] = {"channels": {number: place}}

    answer = await send_raw(stewards, "add", resolved, feed=typed, channel=number)

    assert (answer.content, answer.ephemeral) == (str(announce_wording.NO_SUCH_FEED), True)
    assert await subscriptions(stewards) == []
