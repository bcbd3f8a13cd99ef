import pytest
from support import until

from bot.sandbox.discord.state.channels import Channel
from bot.sandbox.discord.state.permissions import Permission
from tests.sandbox.page.conftest import Visitor


def totd(visitor: Visitor) -> Channel:
    """Return the channel of this name, which may have been made again."""
    channels = visitor.here.stage.discord.state.default.guild.channels.values()
    (found,) = [channel for channel in channels if channel.name == "totd"]
    return found


async def is_suspended(visitor: Visitor) -> bool:
    """Tell whether the one subscription of the server is; asking commands for it keeps all busy."""
    guild = visitor.here.stage.discord.state.default.guild
    (only,) = await visitor.here.bot.announcer.subscriptions.of_server(guild.id)
    return only.state == "suspended"


async def told(visitor: Visitor, command: str, words: str, **options: object) -> None:
    """Use a command as the server's admin until the answer holds these words."""
    admin = visitor.here.stage.discord.state.default.admin

    async def is_told() -> bool:
        done = await visitor.act("command", user=str(admin.id), name=command, options=options)
        interaction = visitor.here.stage.interactions[int(done["interaction"])]
        await interaction.answered(10)
        assert interaction.original is not None
        return words in f"{interaction.original.content} {interaction.original.embeds}"

    await until(is_told)


@pytest.mark.parametrize(
    ("right", "name"),
    [
        ("view", "View Channel"),
        ("send", "Send Messages"),
        ("embed", "Embed Links"),
        ("history", "Read Message History"),
    ],
)
async def test_the_bot_meets_a_right_that_is_taken_away(
    visitor: Visitor, right: str, name: str
) -> None:
    place = {"channel": str(totd(visitor).id), "right": right}
    world = await visitor.post("world/right", **place, given=False)
    assert world["server"]["denied"] == {place["channel"]: [right]}
    wanted = {"feed": "totd", "channel": place["channel"]}
    await told(visitor, "announce add", name, **wanted)
    world = await visitor.post("world/right", **place, given=True)
    assert world["server"]["denied"] == {}
    await told(visitor, "announce add", "I announce", **wanted)


async def test_a_post_is_refused_and_suspended_with_the_channel(visitor: Visitor) -> None:
    state = visitor.here.stage.discord.state
    await visitor.subscribe("totd")
    old = totd(visitor)
    world = await visitor.post("world/channel", channel=str(old.id), exists=False)
    assert world["server"]["deleted"] == [{"id": str(old.id), "name": "totd"}]
    assert "totd" not in [one["name"] for one in (await visitor.state())["channels"]]
    await visitor.post("world/next-totd")
    await visitor.post("world/next-totd")
    await until(lambda: is_suspended(visitor))
    await told(visitor, "announce list", "suspended")
    world = await visitor.post("world/channel", channel=str(old.id), exists=True)
    assert world["server"]["deleted"] == []
    new = totd(visitor)
    assert new.id != old.id
    assert (new.topic, new.position, new.type) == (old.topic, old.position, old.type)
    await visitor.subscribe("totd")
    await visitor.post("world/next-totd")
    await visitor.post("world/next-totd")
    await until(lambda: state.messages.all_in(new))


async def test_a_deleted_role_is_pinged_no_more_and_a_new_one_is_another(visitor: Visitor) -> None:
    state = visitor.here.stage.discord.state
    guild, old, member = state.default.guild, state.default.hunters, visitor.member
    await visitor.subscribe("totd", role=str(old.id))
    world = await visitor.post("world/role", exists=False)
    assert world["server"]["role"] == {"name": "TOTD hunters", "exists": False}
    await told(visitor, "announce list", "role is gone")
    for _ in range(2):
        world = await visitor.post("world/role", exists=True)
    assert world["server"]["role"]["exists"]
    (new,) = [role for role in guild.roles.values() if role.name == old.name]
    assert new.id != old.id
    assert (new.mentionable, new.color) == (old.mentionable, old.color)
    assert new in guild.roles_of(member)
    assert "TOTD hunters" in [role["name"] for role in (await visitor.state())["roles"]]


async def test_threads_go_and_come_with_their_channel(visitor: Visitor) -> None:
    guild = visitor.here.stage.discord.state.default.guild
    await visitor.post("world/channel", channel=str(visitor.general.id), exists=False)
    assert not [one for one in guild.channels.values() if one.is_thread]
    await visitor.post("world/channel", channel=str(visitor.general.id), exists=True)
    (thread,) = [one for one in guild.channels.values() if one.is_thread]
    assert thread.name == "Off the track"
    assert guild.channels[thread.parent_id or 0].name == "general"


async def test_a_channel_comes_back_with_its_overwrites(visitor: Visitor) -> None:
    state, old = visitor.here.stage.discord.state, totd(visitor)
    state.set_overwrite(old, state.default.hunters, deny=Permission.SEND_MESSAGES)
    await visitor.post("world/right", channel=str(old.id), right="create-threads", given=False)
    await visitor.post("world/channel", channel=str(old.id), exists=False)
    world = await visitor.post("world/channel", channel=str(old.id), exists=True)
    new = totd(visitor)
    assert world["server"]["denied"] == {str(new.id): ["create-threads"]}
    assert new.overwrites[state.default.hunters.id].deny is Permission.SEND_MESSAGES
    await visitor.post("world/right", channel=str(new.id), right="create-threads", given=True)
    assert Permission.CREATE_PUBLIC_THREADS in old.overwrites[state.bot.id].deny


async def test_a_forum_comes_back_with_its_tags_and_without_its_posts(visitor: Visitor) -> None:
    state = visitor.here.stage.discord.state
    guild, old = state.default.guild, state.default.announcements_forum
    state.add_thread(old, "A post", state.bot)
    await visitor.post("world/channel", channel=str(old.id), exists=False)
    await visitor.post("world/channel", channel=str(old.id), exists=True)
    (new,) = [one for one in guild.channels.values() if one.name == old.name]
    assert [tag.name for tag in new.tags] == ["Track of the Day", "Everything else"]
    assert not {tag.id for tag in new.tags} & {tag.id for tag in old.tags}
    assert not [one for one in guild.channels.values() if one.parent_id == new.id]


async def test_other_words_about_the_bot_in_a_channel_are_left(visitor: Visitor) -> None:
    state, channel = visitor.here.stage.discord.state, totd(visitor)
    kept = {"allow": Permission.MANAGE_MESSAGES, "deny": Permission.ADD_REACTIONS}
    state.set_overwrite(channel, state.bot, **kept)
    for given in (False, True):
        await visitor.post("world/right", channel=str(channel.id), right="embed", given=given)
    overwrite = channel.overwrites[state.bot.id]
    assert (overwrite.allow, overwrite.deny) == (kept["allow"], kept["deny"])


async def test_all_is_given_back_at_once(visitor: Visitor) -> None:
    state = visitor.here.stage.discord.state
    await visitor.post("world/right", channel=str(totd(visitor).id), right="send", given=False)
    await visitor.post("world/right", channel=str(visitor.general.id), right="view", given=False)
    await visitor.post("world/channel", channel=str(visitor.general.id), exists=False)
    await visitor.post("world/role", exists=False)
    server = (await visitor.post("world/reset"))["server"]
    assert (server["denied"], server["deleted"], server["role"]["exists"]) == ({}, [], True)
    assert Permission.SEND_MESSAGES in state.rights_in(totd(visitor), state.bot)


@pytest.mark.parametrize(
    ("path", "body", "sentence"),
    [
        ("right", {"channel": "totd", "right": "fly", "given": True}, "right must be one of view"),
        ("right", {"channel": "totd", "right": "send"}, "given must be true or false"),
        ("right", {"channel": "thread", "right": "send", "given": True}, "no channel of the"),
        ("right", {"channel": "direct", "right": "send", "given": True}, "no channel of the"),
        ("channel", {"channel": "thread", "exists": False}, "no channel of the server"),
        ("channel", {"channel": "totd", "exists": True}, "no such channel was deleted"),
        ("role", {"exists": "no"}, "exists must be true or false"),
    ],
)
async def test_what_cannot_be_taken_away_is_refused(
    visitor: Visitor, path: str, body: dict[str, object], sentence: str
) -> None:
    state = visitor.here.stage.discord.state
    places = {
        "totd": totd(visitor),
        "thread": state.default.thread,
        "direct": state.direct_channel(visitor.member),
    }
    if "channel" in body:
        body = body | {"channel": str(places[str(body["channel"])].id)}
    assert sentence in (await visitor.post(f"world/{path}", 400, **body))["error"]
