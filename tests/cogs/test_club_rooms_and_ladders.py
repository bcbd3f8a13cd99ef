"""/club rooms, /club leaderboard, /club record."""

import re
from itertools import product

import pytest
from support import example

from tests.cogs.offers import club, offered
from tests.conftest import Answer, Paddock

# --- /club rooms ---------------------------------------------------------------------------------


async def test_five_rooms_a_page(paddock: Paddock) -> None:
    answer = await paddock.type("club rooms", club="9")
    assert "page 1 of 2 · 6 in all" in answer.embed.footer.text
    # What the club offers, its five rooms, and the maps of all of them.
    assert len(paddock.upstream()) == 7

    answer = await paddock.click(answer, "Next")
    assert list(answer.fields)[:1] == ["Lost server"]
    assert len(paddock.upstream()) == 1


async def test_rooms_in_all_their_forms(paddock: Paddock) -> None:
    rooms = (await paddock.type("club rooms", club="9")).fields
    # Quirk 92.
    assert "👥 50 / 32 · grows when full" in rooms["Summer room"]
    assert "25 maps, among them:\n[Amber Terrace](" in rooms["Summer room"]
    # Quirks 25 and 26: no region, no maps, settings that are a list.
    assert rooms["Fullspeed beginner"] == "👥 27 / 255\ndedicated server: tells no maps"
    # Quirk 24: maps under numbers.
    assert re.search(r"4 maps, among them:\n\[[^#\]]+\]\(", rooms["Numbered maps"])
    private = rooms[r"\|\|Members only\|\|"]
    assert "🔑 password\n🔒 members only\n" in private


async def test_maps_of_a_room_are_named_where_they_are_known(paddock: Paddock) -> None:
    track = await paddock.bot.lookup.typed_maps.track("today")
    body = example("club_room.json")
    body["room"]["maps"] = [track.map_uid]
    paddock.nadeo.failures.script(path="club/9/room/302005", body=body)
    name = (await paddock.type("totd")).embed.title
    assert f"1 map\n[{name}](" in (await paddock.type("club rooms", club="9")).fields["Summer room"]


async def test_looking_at_rooms_joins_none(paddock: Paddock) -> None:
    # Quirk 87.
    answer = await paddock.type("club rooms", club="9")
    assert "open the club in the game" in answer.embed.description
    assert {request.method for request in paddock.nadeo.requests} <= {"GET"}


async def test_review_rooms_have_links_of_our_own(paddock: Paddock) -> None:
    # Quirk 39.
    reviews = (await paddock.type("club rooms", club="9")).fields["Map reviews of the club"]
    activity = offered(paddock, "Test my map")
    assert f"https://www.trackmania.com/clubs/9/track-reviews/{activity.id}" in reviews


async def test_a_nadeo_that_fails_hides_no_room(paddock: Paddock) -> None:
    paddock.nadeo.failures.script(path="room/", status=401, times=50)
    answer = await paddock.type("club rooms", club="9")
    assert "does not accept my login" in answer.content


@pytest.mark.parametrize("status", [500, 502, 504])
async def test_a_room_that_never_answers_hides_no_other(paddock: Paddock, status: int) -> None:
    # Quirk 91: the first one of the page, at that.
    paddock.nadeo.failures.script(path="room/302005", status=status, body="", times=50)
    rooms = (await paddock.type("club rooms", club="9")).fields
    assert "do not answer right now" in rooms["Summer room"]
    assert "27 / 255" in rooms["Fullspeed beginner"]


async def test_four_dead_rooms_hide_no_fifth(paddock: Paddock) -> None:
    # Quirk 91.
    for room in (302005, 302007, 302008, 302009):
        paddock.nadeo.failures.script(path=f"room/{room}", status=503, body="", times=50)
    rooms = (await paddock.type("club rooms", club="9")).fields
    assert "27 / 255" in rooms["Fullspeed beginner"]
    assert sum("do not answer right now" in room for room in rooms.values()) == 4


async def test_a_room_alone_on_its_page_may_fail_for_good(paddock: Paddock) -> None:
    first = await paddock.type("club rooms", club="9")
    paddock.nadeo.failures.script(path="room/", status=500, body="", times=50)
    second = await paddock.click(first, "Next")
    assert "do not answer right now" in second.fields["Lost server"]


async def test_a_nadeo_that_tells_of_no_room_is_down(paddock: Paddock) -> None:
    paddock.nadeo.failures.script(path="room/", status=503, body="", times=50)
    answer = await paddock.type("club rooms", club="9")
    assert "do not answer right now" in answer.content
    assert answer.ephemeral


async def test_rooms_of_a_club_that_was_never_seen(paddock: Paddock) -> None:
    # The list of rooms does not say how the club is called, its rooms do.
    assert (await paddock.type("club rooms", club="9")).embed.title == "Pit Stop"
    empty = example("club_activities_unknown_club.json")
    paddock.nadeo.failures.script(path="club/146/activity", body=empty)
    answer = await paddock.type("club rooms", club="146")
    assert "no rooms here" in answer.embed.description


# --- /club leaderboard, /club record -------------------------------------------------------------


async def test_a_ladder_among_members(paddock: Paddock) -> None:
    track = await paddock.bot.lookup.typed_maps.track("today")
    await paddock.type("totd")
    paddock.upstream()
    answer = await paddock.type("club leaderboard", club="9", map=track.map_uid)
    assert "Season leaderboard" in answer.embed.author.name
    club, first, *_ = answer.embed.description.splitlines()
    assert club.endswith(" ranked")
    assert first.startswith("` 1` 🟢 `")
    assert len(paddock.upstream()) <= 2

    following = await paddock.click(answer, "Next")
    assert "ranks 21 to 40" in following.embed.footer.text
    # The club's name, which would have been one request too many before.
    assert paddock.upstream() == ["/api/token/club/9"]
    first = await paddock.click(following, "First")
    assert first.text.partition("\n")[2] == answer.text.partition("\n")[2]
    assert paddock.upstream() == []


async def test_a_ladder_from_a_rank_on(paddock: Paddock) -> None:
    icy = offered(paddock, "Icy")
    answer = await paddock.type(
        "club leaderboard", club="9", map=icy.maps[0], board="all-time", rank=130
    )
    assert "All-time leaderboard" in answer.embed.author.name
    assert "ranks 121 to 140" in answer.embed.footer.text


async def test_a_ladder_ends_with_its_last_member(paddock: Paddock) -> None:
    # A hundred rows came, and the hundredth member is the last one.
    track = await paddock.bot.lookup.typed_maps.track("today")
    body = example("map_club_leaderboard.json")
    body["top"] = [body["top"][0] | {"position": place} for place in range(1, 101)]
    paddock.nadeo.failures.script(path="/club/9/top", body=body | {"length": 100})
    options = {"club": "9", "map": track.map_uid}
    answer = await paddock.type("club leaderboard", **options, rank=81)
    assert not answer.buttons["Next"]
    assert answer.buttons["Back"]
    paddock.clock.move(3600)
    paddock.nadeo.failures.script(path="/club/9/top", body=body | {"length": 101})
    assert (await paddock.type("club leaderboard", **options, rank=81)).buttons["Next"]


async def test_a_ladder_names_a_strange_club_where_that_costs_little(paddock: Paddock) -> None:
    track = await paddock.bot.lookup.typed_maps.track("today")
    options = {"club": "9", "map": track.map_uid}
    await paddock.type("totd")
    paddock.upstream()
    first = await paddock.type("club leaderboard", **options)
    assert len(paddock.upstream()) == 2
    assert "[Club 9](" in first.text
    # Its members' names are known by now.
    second = await paddock.type("club leaderboard", **options)
    assert paddock.upstream() == ["/api/token/club/9"]
    assert "[Pit Stop](" in second.text


@pytest.mark.parametrize("body", [b"", [], {}])
async def test_a_ladder_on_which_no_member_is(paddock: Paddock, body: object) -> None:
    # Quirk 20.
    icy = offered(paddock, "Icy")
    paddock.nadeo.failures.script(path="/club/9/top", body=body)
    answer = await paddock.type("club leaderboard", club="9", map=icy.maps[0])
    assert "Nobody has driven here yet" in answer.embed.description
    assert "[Pit Stop](" in answer.text


async def test_maps_in_every_form(paddock: Paddock) -> None:
    uid = (await paddock.bot.lookup.typed_maps.track("today")).map_uid
    for typed in ("today", "Yesterday", "2026-08-01", uid, f"trackmania.com/tracks/{uid}"):
        answer = await paddock.type("club leaderboard", club="9", map=typed)
        assert " ranked" in answer.text


@pytest.mark.parametrize("command", ["leaderboard", "record"])
async def test_what_is_no_map(paddock: Paddock, command: str) -> None:
    paddock.let_operate(paddock.member.id)
    answer = await paddock.type(f"club {command}", club="9", map="nonsense")
    assert "I do not know that map" in answer.content
    assert answer.ephemeral


@pytest.mark.parametrize("command", ["leaderboard", "record"])
async def test_a_map_that_exists_nowhere(paddock: Paddock, command: str) -> None:
    paddock.let_operate(paddock.member.id)
    answer = await paddock.type(f"club {command}", club="9", map="x" * 27)
    assert answer.content.startswith("I do not know that map.")
    assert answer.ephemeral


async def own_record(paddock: Paddock, number: int = 1, **options: str) -> Answer:
    icy = offered(paddock, "Icy")
    given = {"club": str(club(paddock, number).id), "map": icy.maps[0]} | options
    return await paddock.type("club record", **given)


async def test_position_one_is_read_twice(paddock: Paddock) -> None:
    # Quirk 71.
    paddock.let_operate(paddock.member.id)
    record = example("player_club_record_first_read.json")
    paddock.nadeo.failures.script(path=r"club/\d+$", body=record)
    paddock.nadeo.failures.script(path=r"club/\d+$", body=record | {"position": 80})
    answer = await own_record(paddock)
    assert answer.fields["Rank"] == "**80**"
    assert answer.ephemeral


async def test_a_true_position_one_is_believed(paddock: Paddock) -> None:
    paddock.let_operate(paddock.member.id)
    record = example("player_club_record_first_read.json")
    paddock.nadeo.failures.script(path=r"club/\d+$", body=record, times=2)
    answer = await own_record(paddock)
    assert answer.fields["Rank"] == "**1**"
    assert len([path for path in paddock.upstream() if "leaderboard" in path]) == 2


async def test_any_other_position_is_read_once(paddock: Paddock) -> None:
    paddock.let_operate(paddock.member.id)
    paddock.nadeo.failures.script(path=r"club/\d+$", body=example("player_club_record.json"))
    answer = await own_record(paddock)
    assert answer.fields == {"Record": "**0:19.976**", "Rank": "**80**"}
    assert len([path for path in paddock.upstream() if "leaderboard" in path]) == 1


async def test_a_record_names_a_strange_club_where_that_costs_little(paddock: Paddock) -> None:
    paddock.let_operate(paddock.member.id)
    track = await paddock.bot.lookup.typed_maps.track("today")
    record = example("player_club_record.json")
    path = f"map/{track.map_uid}/club/9$"
    paddock.nadeo.failures.script(path=path, body=record)
    paddock.upstream()
    answer = await paddock.type("club record", club="9", map=track.map_uid)
    assert "Pit Stop" in answer.embed.description
    assert len(paddock.upstream()) == 2


async def test_an_account_without_a_record(paddock: Paddock) -> None:
    # Quirk 20.
    paddock.let_operate(paddock.member.id)
    paddock.nadeo.failures.script(path=r"club/\d+$", body=example("player_club_record_none.json"))
    assert "no record on this map" in (await own_record(paddock)).fields["Record"]


async def test_a_record_in_a_strange_club(paddock: Paddock) -> None:
    paddock.let_operate(paddock.member.id)
    assert "Only members of the club" in (await own_record(paddock, number=5)).content


async def test_the_record_is_for_operators_unless_shared(paddock: Paddock) -> None:
    refused = await own_record(paddock)
    assert "only they may ask" in refused.content
    assert refused.ephemeral
    assert paddock.upstream() == []

    paddock.let_operate(0, share_account=True)
    assert not (await own_record(paddock)).ephemeral


class TestDedicatedAccount:
    @pytest.fixture
    def overrides(self) -> dict[str, object]:
        return {"NADEO_ACCOUNT": "dedicated"}

    async def test_has_no_record(self, paddock: Paddock) -> None:
        paddock.let_operate(paddock.member.id)
        answer = await own_record(paddock)
        assert "service account" in answer.content
        assert answer.ephemeral
        assert paddock.upstream() == []

    async def test_may_look_at_clubs(self, paddock: Paddock) -> None:
        paddock.nadeo.identity.kind = "dedicated"
        assert (await paddock.type("club info", club="9")).embed.title == "Pit Stop"


async def test_what_only_members_may_see(paddock: Paddock) -> None:
    paddock.nadeo.identity.kind = "dedicated"
    closed = club(paddock, 9)
    campaigns = [a for a in paddock.nadeo.world.activities.of_club(closed) if a.campaign_id]
    answer = await paddock.type(
        "club campaign", club=str(closed.id), campaign=str(campaigns[0].campaign_id)
    )
    assert "Only members of the club" in answer.content


async def test_every_card_fits_discord(paddock: Paddock) -> None:
    for number, command in product((0, 3, 9, 17), ("info", "campaigns", "rooms")):
        answer = await paddock.type(f"club {command}", club=str(club(paddock, number).id))
        assert len(answer.embed) <= 6000
