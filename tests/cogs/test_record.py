"""`/record`: one player's record on a map, its place, and how far it is to better ones."""

import re

import pytest

from bot.ladders import wording as ladders_wording
from bot.players import wording
from bot.sandbox.world.ids import Kind
from bot.sandbox.world.tracks import Track
from tests.cogs.linked import DRIVER, account, drive, let_link, name, track_of
from tests.conftest import Paddock

PLACING = "/api/token/leaderboard/group/map"
BOARD = r"/api/token/leaderboard/group/[^/]+/map/[^/]+/top"
RECORDS = "/v2/mapRecords/by-account"
STUNT, PLATFORM = "2020-07-24", "2020-08-07"


@pytest.fixture
async def linked(paddock: Paddock) -> Paddock:
    """A paddock whose member is linked with a driver."""
    await let_link(paddock, paddock.member.id, account(paddock))
    return paddock


def tell(paddock: Paddock, track: Track, **score: int) -> None:
    """Let Nadeo tell a record of the driver's, in its own words."""
    record = {
        "accountId": account(paddock),
        "mapId": track.map_id,
        "recordScore": {"time": 50_000, "score": 0, "respawnCount": 4_294_967_295, **score},
        "timestamp": "2020-08-08T17:11:14+02:00",
    }
    paddock.nadeo.failures.script(path=RECORDS, body=[record])


@pytest.mark.parametrize(("position", "told"), [(9_999, "**9,999**"), (14_000, "about **14,000**")])
async def test_a_far_rank_is_rounded(linked: Paddock, position: int, told: str) -> None:
    # quirk 30
    drive(linked, track_of(linked), DRIVER, track_of(linked).medals.bronze)
    world = {"zoneName": "World", "zoneId": "w", "ranking": {"position": position, "length": 0}}
    answer = [{"mapUid": track_of(linked).uid, "groupUid": "g", "score": 1, "zones": [world]}]
    linked.nadeo.failures.script(path=PLACING, body=answer)

    assert (await linked.type("record")).fields[str(wording.RANK)] == told


async def test_the_own_record_on_the_running_track(linked: Paddock) -> None:
    medals = track_of(linked).medals
    drive(linked, track_of(linked), DRIVER, medals.silver - 1, ago=120)
    linked.upstream()

    answer = await linked.type("record")

    gold = f"+{(medals.silver - 1 - medals.gold) / 1000:.3f}"
    fields = answer.fields
    assert list(fields) == [
        str(wording.RECORDS[False]),
        str(wording.RANK),
        str(wording.NEXT_MEDAL),
        str(wording.TO_RECORD),
        str(wording.DRIVEN),
    ]
    assert fields[str(wording.RECORDS[False])].startswith(ladders_wording.MEDAL_SIGNS[2])
    assert fields[str(wording.NEXT_MEDAL)] == f"{gold}\nGold medal"
    assert re.fullmatch(r"(about )?\*\*[\d,]+\*\*", fields[str(wording.RANK)])
    assert fields[str(wording.TO_RECORD)].startswith("+")
    assert fields[str(wording.DRIVEN)] == f"<t:{int(linked.clock.timestamp()) - 120}:R>"
    assert answer.embed.author.name == name(linked)
    assert answer.embed.author.url == f"https://trackmania.io/#/player/{account(linked)}"
    assert answer.text == str(wording.SAYS_TO_BE_ONE)
    assert not answer.ephemeral
    asked = linked.upstream()
    assert [one.rstrip("/") for one in asked if "mapRecords" in one] == [RECORDS]
    assert len(asked) <= 4, "record, rank, the world's best, and a name"


async def test_the_world_record_itself(linked: Paddock) -> None:
    drive(linked, track_of(linked), DRIVER, 9_999)

    fields = (await linked.type("record")).fields

    assert fields[str(wording.TO_RECORD)] == str(wording.THE_RECORD)
    assert fields[str(wording.RANK)] == "**1**"
    assert str(wording.NEXT_MEDAL) not in fields


async def test_the_place_is_that_on_the_board_which_tells_it_without_a_question(
    linked: Paddock,
) -> None:
    for place in range(3):
        drive(linked, track_of(linked), DRIVER + place, 9_999 - place)
    linked.upstream()

    fields = (await linked.type("record")).fields

    assert fields[str(wording.RANK)] == "**3**"
    assert PLACING not in linked.upstream()


async def test_a_record_better_than_the_board_that_was_seen_before(linked: Paddock) -> None:
    await linked.type("leaderboard")
    drive(linked, track_of(linked), DRIVER, 9_999, ago=1)

    assert (await linked.type("record")).fields[str(wording.TO_RECORD)] == str(wording.THE_RECORD)


async def test_somebody_elses_record_by_name_id_and_mention(linked: Paddock) -> None:
    drive(linked, track_of(linked), DRIVER, 9_999)
    other = linked.guild.add_member(linked.env.create_user("bob"))
    me, linked.member = linked.member.id, other
    for typed in (name(linked), account(linked), f"<@{me}>"):
        answer = await linked.type("record", player=typed)
        assert answer.embeds, (typed, answer.content)
        assert answer.embed.author.name == name(linked)

    unlinked = await linked.type("record", player=f"<@{other.id}>")
    shown = str(wording.MENTION_UNLINKED).replace("`/link`", linked.tap("link"))
    assert (unlinked.content, unlinked.ephemeral) == (shown, True)


async def test_a_player_whom_nobody_says_to_be(paddock: Paddock) -> None:
    answer = await paddock.type("record", player=name(paddock, DRIVER + 1))

    assert answer.embed.author.name == name(paddock, DRIVER + 1)
    assert str(wording.SAYS_TO_BE_ONE) not in answer.text


async def test_in_private_it_knows_the_own_link_and_no_mentions(linked: Paddock) -> None:
    drive(linked, track_of(linked), DRIVER, 9_999)

    own = await linked.in_private("record")
    assert own.embed.author.name == name(linked)
    assert own.text == ""
    by_mention = await linked.in_private("record", player=f"<@{linked.member.id}>")
    shown = str(wording.MENTION_IN_PRIVATE).replace("`/link`", linked.tap("link"))
    assert (by_mention.content, by_mention.ephemeral) == (shown, True)


async def test_who_is_not_linked_is_told_how(paddock: Paddock) -> None:
    answer = await paddock.type("record")

    shown = str(wording.NOT_LINKED).replace("`/link`", paddock.tap("link"))
    assert (answer.content, answer.ephemeral) == (shown, True)


async def test_no_record(paddock: Paddock) -> None:
    index = next(one for one in range(1013, 60_000) if not _has_record(paddock, one))

    answer = await paddock.type("record", player=account(paddock, index))

    assert str(wording.NO_RECORD_IN_SEASON) in answer.text
    assert answer.fields == {}
    assert answer.buttons == {"World": True}


def _has_record(paddock: Paddock, index: int) -> bool:
    world = paddock.nadeo.world
    day = world.days.newest(world.now())
    group = world.group(day.group) if day else None
    ladder = world.ladder(group, track_of(paddock).uid) if group else None
    assert ladder is not None
    return ladder.of(account(paddock, index)) is not None


async def test_no_record_on_a_map_without_a_season(paddock: Paddock) -> None:
    club_map = paddock.nadeo.world.ids.map_uid(Kind.CLUB, 7)
    paddock.nadeo.failures.script(path=RECORDS, body=[])

    answer = await paddock.type("record", map=club_map, player=account(paddock))

    assert str(wording.NO_RECORD) in answer.text


async def test_a_secret_record_has_no_rank_and_no_gaps(linked: Paddock) -> None:
    # quirks 67, 111
    tell(linked, track_of(linked), time=4_294_967_295)
    linked.upstream()

    answer = await linked.type("record")

    (record,) = [value for title, value in answer.fields.items() if "record" in title]
    assert record.endswith("**SECRET**")
    assert not {str(wording.RANK), str(wording.NEXT_MEDAL), str(wording.TO_RECORD)} & set(
        answer.fields
    )
    assert [one for one in linked.upstream() if one.startswith(PLACING)] == []


@pytest.mark.filled
@pytest.mark.parametrize(
    ("day", "score", "told", "next_medal"),
    [
        (STUNT, 1_234, "1,234 points", "-266\nGold medal"),
        (PLATFORM, 2, "2 respawns", "+2\nAuthor medal"),
        (PLATFORM, 0, "0 respawns", None),
    ],
)
async def test_points_and_respawns(
    linked: Paddock, day: str, score: int, told: str, next_medal: str | None
) -> None:
    # quirks 69, 108
    track = track_of(linked, day)
    tell(linked, track, score=score if day == STUNT else 0, respawnCount=score)

    fields = (await linked.type("record", map=day)).fields

    (record,) = [
        value for title, value in fields.items() if title.endswith("record") and "*" in value
    ]
    assert record.endswith(f"**{told}**")
    assert fields.get(str(wording.NEXT_MEDAL)) == next_medal
    # quirk 112
    assert fields[str(wording.DRIVEN)] == "<t:1596899474:R>"


@pytest.mark.parametrize(
    ("path", "title"), [(PLACING, str(wording.RANK)), (BOARD, str(wording.TO_RECORD))]
)
async def test_what_nadeo_does_not_tell_is_left_out(linked: Paddock, path: str, title: str) -> None:
    # quirk 75
    drive(linked, track_of(linked), DRIVER, track_of(linked).medals.silver)
    linked.nadeo.failures.script(path=path, status=503, times=50)

    answer = await linked.type("record")

    titles = {str(wording.RANK), str(wording.TO_RECORD), str(wording.RECORDS[False])}
    assert titles & set(answer.fields) == titles - {title}


async def test_without_the_record_itself_it_is_one_sentence(linked: Paddock) -> None:
    linked.nadeo.failures.script(path=RECORDS, status=503, times=50)

    answer = await linked.type("record")

    assert "do not answer right now" in answer.content
    assert answer.ephemeral


async def test_linked_players_are_offered_and_labels_understood(linked: Paddock) -> None:
    linked.upstream()
    ((label, value),) = await linked.suggest("record", "player", name(linked)[:4].upper())
    assert linked.upstream() in ([], ["/api/display-names"])
    assert value == account(linked)

    answer = await linked.type("record", player=label)

    assert answer.embed.author.name == name(linked)
