import pytest

from bot.sandbox.discord.state.drafts import Draft
from bot.sandbox.discord.state.permissions import Permission
from tests.sandbox.page.conftest import Visitor


async def test_the_first_command_is_answered_with_a_card(visitor: Visitor) -> None:
    entry = await visitor.answered("totd", date="yesterday")
    (embed,) = entry["message"]["embeds"]
    assert embed["author"]["name"] == "Track of the Day · 21 August"
    assert entry["used"]["text"] == "used /totd date:yesterday"


async def test_pictures_of_cards_are_drawn_here(visitor: Visitor) -> None:
    entry = await visitor.answered("totd")
    url = entry["message"]["embeds"][0]["image"]["url"]
    path = url.removeprefix(visitor.here.stage.nadeo.core_url)
    assert path.startswith("/maps/")
    async with visitor.http.get(f"/_sandbox/media{path}") as response:
        assert response.content_type == "image/svg+xml"
        assert (await response.text()).startswith("<svg")


async def test_nothing_is_offered_while_nobody_would_answer(visitor: Visitor) -> None:
    discord = visitor.here.stage.discord
    place = {"user": visitor.member.id, "channel": visitor.general.id}
    discord.failures.invalid_session(resumable=False)
    assert not discord.is_online
    assert await visitor.get("commands", **place) == []
    assert (await visitor.state())["world"]["online"] is False


async def test_people_have_their_parts(visitor: Visitor) -> None:
    people = await visitor.get("people")
    assert {one["part"] for one in people} == {"member", "admin", "operator"}


async def test_values_are_suggested(visitor: Visitor) -> None:
    answer = await visitor.act("autocomplete", name="totd", options={"date": "yes"}, focused="date")
    assert [choice["value"] for choice in answer["choices"]] == ["yesterday"]


async def test_only_offered_commands_are_listed(visitor: Visitor) -> None:
    state = visitor.here.stage.discord.state
    offered = await visitor.get("commands", user=visitor.member.id, channel=visitor.general.id)
    assert {"totd", "help"} <= {command["name"] for command in offered}
    state.set_overwrite(
        visitor.general, state.default.guild.everyone, deny=Permission.USE_APPLICATION_COMMANDS
    )
    assert await visitor.get("commands", user=visitor.member.id, channel=visitor.general.id) == []


async def test_channels_one_cannot_see_are_not_told_of(visitor: Visitor) -> None:
    state = visitor.here.stage.discord.state
    everyone = state.default.guild.everyone
    state.set_overwrite(state.default.news, everyone, deny=Permission.VIEW_CHANNEL)
    state.say(state.default.admin, state.default.news, "secret")
    seen = await visitor.state()
    assert "news" not in {channel["name"] for channel in seen["channels"]}
    assert seen["messages"] == []
    assert "news" in {one["name"] for one in (await visitor.state(state.default.admin))["channels"]}


async def test_buttons_are_pressed(visitor: Visitor) -> None:
    entry = await visitor.answered("totd")
    button = entry["message"]["components"][0]["components"][0]
    done = await visitor.act("click", message=entry["message"]["id"], custom_id=button["custom_id"])
    assert done["interaction"]


async def test_messages_are_written(visitor: Visitor) -> None:
    await visitor.act("say", content="  hello  ")
    (entry,) = (await visitor.state())["messages"]
    assert entry["message"]["content"] == "hello"
    assert entry["at"] == pytest.approx(visitor.here.stage.world.now(), abs=5)


async def test_what_was_put_away_stays_away(visitor: Visitor) -> None:
    entry = await visitor.answered("help")
    await visitor.act("dismiss", message=entry["message"]["id"])
    assert (await visitor.state())["messages"] == []


async def test_what_was_put_away_is_not_told_of_again(visitor: Visitor) -> None:
    entry = await visitor.answered("help")
    id_ = entry["message"]["id"]
    messages = visitor.here.stage.discord.state.messages
    async with visitor.events((await visitor.state())["mark"]) as events:
        await visitor.act("dismiss", message=id_)
        shown = messages.find(visitor.general, int(id_))
        assert shown is not None
        messages.edit(shown, Draft(content="later", given=frozenset({"content"})))
        await visitor.act("say", content="something else")
        assert (await events.next("message_create"))["message"]["content"] == "something else"
        assert events.passed.count("message_update") == 0


async def test_a_failure_is_put_away_by_whom_it_happened_to(visitor: Visitor) -> None:
    done = await visitor.act("command", name="totd")
    stage = visitor.here.stage
    failed = stage.interactions[int(done["interaction"])]
    await visitor.act("dismiss", 404, interaction=done["interaction"])
    await failed.answered(10)
    failed.failed = "The application did not respond"
    admin = str(stage.discord.state.default.admin.id)
    await visitor.act("dismiss", 404, interaction=done["interaction"], user=admin)
    assert stage.dismissed == set()
    await visitor.act("dismiss", interaction=done["interaction"])
    assert stage.dismissed == {failed.id}


async def test_only_what_is_ones_own_alone_can_be_put_away(visitor: Visitor) -> None:
    default = visitor.here.stage.discord.state.default
    said = await visitor.act("say", content="for all to see")
    refused = await visitor.act("dismiss", 400, message=said["message"])
    assert refused["error"] == "this is not for you alone"
    entry = await visitor.answered("help")
    await visitor.act("dismiss", 404, message=entry["message"]["id"], user=str(default.admin.id))
    assert len((await visitor.state())["messages"]) == 2


@pytest.mark.parametrize("digits", [21, 4301, 7000])
async def test_endless_numbers_are_nobodys(visitor: Visitor, digits: int) -> None:
    async with visitor.http.get(f"/_sandbox/state?user={'9' * digits}") as response:
        assert response.status == 404
    assert "no such person" in (await visitor.act("say", 404, user="1" * digits))["error"]
    async with visitor.events(f"{visitor.here.stage.feed.run}-{'1' * digits}") as events:
        await events.next("reset")


@pytest.mark.parametrize(
    ("path", "body", "status", "sentence"),
    [
        ("command", {"name": "nonsense"}, 400, "nonsense is not offered"),
        ("command", {"name": "totd", "options": {"x": 1}}, 400, "unknown: x"),
        ("command", {"name": "totd", "options": []}, 400, "options must be an object"),
        ("command", {}, 400, "name is missing"),
        ("command", {"name": "totd", "user": "1"}, 404, "there is no such person"),
        ("command", {"name": "totd", "channel": "x"}, 404, "there is no such channel"),
        ("command", {"name": "totd", "user": "²"}, 404, "there is no such person"),
        ("autocomplete", {"name": "totd", "focused": "x"}, 400, "unknown: x"),
        ("click", {"message": "1", "custom_id": "x"}, 404, "there is no such message"),
        ("select", {"message": "1", "custom_id": "x"}, 404, "there is no such message"),
        ("say", {"content": "   "}, 400, "1 to 2000 characters"),
        ("say", {"content": "x" * 2001}, 400, "1 to 2000 characters"),
    ],
)
async def test_what_makes_no_sense_is_refused_in_words(
    visitor: Visitor, path: str, body: dict[str, object], status: int, sentence: str
) -> None:
    answer = await visitor.act(path, status, **body)
    assert sentence in answer["error"]


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'"x"', b"\xff"])
async def test_what_is_no_object_is_refused(visitor: Visitor, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    async with visitor.http.post("/_sandbox/say", data=body, headers=headers) as response:
        assert response.status == 400
        assert (await response.json())["error"].startswith("send")


async def test_a_menu_wants_values(visitor: Visitor) -> None:
    entry = await visitor.answered("totd")
    refused = await visitor.act(
        "select", 400, message=entry["message"]["id"], custom_id="x", values="x"
    )
    assert refused["error"] == "values is missing"
