"""The button Me below boards and rankings, and the marks of those who are linked here."""

import pytest
from support import SWIFT, settings_for

from bot.face.widths import PHONE_LINE, taken
from bot.frame import wording as frame_wording
from bot.frame.app import opened
from bot.frame.forgetting import forget_person
from bot.ladders import wording as ladders_wording
from bot.players import own_wording
from bot.players.cards import Link
from bot.players.rows import keep_link
from tests.cogs.driving import RECORDS, linked
from tests.conftest import Answer, Paddock

pytestmark = pytest.mark.filled

PLACING = "/api/token/leaderboard/group/map"
SEASON_MAP = {"map": "summer 2026 07"}
STUNT, PLATFORM = {"map": "2020-07-24"}, {"map": "2020-08-07"}


def rows(answer: Answer) -> list[str]:
    return [line for line in answer.text.split("\n") if line.startswith("`")]


def own_rows(answer: Answer) -> list[str]:
    return [row for row in rows(answer) if row.endswith("__")]


def marked(answer: Answer) -> list[str]:
    return [row for row in rows(answer) if f" {ladders_wording.LINKED_SIGN} " in row]


def regular(paddock: Paddock, index: int = 90) -> str:
    """Return somebody who is among the best few hundred everywhere."""
    return paddock.nadeo.world.accounts.id(index)


def board_of(answer: Answer) -> tuple[str, str]:
    """Return the map and the group of a board, as its buttons name them."""
    ids = [one["custom_id"] for row in answer.message.components for one in row["components"]]
    _, uid, group, *_ = ids[0].split(":")
    return uid, group


def rank_of(paddock: Paddock, answer: Answer, account: str) -> int:
    world = paddock.nadeo.world
    uid, group_uid = board_of(answer)
    group = world.group(group_uid)
    assert group is not None
    ladder = world.ladder(group, uid)
    assert ladder is not None
    entry = ladder.of(account)
    return 0 if entry is None else entry.position


def crowd(paddock: Paddock, answer: Answer, *, ranked: bool) -> str:
    """Return somebody far down on a board, or somebody who is not on it."""
    ids = (paddock.nadeo.world.accounts.id(index) for index in range(2_000, 60_000))
    ranks = ((one, rank_of(paddock, answer, one)) for one in ids)
    return next(one for one, rank in ranks if (rank > 10_100 if ranked else not rank))


def start(rank: int) -> str:
    first = (rank - 1) // 20 * 20 + 1
    return f"ranks {first:,} to {first + 19:,}"


# --- Me on boards --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "label"),
    [
        ({}, None),
        (SEASON_MAP, None),
        (SEASON_MAP, "All-time board"),
        # quirk 69: more is better on Stunt maps, respawns count on Platform maps
        (STUNT | {"board": "all-time"}, None),
        (PLATFORM | {"board": "all-time"}, None),
    ],
)
@pytest.mark.parametrize("index", [3, 90])
async def test_me_leads_to_the_own_row(
    paddock: Paddock, options: dict[str, object], label: str | None, index: int
) -> None:
    account = await linked(paddock, regular(paddock, index))
    answer = await paddock.type("leaderboard", **options)
    if label is not None:
        answer = await paddock.click(answer, label)
    rank = rank_of(paddock, answer, account)
    heading = answer.embed.author.name

    found = await paddock.click(answer, "Me")

    assert str(found.embed.footer.text).startswith(start(rank))
    assert found.embed.author.name == heading
    (own,) = own_rows(found)
    assert f"`{rank}`" in own.replace(" ", "")
    assert "about rank" not in found.text


async def test_me_without_any_respawn(paddock: Paddock) -> None:
    # quirk 75: scores below 1 have no place
    account = await linked(paddock, regular(paddock, 254))
    answer = await paddock.type("leaderboard", **PLATFORM, board="all-time")
    assert rank_of(paddock, answer, account) > 100

    refused = await paddock.click(answer, "Me")

    told = (refused.content, refused.ephemeral)
    assert told == (str(own_wording.NO_PLACE_FOR_THE_BEST), True)


async def test_me_costs_the_record_the_place_and_the_page(paddock: Paddock) -> None:
    await linked(paddock, regular(paddock))
    answer = await paddock.type("leaderboard", **SEASON_MAP, rank=5000)
    paddock.upstream()

    found = await paddock.click(answer, "Me")
    asked = [path for path in paddock.upstream() if "display-names" not in path]
    assert asked[:2] == [RECORDS, PLACING]
    assert len(asked) <= 3

    await paddock.click(found, "Me")
    assert paddock.upstream() == []


async def test_me_is_offered_to_the_linked_alone(paddock: Paddock) -> None:
    for command in ("leaderboard", "ranking"):
        assert "Me" not in (await paddock.type(command)).buttons
    await linked(paddock, regular(paddock))
    for command in ("leaderboard", "ranking"):
        assert (await paddock.type(command)).buttons["Me"]
    # quirk 74: closed boards tell no places
    old = await paddock.type("leaderboard", map="spring 2026 07")
    assert "Me" not in old.buttons
    assert (await paddock.click(old, "All-time board")).buttons["Me"]


async def test_me_after_a_restart(paddock: Paddock) -> None:
    await linked(paddock, regular(paddock))
    board = await paddock.type("leaderboard", **SEASON_MAP)
    ranking = await paddock.type("ranking")
    settings = settings_for(paddock.nadeo, paddock.bot.settings.database)

    async with opened(settings, paddock.clock, SWIFT, fills_catalogue=False) as another:
        await paddock.env.restart_bot(another)
        assert own_rows(await paddock.click(board, "Me"))
        assert own_rows(await paddock.click(ranking, "Me"))
        await paddock.env.shutdown()


async def test_others_are_refused(paddock: Paddock) -> None:
    await linked(paddock, regular(paddock))
    other = paddock.guild.add_member(paddock.env.create_user("mallory"))
    for command in ("leaderboard", "ranking"):
        answer = await paddock.type(command)
        refused = await paddock.click(answer, "Me", by=other)
        assert (refused.content, refused.ephemeral) == (str(frame_wording.NOT_YOUR_BUTTON), True)


@pytest.mark.parametrize("command", ["leaderboard", "ranking"])
async def test_me_of_somebody_who_is_linked_no_more(paddock: Paddock, command: str) -> None:
    await linked(paddock, regular(paddock))
    answer = await paddock.type(command)
    await forget_person(paddock.bot.store, paddock.member.id)
    paddock.upstream()

    refused = await paddock.click(answer, "Me")

    tapped = str(own_wording.NOT_LINKED_ANY_MORE).replace("`/link`", paddock.tap("link"))
    assert (refused.content, refused.ephemeral) == (tapped, True)
    assert paddock.upstream() == []


async def test_me_without_a_record_and_too_far_down(paddock: Paddock) -> None:
    # quirk 66
    await linked(paddock, regular(paddock))
    answer = await paddock.type("leaderboard", **SEASON_MAP)
    await linked(paddock, crowd(paddock, answer, ranked=False))
    refused = await paddock.click(answer, "Me")
    assert (refused.content, refused.ephemeral) == (str(own_wording.NO_RECORD_HERE), True)

    await linked(paddock, crowd(paddock, answer, ranked=True))
    refused = await paddock.click(answer, "Me")
    assert refused.ephemeral
    assert refused.content.endswith("no board can be read below rank 10,000.")


async def test_me_while_times_are_secret(paddock: Paddock) -> None:
    # quirk 68
    await linked(paddock, regular(paddock))
    week = await paddock.type("weekly shorts")
    card = await paddock.choose(week, next(iter(week.menus[0].values())))
    board = await paddock.click(card, "Leaderboard")

    refused = await paddock.click(board, "Me")

    assert (refused.content, refused.ephemeral) == (str(own_wording.SECRET_RECORD), True)


async def test_me_while_nadeo_tells_no_place(paddock: Paddock) -> None:
    # quirk 75
    await linked(paddock, regular(paddock))
    answer = await paddock.type("leaderboard", **SEASON_MAP)
    paddock.nadeo.world.empty_positions = 9

    refused = await paddock.click(answer, "Me")

    assert (refused.content, refused.ephemeral) == (str(ladders_wording.NO_PLACE), True)


async def test_me_after_the_season_has_ended(paddock: Paddock) -> None:
    await linked(paddock, regular(paddock))
    answer = await paddock.type("leaderboard")
    paddock.clock.move(86400)

    refused = await paddock.click(answer, "Me")

    assert (refused.content, refused.ephemeral) == (str(own_wording.BOARD_CLOSED), True)


async def test_a_place_that_is_old_is_told_as_such(paddock: Paddock) -> None:
    await linked(paddock, regular(paddock))
    answer = await paddock.type("leaderboard", **SEASON_MAP)
    uid, _ = board_of(answer)
    zones = [{"zoneName": "World", "ranking": {"position": 4_321, "length": 0}}]
    body = [{"mapUid": uid, "score": 45_000, "zones": zones}]
    paddock.nadeo.failures.script(path=PLACING, body=body)

    found = await paddock.click(answer, "Me")

    assert str(found.embed.footer.text).startswith("ranks 4,301 to 4,320")
    assert ladders_wording.own_rank("4,321") in found.text


# --- Me in rankings ------------------------------------------------------------------------------


@pytest.mark.parametrize("campaign", ["Summer 2026", "Spring 2026", "Week 88"])
async def test_me_in_a_ranking(paddock: Paddock, campaign: str) -> None:
    account = await linked(paddock, regular(paddock))
    answer = await paddock.type("ranking", campaign=campaign, rank=9_000)
    paddock.upstream()

    found = await paddock.click(answer, "Me")

    (own,) = own_rows(found)
    assert f"__{(paddock.nadeo.world.accounts.name(account) or '')[:5]}" in own
    assert len([path for path in paddock.upstream() if "display-names" not in path]) <= 2


async def test_me_in_a_ranking_without_points_or_far_down(paddock: Paddock) -> None:
    # quirk 30
    await linked(paddock, regular(paddock))
    answer = await paddock.type("ranking")
    paddock.nadeo.failures.script(path="/group/[^/]+$", body={})
    refused = await paddock.click(answer, "Me")
    assert (refused.content, refused.ephemeral) == (str(own_wording.NO_POINTS), True)

    paddock.clock.move(700)
    zones = [{"zoneName": "World", "ranking": {"position": 20_000, "length": 0}}]
    body = {"groupUid": "g", "sp": "9", "zones": zones}
    paddock.nadeo.failures.script(path="/group/[^/]+$", body=body)
    refused = await paddock.click(answer, "Me")
    assert (refused.content, refused.ephemeral) == (own_wording.too_far_down("20,000"), True)

    paddock.clock.move(700)
    zones[0]["ranking"] = {"position": 5_000, "length": 0}
    paddock.nadeo.failures.script(path="/group/[^/]+$", body=body)
    found = await paddock.click(answer, "Me")
    assert str(found.embed.footer.text).startswith("ranks 4,981 to 5,000")
    assert ladders_wording.own_rank("5,000") in found.text


# --- marks ---------------------------------------------------------------------------------------


async def test_linked_players_are_marked_where_they_are_linked(paddock: Paddock) -> None:
    plain = await paddock.type("leaderboard")
    world = paddock.nadeo.world
    uid, group_uid = board_of(plain)
    group = world.group(group_uid)
    assert group is not None
    ladder = world.ladder(group, uid)
    assert ladder is not None
    own, friend, stranger = (ladder.entry(rank).account for rank in (2, 5, 7))
    await linked(paddock, own)
    await linked(paddock, friend, 11)
    await keep_link(paddock.bot.store, Link(12, stranger), 999, 0.0)
    paddock.upstream()
    asked: list[str] = []
    await paddock.bot.store._reading.set_trace_callback(asked.append)

    answer = await paddock.type("leaderboard")

    assert paddock.upstream() == []
    assert sum("server_players" in sql for sql in asked) == 1
    assert [rows(answer).index(row) for row in marked(answer)] == [1, 4]
    assert own_rows(answer) == [rows(answer)[1]]
    assert str(answer.embed.footer.text).endswith(f" · {ladders_wording.LINKED_HERE}")
    shown = [row.replace("__", "").replace("\\", "") for row in rows(answer)]
    assert all(taken(row) <= PHONE_LINE for row in shown)

    # What everybody is shown stays as it was.
    paddock.member = paddock.guild.add_member(paddock.env.create_user("carol"))
    other = await paddock.type("leaderboard")
    assert (len(marked(other)), own_rows(other), "Me" in other.buttons) == (2, [], False)
    private = await paddock.in_private("leaderboard")
    assert private.embed.to_dict() == plain.embed.to_dict()
    assert paddock.upstream() == []


async def test_in_a_server_without_them_nobody_learns_who_asks(paddock: Paddock) -> None:
    plain = await paddock.type("leaderboard")
    uid, group_uid = board_of(plain)
    group = paddock.nadeo.world.group(group_uid)
    assert group is not None
    ladder = paddock.nadeo.world.ladder(group, uid)
    assert ladder is not None
    link = Link(paddock.member.id, ladder.entry(2).account)
    await keep_link(paddock.bot.store, link, None, 0.0)

    answer = await paddock.type("leaderboard")
    assert (own_rows(answer), marked(answer)) == ([], [])
    # Whoever presses Me wants it to be seen, and in private nobody else looks.
    assert len(own_rows(await paddock.click(answer, "Me"))) == 1
    private = await paddock.in_private("leaderboard")
    assert (len(own_rows(private)), marked(private)) == (1, [])
    assert len(own_rows(await paddock.click_in_private(private, "Me"))) == 1
