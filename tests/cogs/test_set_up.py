"""`/announce set-up`: several subscriptions in one go, and nothing before they are confirmed."""

from dataclasses import replace

import pytest

from bot.announcer import announce_wording, queue_wording, set_up_wording
from bot.announcer.cards import FEEDS, Subscription
from bot.announcer.rows.subscriptions import MOST_IN_A_SERVER, subscribe
from bot.announcer.set_up_cards import Choices
from bot.announcer.typed.set_up import packed
from bot.face.wording import NADEO_SENTENCES
from bot.nadeo.errors import Unavailable
from tests.cogs.linked import DRIVER, account, drive, let_link, track_of
from tests.cogs.steps import Steps, begin, hunters
from tests.cogs.stewards import RIGHTS, add, subscriptions
from tests.conftest import Paddock


@pytest.fixture
async def steps(stewards: Paddock) -> Steps:
    return await begin(stewards)


# --- the way through -----------------------------------------------------------------------------


async def test_several_feeds_a_channel_and_a_role_in_one_go(
    stewards: Paddock, steps: Steps
) -> None:
    role = hunters(stewards)
    assert steps.card.ephemeral
    assert steps.card.buttons == {"Preview": False, "Confirm": False, "Cancel": True}
    await steps.choose("feeds", "review-totd", "totd", "cotd-asia")
    assert queue_wording.how_often(None) in steps.text
    assert steps.card.buttons == {"Preview": True, "Confirm": False, "Cancel": True}
    await steps.choose("channel", stewards.channel)
    await steps.choose("role", role)
    feeds = ["totd", "cotd-asia", "review-totd"]
    assert steps.shown == (feeds, [str(stewards.channel.id)], [str(role.id)])
    assert steps.card.buttons["Confirm"]
    assert await subscriptions(stewards) == []

    await steps.press("Confirm")

    found = await subscriptions(stewards)
    assert [one.feed for one in found] == feeds
    assert {one.channel_id for one in found} == {stewards.channel.id}
    assert {one.role_id for one in found} == {role.id}
    assert {one.subscribed_by for one in found} == {stewards.member.id}
    assert steps.card.message.components == []
    assert "**Track of the Day**\n" in steps.text
    assert f"{role.mention} is pinged." in steps.text
    assert stewards.channel.mention in steps.text
    assert queue_wording.how_often(None) in steps.text
    for command in ("announce test", "announce list", "announce edit"):
        assert stewards.tap(command) in steps.text


async def test_a_role_can_be_left_out_and_taken_back(stewards: Paddock, steps: Steps) -> None:
    role = hunters(stewards)
    await steps.choose("feeds", "totd")
    await steps.choose("role", role)
    await steps.choose("channel", stewards.channel)
    await steps.choose("role")
    assert steps.shown[2] == []
    await steps.press("Confirm")

    (found,) = await subscriptions(stewards)
    assert found.role_id is None
    assert "Nobody is pinged." in steps.text


async def test_cancelled_nothing_is_kept(stewards: Paddock, steps: Steps) -> None:
    await steps.choose("feeds", "totd")
    await steps.choose("channel", stewards.channel)

    await steps.press("Cancel")

    assert steps.card.content.startswith("Nothing was set up.")
    assert steps.card.embeds == []
    assert steps.card.message.components == []
    assert await subscriptions(stewards) == []


async def test_confirmed_twice_it_is_there_once(stewards: Paddock, steps: Steps) -> None:
    await steps.choose("feeds", "totd", "campaign")
    await steps.choose("channel", stewards.channel)
    state = packed(Choices(("totd", "campaign"), stewards.channel.id))
    await steps.press("Confirm")
    before = await subscriptions(stewards)

    again = await steps.send(f"set-up:confirm:{state}")

    assert await subscriptions(stewards) == before
    assert again.text == steps.text


async def test_what_a_channel_has_stays_but_for_the_role(stewards: Paddock, steps: Steps) -> None:
    role = hunters(stewards)
    await add(stewards, "review-totd", threshold=20)
    (before,) = await subscriptions(stewards)
    stewards.clock.set(stewards.clock.now().replace(hour=18))
    await steps.choose("channel", stewards.channel)
    await steps.choose("feeds", "review-totd", "review-shorts")
    await steps.choose("role", role)
    await steps.press("Confirm")

    kept, new = await subscriptions(stewards)
    assert kept == replace(before, role_id=role.id)
    assert (new.role_id, new.threshold) == (role.id, None)
    assert queue_wording.how_often(20) in steps.text


async def test_a_role_of_before_stays_and_is_said_to(stewards: Paddock, steps: Steps) -> None:
    role = hunters(stewards)
    await add(stewards, "totd", role=role)
    await steps.choose("feeds", "totd", "campaign")
    await steps.choose("channel", stewards.channel)
    await steps.press("Confirm")

    assert [one.role_id for one in await subscriptions(stewards)] == [role.id, None]
    assert f"**Track of the Day**: {role.mention} is pinged, as before" in steps.text
    assert "**Seasonal campaign**: Nobody is pinged." in steps.text


async def test_in_a_forum_each_item_is_a_post(stewards: Paddock, steps: Steps) -> None:
    forum = stewards.guild.create_forum_channel("tracks")
    await steps.choose("feeds", "totd")
    await steps.choose("channel", forum)
    await steps.press("Confirm")

    (found,) = await subscriptions(stewards)
    assert (found.channel_id, found.is_forum) == (forum.id, True)
    assert announce_wording.forum_posts("") in steps.text


async def test_over_the_limit_none_is_kept(stewards: Paddock, steps: Steps) -> None:
    now, guild = stewards.clock.timestamp(), stewards.guild.id
    for channel in range(1, MOST_IN_A_SERVER):
        wanted = Subscription(0, guild, channel, "totd", since=now)
        await subscribe(stewards.bot.store, wanted)
    await steps.choose("feeds", "totd", "campaign")
    await steps.choose("channel", stewards.channel)

    await steps.press("Confirm")

    too_many = set_up_wording.too_many(MOST_IN_A_SERVER).partition("`")[0]
    assert too_many in steps.text
    assert steps.shown == (["totd", "campaign"], [str(stewards.channel.id)], [])
    assert len(await subscriptions(stewards)) == MOST_IN_A_SERVER - 1
    await steps.choose("feeds", "totd")
    await steps.press("Confirm")
    assert len(await subscriptions(stewards)) == MOST_IN_A_SERVER


async def test_two_people_at_once_have_a_way_each(stewards: Paddock, steps: Steps) -> None:
    managers = stewards.guild.create_role("managers", permissions=RIGHTS)
    carol = stewards.guild.add_member(stewards.env.create_user("carol"), roles=[managers])
    other, news = await begin(stewards, carol), stewards.guild.create_text_channel("news")
    await steps.choose("feeds", "totd")
    await other.choose("feeds", "totd", "campaign")
    await steps.choose("channel", stewards.channel)
    await other.choose("channel", news)

    await other.press("Confirm")
    await steps.press("Confirm")

    found = {(one.feed, one.channel_id) for one in await subscriptions(stewards)}
    ours, theirs = stewards.channel.id, news.id
    assert found == {("totd", ours), ("totd", theirs), ("campaign", theirs)}


# --- previews ------------------------------------------------------------------------------------


async def test_every_card_is_previewed_and_none_posted(stewards: Paddock, steps: Steps) -> None:
    feeds = [feed for feed in FEEDS if feed != "submissions"]
    role = hunters(stewards)
    await let_link(stewards, 1, account(stewards))
    track = track_of(stewards)
    drive(stewards, track, DRIVER, track.medals.gold)
    await steps.choose("feeds", *feeds)
    await steps.choose("channel", stewards.channel)
    await steps.choose("role", role)

    await steps.press("Preview")

    titles: list[str] = []
    for place, _ in enumerate(feeds, start=1):
        head = steps.card.content
        assert head.startswith(f"Preview {place} of {len(feeds)}: **")
        assert f"→ {stewards.channel.mention} · {role.mention} is pinged." in head
        assert steps.card.embed.title or steps.card.embed.author.name
        titles.append(head.split("**")[1])
        assert steps.card.buttons["▶"] == (place < len(feeds))
        if place < len(feeds):
            await steps.press("▶")
    assert len(set(titles)) == len(feeds)
    await steps.press("◀")
    assert f"Preview {len(feeds) - 1} of" in steps.card.content
    await steps.press("Back to the choices")
    assert steps.card.content == ""
    assert steps.shown == (feeds, [str(stewards.channel.id)], [str(role.id)])
    posts = [one for one in stewards.channel.history() if one.interaction_metadata is None]
    assert posts == []


async def test_a_card_has_its_own_buttons_which_do_nothing_here(steps: Steps) -> None:
    await steps.choose("feeds", "totd")

    await steps.press("Preview")

    assert steps.card.embed.author.name == "Track of the Day · 22 August"
    assert steps.card.buttons == {
        "Leaderboard": False,
        "Back to the choices": True,
        "Confirm": False,
    }


async def test_from_the_previews_it_can_be_confirmed(stewards: Paddock, steps: Steps) -> None:
    await steps.choose("feeds", "totd")
    await steps.choose("channel", stewards.channel)
    await steps.press("Preview")

    await steps.press("Confirm")

    assert [one.feed for one in await subscriptions(stewards)] == ["totd"]
    assert steps.card.content == ""
    assert steps.card.embed.title == str(set_up_wording.DONE_TITLE)


async def test_a_preview_that_fails_is_one_sentence_in_its_place(
    stewards: Paddock, steps: Steps
) -> None:
    await steps.choose("feeds", "cotd-asia", "weekly-grand")
    stewards.nadeo.failures.mode = "down"

    await steps.press("Preview")

    head, sentence = steps.card.content.splitlines()
    assert head == "Preview 1 of 2: **Weekly Grand**"
    assert sentence == str(NADEO_SENTENCES[Unavailable])
    assert steps.card.embeds == []
    assert steps.card.buttons["Back to the choices"]
    await steps.press("▶")
    assert steps.card.content == "Preview 2 of 2: **Cup of the Day, Asia**"
    assert steps.card.embeds


async def test_previews_ask_nadeo_little_and_again_nothing(stewards: Paddock, steps: Steps) -> None:
    await steps.choose("feeds", "totd", "cotd-europe")
    stewards.upstream()
    await steps.press("Preview")
    assert len(stewards.upstream()) <= 1

    await steps.press("▶")
    await steps.press("◀")

    assert stewards.upstream() == []
