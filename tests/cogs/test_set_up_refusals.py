"""`/announce set-up`: what cannot be is said on the card, and what was lost is chosen anew."""

import discord
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.announcer import announce_wording, set_up_wording
from bot.announcer.cards import FEEDS
from bot.announcer.set_up_cards import Choices
from bot.announcer.typed.set_up import packed
from bot.face import wording as face_wording
from bot.face.wording import OUTDATED_BUTTON
from bot.frame.wording import UNKNOWN_FAULT
from tests.cogs.steps import CHANNEL_MENU, MENU, Steps, begin, hunters
from tests.cogs.stewards import RIGHTS, subscriptions
from tests.conftest import Paddock


@pytest.fixture
async def steps(stewards: Paddock) -> Steps:
    return await begin(stewards)


async def test_a_channel_that_cannot_be_is_refused_at_once(stewards: Paddock, steps: Steps) -> None:
    deny = discord.PermissionOverwrite(send_messages=False, embed_links=False)
    quiet = stewards.guild.create_text_channel("quiet", overwrites={stewards.guild.me: deny})
    await steps.choose("feeds", "totd")
    await steps.choose("channel", stewards.channel)
    before, menu = steps.shown, steps.menu("channel")["custom_id"]

    await steps.choose("channel", quiet)

    assert f"I cannot announce in {quiet.mention}" in steps.text
    assert "**Send Messages**, **Embed Links**" in steps.text
    assert steps.shown == before
    # Else Discord's clients would go on showing what was refused.
    assert steps.menu("channel")["custom_id"] != menu


async def test_a_person_sets_up_only_what_they_may_do(stewards: Paddock, steps: Steps) -> None:
    deny = discord.PermissionOverwrite(send_messages=False)
    news = stewards.guild.create_text_channel("news", overwrites={stewards.member: deny})

    await steps.choose("channel", news)
    assert f"in {news.mention} you lack **Send Messages**" in steps.text

    await steps.choose("role", hunters(stewards, mentionable=False))
    assert str(announce_wording.ROLE_NOT_YOURS) in steps.text
    await steps.choose("role", stewards.guild.default_role)
    assert str(announce_wording.NO_EVERYONE) in steps.text
    assert steps.shown == ([], [], [])


async def test_a_role_that_the_bot_cannot_ping_is_told(stewards: Paddock) -> None:
    pinging = discord.Permissions(manage_guild=True, mention_everyone=True)
    callers = stewards.guild.create_role("callers", permissions=pinging)
    carol = stewards.guild.add_member(stewards.env.create_user("carol"), roles=[callers])
    no_pings = {stewards.guild.me: discord.PermissionOverwrite(mention_everyone=False)}
    quiet = stewards.guild.create_text_channel("quiet", overwrites=no_pings)
    steps = await begin(stewards, carol)
    await steps.choose("feeds", "totd")
    await steps.choose("channel", quiet)

    await steps.choose("role", hunters(stewards, mentionable=False))
    assert str(announce_wording.ROLE_CANNOT_BE_PINGED) in steps.text
    await steps.press("Confirm")
    assert str(announce_wording.ROLE_CANNOT_BE_PINGED) in steps.text


async def test_what_is_gone_between_the_steps_is_chosen_anew(
    stewards: Paddock, steps: Steps
) -> None:
    role, news = hunters(stewards), stewards.guild.create_text_channel("news")
    await steps.choose("feeds", "totd")
    await steps.choose("channel", news)
    await steps.choose("role", role)
    stewards.env.backend.delete_channel(news.id)
    stewards.env.backend.delete_role(stewards.guild.id, role.id)
    await stewards.env.settle()

    await steps.press("Confirm")

    assert str(announce_wording.CHANNEL_HIDDEN) in steps.text
    assert str(set_up_wording.ROLE_GONE) in steps.text
    assert steps.shown == (["totd"], [], [])
    assert not steps.card.buttons["Confirm"]
    assert await subscriptions(stewards) == []
    await steps.choose("channel", stewards.channel)
    await steps.press("Confirm")
    (found,) = await subscriptions(stewards)
    assert (found.channel_id, found.role_id) == (stewards.channel.id, None)


@pytest.mark.parametrize("label", ["Preview", "Confirm"])
async def test_who_may_manage_no_more_gets_no_further(stewards: Paddock, label: str) -> None:
    managers = stewards.guild.create_role("managers", permissions=RIGHTS)
    carol = stewards.guild.add_member(stewards.env.create_user("carol"), roles=[managers])
    steps = await begin(stewards, carol)
    await steps.choose("feeds", "totd")
    await steps.choose("channel", stewards.channel)
    stewards.env.backend.delete_role(stewards.guild.id, managers.id)
    await stewards.env.settle()

    await steps.press(label)

    assert steps.card.content == str(face_wording.NEEDS_MANAGE_SERVER)
    assert await subscriptions(stewards) == []


async def test_only_operators_are_offered_submissions(stewards: Paddock, steps: Steps) -> None:
    offered = [option["value"] for option in steps.menu("feeds")["options"]]
    assert offered == [feed for feed in FEEDS if feed != "submissions"]
    await steps.send("set-up:feeds:0:0:0:0", "submissions", kind=MENU)
    state = packed(Choices(("submissions",), stewards.channel.id))
    for act in ("confirm", "preview:0p"):
        answer = await steps.send(f"set-up:{act}:{state}")
        said = answer.content if act != "confirm" else answer.text
        assert str(announce_wording.FEED_FOR_OPERATORS) in said
    assert await subscriptions(stewards) == []

    stewards.let_operate(stewards.member.id)
    steps = await begin(stewards)
    await steps.choose("feeds", "submissions")
    await steps.choose("channel", stewards.channel)
    await steps.press("Confirm")
    assert [one.feed for one in await subscriptions(stewards)] == ["submissions"]


async def test_a_channel_of_another_server_is_none(stewards: Paddock, steps: Steps) -> None:
    elsewhere = stewards.env.create_guild("elsewhere").create_text_channel("general")
    await steps.choose("feeds", "totd")

    answer = await steps.send("set-up:channel:0:1:0:0", str(elsewhere.id), kind=CHANNEL_MENU)
    assert str(announce_wording.CHANNEL_HIDDEN) in answer.text
    answer = await steps.send(f"set-up:confirm:1:{elsewhere.id}:0")
    assert str(announce_wording.CHANNEL_HIDDEN) in answer.text
    assert await subscriptions(stewards) == []


ANY_ID = st.one_of(
    st.text(max_size=70).map(lambda text: f"set-up:{text}"),
    st.from_regex(
        r"set-up:(feeds|channel|role|preview|choices|confirm|cancel|asleep)"
        r"(:[0-9a-f]{0,9}[bnp]?){0,4}(:[0-9]{0,21}){0,2}",
        fullmatch=True,
    ),
    st.builds(
        "set-up:{}:{:x}:{}:{}".format,
        st.sampled_from(["feeds:0", "channel:1", "role:0", "preview:9p", "choices", "confirm"]),
        st.integers(0, 2**12),
        st.integers(0, 10**20 - 1),
        st.integers(0, 10**20 - 1),
    ),
)
ANY_VALUES = st.lists(st.one_of(st.text(max_size=9), st.sampled_from(FEEDS)), max_size=4)


@given(custom_id=ANY_ID, values=ANY_VALUES)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_whatever_is_pressed_has_an_answer_and_keeps_nothing(
    steps: Steps, custom_id: str, values: list[str]
) -> None:
    answer = await steps.send(custom_id[:100], *values, kind=MENU)

    said = answer.content + "".join(embed.description or "" for embed in answer.embeds)
    assert said
    assert said != str(UNKNOWN_FAULT)
    assert await subscriptions(steps.paddock) == []


async def test_what_no_menu_of_mine_holds_is_refused(stewards: Paddock, steps: Steps) -> None:
    wrong = [("feeds", "totd2"), ("channel", "general"), ("role", "1", "2"), ("feeds", "totd", "")]
    for part, *values in wrong:
        answer = await steps.send(f"set-up:{part}:0:0:0:0", *values, kind=MENU)
        assert str(OUTDATED_BUTTON) in answer.text
    answer = await steps.send(f"set-up:confirm:{1 << len(FEEDS):x}:{stewards.channel.id}:0")
    assert answer.content == str(OUTDATED_BUTTON)
    answer = await steps.send(f"set-up:preview:0p:0:{stewards.channel.id}:0")
    assert answer.content == str(set_up_wording.INCOMPLETE)
