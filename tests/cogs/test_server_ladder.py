"""`/server leaderboard`, `players` and `remove`: how the linked players of a server do."""

from itertools import islice

import pytest
import simcord
from support import SWIFT, settings_for

from bot.face import wording as face_wording
from bot.frame import wording as frame_wording
from bot.frame.app import opened
from bot.ladders import wording as ladders_wording
from bot.players import wording
from bot.sandbox.world.ids import Kind
from bot.sandbox.world.ladders import Ladder
from bot.text import escape
from tests.cogs.linked import (
    DRIVER,
    account,
    drive,
    everybody,
    let_link,
    name,
    on_ladder,
    track_of,
    type_as,
)
from tests.conftest import Answer, Paddock

RECORDS = "/v2/mapRecords/by-account"
CORE_MAPS = "/maps/by-uid"
NAMES = "/api/display-names"
STUNT, PLATFORM, SECRET_DAY = "2020-07-24", "2020-08-07", "2020-07-14"


async def link_drivers(paddock: Paddock, number: int, first: int = DRIVER) -> None:
    for place in range(number):
        await let_link(paddock, 1000 + place, account(paddock, first + place))


def rows(answer: Answer) -> list[str]:
    return [line for line in answer.text.split("\n") if line.startswith("`")]


def asked(paddock: Paddock, path: str) -> int:
    return sum(one.startswith(path) for one in paddock.upstream())


# --- the ladder ----------------------------------------------------------------------------------


async def test_equal_times_share_a_place(paddock: Paddock) -> None:
    track = track_of(paddock)
    await link_drivers(paddock, 4)
    for place, (time, ago) in enumerate([(11_000, 50), (10_000, 60), (11_000, 70), (12_345, 10)]):
        drive(paddock, track, DRIVER + place, time, ago)

    answer = await paddock.type("server leaderboard")

    assert answer.embed.author.name == "This server · season"
    numbers = [row.rpartition(" ")[0] for row in rows(answer)]
    assert numbers == [
        "`1` 🟢 `0:10.000       `",
        "`2` 🟢 `0:11.000 +1.000`",
        "`2` 🟢 `0:11.000 +1.000`",
        "`4` 🟢 `0:12.345 +2.345`",
    ]
    names = [row.rpartition(" ")[2][:8] for row in rows(answer)]
    assert names == [name(paddock, DRIVER + one)[:8] for one in (1, 2, 0, 3)]
    footer = str(answer.embed.footer.text)
    assert footer.startswith(f"4 of 4 linked · {wording.GAPS_TO_BEST}")
    assert answer.buttons == {"All-time": True, "World": True}


async def test_secret_times_stand_apart_at_the_end(paddock: Paddock) -> None:
    # quirks 67, 111
    track = track_of(paddock, SECRET_DAY)
    await link_drivers(paddock, 3)
    drive(paddock, track, DRIVER, 1_000)
    drive(paddock, track, DRIVER + 1, 2_000)
    drive(paddock, track, DRIVER + 2, track.medals.author * 2)

    answer = await paddock.type("server leaderboard", map=SECRET_DAY, board="all-time")

    assert [row.split("`")[1] for row in rows(answer)] == ["1", "–", "–"]
    assert ["SECRET" in row for row in rows(answer)] == [False, True, True]
    assert "+" not in "".join(rows(answer))
    assert str(ladders_wording.SECRETS_EXPLAINED) in answer.text


async def test_of_stunt_points_more_are_better(paddock: Paddock) -> None:
    # quirks 69, 108
    track = track_of(paddock, STUNT)
    await link_drivers(paddock, 2)
    drive(paddock, track, DRIVER, 90_000)
    drive(paddock, track, DRIVER + 1, 91_000)

    answer = await paddock.type("server leaderboard", map=STUNT, board="all-time")

    assert answer.embed.author.name == "This server · all-time · points"
    assert rows(answer)[0].startswith("`1` 🟢 `91,000       ` ")
    assert rows(answer)[1].startswith("`2` 🟢 `90,000 -1,000` ")


async def test_of_platform_respawns_fewer_are_better(paddock: Paddock) -> None:
    # quirks 69, 108, 111
    track = track_of(paddock, PLATFORM)
    await link_drivers(paddock, 2)
    drive(paddock, track, DRIVER, 2)
    drive(paddock, track, DRIVER + 1, 0)

    answer = await paddock.type("server leaderboard", map=PLATFORM, board="all-time")

    assert answer.embed.author.name == "This server · all-time · respawns"
    assert rows(answer)[0].startswith("`1` 🟢 `0   ` ")
    assert rows(answer)[1].startswith("`2` 🥇 `2 +2` ")


@pytest.mark.filled
async def test_a_map_with_clones_is_asked_as_one(paddock: Paddock) -> None:
    # quirk 107: asked as a usual race nobody would have a record
    world = paddock.nadeo.world
    grands = world.series[Kind.GRAND].page(world.now(), 20, 0)
    tracks = [world.track(one.maps[0]) for one in grands]
    track = next(one for one in tracks if one is not None and one.has_clones)
    await link_drivers(paddock, 1)
    drive(paddock, track, DRIVER, 300_000)
    for count in (1, 0):
        paddock.upstream()
        answer = await paddock.type("server leaderboard", map=track.uid, board="all-time")
        assert "`5:00.000`" in rows(answer)[0]
        assert asked(paddock, CORE_MAPS) == count
        paddock.clock.move(3600)


async def test_a_map_that_nobody_drove(paddock: Paddock) -> None:
    drivers = _drivers_of(paddock)
    everybody = (account(paddock, index) for index in range(1000, 65_000))
    nobody = list(islice((one for one in everybody if drivers.of(one) is None), 2))
    for place, one in enumerate(nobody):
        await let_link(paddock, 1000 + place, one)

    answer = await paddock.type("server leaderboard")

    assert str(wording.NO_RECORDS_HERE) in answer.text
    assert str(answer.embed.footer.text).startswith("0 of 2 linked")
    assert str(wording.GAPS_TO_BEST) not in str(answer.embed.footer.text)


def _drivers_of(paddock: Paddock) -> Ladder:
    world, track = paddock.nadeo.world, track_of(paddock)
    day = world.days.newest(world.now())
    group = world.group(day.group) if day else None
    ladder = world.ladder(group, track.uid) if group else None
    assert ladder is not None
    return ladder


async def test_five_hundred_players_are_three_requests(paddock: Paddock) -> None:
    # quirk 115
    await link_drivers(paddock, 500, first=0)
    paddock.upstream()

    answer = await paddock.type("server leaderboard")

    paths = paddock.upstream()
    assert [one.rstrip("/") for one in paths if "mapRecords" in one] == [RECORDS] * 3
    assert len(paths) == 4, "and one for the names of the page"
    assert len(rows(answer)) == 20
    assert str(answer.embed.footer.text).split(" of ")[1].startswith("500 linked")
    assert answer.buttons == {
        "First": False,
        "Back": False,
        "Next": True,
        "All-time": True,
        "World": True,
    }
    second = await paddock.click(answer, "Next")
    assert rows(second)[0].startswith("`21`")
    assert [one for one in paddock.upstream() if "mapRecords" in one] == []
    back = await paddock.click(second, "First")
    assert rows(back) == rows(answer)


async def test_the_own_page_comes_first(paddock: Paddock) -> None:
    track = track_of(paddock)
    await link_drivers(paddock, 60, first=0)
    await let_link(paddock, paddock.member.id, account(paddock))
    drive(paddock, track, DRIVER, 40_000_000)

    answer = await paddock.type("server leaderboard")

    own = escape(name(paddock))
    assert rows(answer)[-1].endswith(f"__{own}__")
    assert rows(answer)[0].startswith("`61`")
    assert answer.buttons["Back"]
    assert not answer.buttons["Next"]


async def test_world_ranks_stand_beside_rows_once_somebody_saw_them(paddock: Paddock) -> None:
    track = track_of(paddock)
    await link_drivers(paddock, 4)
    for place in range(3):
        drive(paddock, track, DRIVER + place, 10_000 + place)
    before = await paddock.type("server leaderboard")
    assert "#" not in before.text
    world = await paddock.type("leaderboard")
    ranks = {name(paddock, DRIVER + place): place + 1 for place in range(3)}
    assert [row.split("`")[1].strip() for row in rows(world)[:3]] == ["1", "2", "3"]
    paddock.clock.move(60)
    paddock.upstream()

    answer = await paddock.type("server leaderboard")

    assert paddock.upstream() == []
    told = {row.split("` ")[-1][:5]: row[-3:-1] for row in rows(answer) if "`#" in row}
    assert told == {who[:5]: f"#{rank}" for who, rank in ranks.items()}
    told_at = int(paddock.clock.timestamp()) - 60
    assert ladders_wording.world_ranks(f"<t:{told_at}:R>") in answer.text


async def test_a_world_rank_ends_with_a_better_record_and_in_an_hour(paddock: Paddock) -> None:
    track = track_of(paddock)
    await link_drivers(paddock, 2)
    for place in range(2):
        drive(paddock, track, DRIVER + place, 10_000 + place)
    await paddock.type("leaderboard")

    drive(paddock, track, DRIVER, 9_000, 10)
    paddock.clock.move(150)
    answer = await paddock.type("server leaderboard")
    assert ["`#" in row for row in rows(answer)] == [False, True]
    paddock.clock.move(3600)
    later = await paddock.type("server leaderboard")

    assert "#" not in later.text


async def test_one_board_leads_to_the_other_and_to_the_worlds(paddock: Paddock) -> None:
    await link_drivers(paddock, 12)
    season = await paddock.type("server leaderboard")
    title = season.embed.title

    all_time = await paddock.click(season, "All-time")
    assert all_time.embed.author.name == "This server · all-time"
    again = await paddock.click(all_time, "Season")
    assert (again.embed.author.name, again.embed.title) == ("This server · season", title)
    world = await paddock.click(again, "World")
    assert (world.embed.author.name, world.embed.title) == ("Season leaderboard", title)


async def test_buttons_work_after_a_restart(paddock: Paddock) -> None:
    await link_drivers(paddock, 30, first=0)
    answer = await paddock.type("server leaderboard")
    changed = settings_for(paddock.nadeo, paddock.bot.settings.database)

    async with opened(changed, paddock.clock, SWIFT, fills_catalogue=False) as another:
        await paddock.env.restart_bot(another)
        second = await paddock.click(answer, "Next")
        assert rows(second)[0].startswith("`21`")
        await paddock.env.shutdown()


async def test_nobody_else_turns_the_pages(paddock: Paddock) -> None:
    await link_drivers(paddock, 30, first=0)
    ladder = await paddock.type("server leaderboard")
    players = await paddock.type("server players")
    other = paddock.guild.add_member(paddock.env.create_user("bob"))

    for answer in (ladder, players):
        refused = await paddock.click(answer, "Next", by=other)
        assert (refused.content, refused.ephemeral) == (str(frame_wording.NOT_YOUR_BUTTON), True)


async def test_while_names_are_missing_ids_stand_in(paddock: Paddock) -> None:
    await link_drivers(paddock, 3)
    for place in range(3):
        drive(paddock, track_of(paddock), DRIVER + place, 10_000 + place)
    paddock.nadeo.failures.script(path=NAMES, status=503, times=50)

    answer = await paddock.type("server leaderboard")

    ids = [account(paddock, DRIVER + place)[:8] for place in range(3)]
    assert [row.rpartition(" ")[2] for row in rows(answer)] == ids
    assert str(ladders_wording.NAMES_MISSING) in answer.text


async def test_while_nadeo_is_down_the_last_answer_is_shown_with_its_age(paddock: Paddock) -> None:
    await link_drivers(paddock, 12)
    fresh = await paddock.type("server leaderboard")
    paddock.clock.move(1800)
    paddock.nadeo.failures.mode = "down"

    old = await paddock.type("server leaderboard")

    assert rows(old) == rows(fresh)
    assert "<t:" in old.text
    assert "<t:" not in fresh.text


async def test_while_nadeo_is_down_and_nothing_is_known(paddock: Paddock) -> None:
    await link_drivers(paddock, 2)
    paddock.nadeo.failures.mode = "down"

    answer = await paddock.type("server leaderboard")

    assert "do not answer right now" in answer.content
    assert answer.ephemeral


async def test_nobody_is_linked(paddock: Paddock) -> None:
    shown = str(wording.NOBODY_LINKED).replace("`/link`", paddock.tap("link"))
    for command in ("server leaderboard", "server players"):
        answer = await paddock.type(command)
        assert (answer.content, answer.ephemeral) == (shown, True)


# --- who is linked -------------------------------------------------------------------------------


async def test_players_are_listed_with_who_says_to_be_them(paddock: Paddock) -> None:
    await link_drivers(paddock, 45, first=0)

    first = await paddock.type("server players")
    last = await paddock.click(await paddock.click(first, "Next"), "Next")

    lines = first.text.split("\n")
    assert lines[1].startswith("\\|\\|spoiler\\|\\|")
    assert [line.rpartition(" ")[2] for line in lines[:20]] == [f"<@{1000 + n}>" for n in range(20)]
    assert lines[-1] == str(wording.SAYS_TO_BE)
    assert len(last.text.split("\n")) == 5 + 2
    assert "45" in str(first.embed.footer.text)
    assert last.buttons == {"First": True, "Back": True, "Next": False}


async def test_players_are_listed_while_names_are_missing(paddock: Paddock) -> None:
    await link_drivers(paddock, 2)
    paddock.nadeo.failures.mode = "down"

    answer = await paddock.type("server players")

    assert answer.text.startswith(f"{account(paddock)[:8]} <@1000>")


# --- taken off -----------------------------------------------------------------------------------


@pytest.fixture
async def linked_member(stewards: Paddock) -> simcord.MemberActor:
    """Give somebody who linked themselves, in the paddock of a manager."""
    member = stewards.guild.add_member(stewards.env.create_user("carol"))
    await type_as(stewards, member, "link", player=account(stewards))
    return member


@pytest.mark.parametrize("way", ["name", "upper", "id", "label", "mention", "link"])
async def test_a_manager_takes_somebody_off(
    stewards: Paddock, linked_member: simcord.MemberActor, way: str
) -> None:
    ((label, value),) = await stewards.suggest("server remove", "player", name(stewards)[:3])
    typed = {
        "name": name(stewards),
        "upper": name(stewards).upper(),
        "id": value,
        "label": label,
        "mention": f"<@{linked_member.id}>",
        "link": f"https://trackmania.io/#/player/{account(stewards)}",
    }[way]

    answer = await stewards.type("server remove", player=typed)

    told = escape(name(stewards))
    assert (answer.content, answer.ephemeral) == (f"**{told}** is off this server's ladder.", True)
    assert await on_ladder(stewards) == {}
    assert await everybody(stewards) == {linked_member.id: account(stewards)}
    again = await stewards.type("server remove", player=typed)
    assert again.content.startswith("Nobody of that name is linked in this server.")


async def test_nobody_else_takes_anybody_off(
    stewards: Paddock, linked_member: simcord.MemberActor
) -> None:
    answer = await type_as(stewards, linked_member, "server remove", player=name(stewards))

    assert (answer.content, answer.ephemeral) == (str(face_wording.NEEDS_MANAGE_SERVER), True)
    assert await on_ladder(stewards) == {linked_member.id: account(stewards)}


@pytest.mark.usefixtures("linked_member")
async def test_taking_off_costs_no_request(stewards: Paddock) -> None:
    stewards.upstream()
    await stewards.suggest("server remove", "player", "")
    await stewards.type("server remove", player="nobody at all")
    await stewards.type("server remove", player=name(stewards))
    assert stewards.upstream() == []
