"""`/server ranking`: medals, maps and sums of times of a server's linked players."""

from datetime import UTC, datetime

import pytest
from support import SWIFT, settings_for

from bot.face.widths import PHONE_LINE, taken
from bot.frame.app import opened
from bot.frame.forgetting import forget_person
from bot.maps.releases import Release
from bot.nadeo.budget import Turn, current_turn
from bot.nadeo.errors import Unavailable
from bot.nadeo.models import TrackMap
from bot.players import ranking_wording, rankings, wording
from bot.players.cards import Link
from bot.players.ranking_cards import SeasonResult
from bot.players.rows import keep_link
from bot.players.season_rows import keep_results, read_results
from bot.text import escape
from tests.bench import Bench, MakeBench
from tests.cogs.driving import NO_VALUE, RECORDS, let_drive, linked, players
from tests.conftest import Answer, Paddock

pytestmark = pytest.mark.filled

SPRING = {"campaign": "Spring 2026"}
"""A season that is over."""
MAPS = 25


def rows(answer: Answer) -> list[str]:
    """Return the rows below the legend and the head."""
    table = [line for line in answer.text.split("\n\n")[0].split("\n") if line.startswith("`")]
    return table[1:]


def records(paddock: Paddock) -> list[str]:
    return [path for path in paddock.upstream() if path == RECORDS]


async def release_of(paddock: Paddock, name: str) -> Release:
    known = [one for kind in await paddock.bot.lookup.lists.ranked() for one in kind]
    return next(one for one in known if one.name == name)


async def tracks_of(paddock: Paddock, name: str) -> list[TrackMap]:
    release = await release_of(paddock, name)
    return list((await paddock.bot.lookup.maps.several(release.map_uids, any_age=True)).values())


async def kept(paddock: Paddock) -> int:
    (row,) = await paddock.bot.store.rows("SELECT count(*) AS count FROM season_results")
    return int(row["count"])


def name_of(paddock: Paddock, account: str) -> str:
    return paddock.nadeo.world.accounts.name(account) or account


# --- who is where --------------------------------------------------------------------------------


async def test_medals_come_first_then_maps_then_sums(paddock: Paddock) -> None:
    authors, golds, many, swift, slow, twin, nobody = await players(paddock, 7)
    first, second, third, *_ = await tracks_of(paddock, "Spring 2026")
    author, gold, bronze = first.author_time, first.gold_time, first.bronze_time
    let_drive(
        paddock.nadeo,
        {
            first.map_id: {
                authors: author,
                golds: gold,
                many: bronze + 5,
                swift: bronze + 2,
                slow: bronze + 9,
                twin: bronze + 9,
            },
            second.map_id: {golds: second.gold_time, many: second.bronze_time + 500},
            third.map_id: {authors: third.bronze_time + 1},
        },
    )

    answer = await paddock.type("server ranking", **SPRING)

    order = [authors, golds, many, swift, slow, twin]
    named = [escape(name_of(paddock, one)) for one in order]
    assert [row.rpartition("` ")[2] for row in rows(answer)] in [
        named,
        [*named[:4], named[5], named[4]],
    ]
    numbers = [row.split("`")[1].split()[:6] for row in rows(answer)]
    assert numbers == [
        ["1", "1", "0", "0", "0", "2"],
        ["2", "0", "2", "0", "0", "2"],
        ["3", "0", "0", "0", "0", "2"],
        ["4", "0", "0", "0", "0", "1"],
        ["5", "0", "0", "0", "0", "1"],
        # Who is equal in everything shares a place.
        ["5", "0", "0", "0", "0", "1"],
    ]
    # Whoever has no record is no row, and is counted.
    assert str(answer.embed.footer.text).startswith("6 of 7 linked · ")
    assert str(answer.embed.footer.text).endswith(str(ranking_wording.SUMS_DECIDE))
    assert name_of(paddock, nobody) not in answer.text
    assert (answer.embed.title, answer.embed.author.name) == (
        "Spring 2026",
        str(ranking_wording.HEADING),
    )


async def test_sums_are_of_what_was_driven(paddock: Paddock) -> None:
    (one,) = await players(paddock, 1)
    tracks = await tracks_of(paddock, "Spring 2026")
    let_drive(paddock.nadeo, {track.map_id: {one: 60_001} for track in tracks})

    (row,) = rows(await paddock.type("server ranking", **SPRING))

    assert row.split("`")[1].split()[-2:] == ["25", "25:00.025"]


async def test_the_own_row_is_underlined_on_the_own_page(paddock: Paddock) -> None:
    others = await players(paddock, 24)
    own = await linked(paddock, paddock.nadeo.world.accounts.id(90))
    track = (await tracks_of(paddock, "Spring 2026"))[0]
    times = {one: track.bronze_time + place for place, one in enumerate([*others, own])}
    let_drive(paddock.nadeo, {track.map_id: times})

    answer = await paddock.type("server ranking", **SPRING)
    assert len(rows(answer)) == 5
    assert rows(answer)[-1].endswith(f"__{escape(name_of(paddock, own))}__")
    assert [row for row in rows(answer) if "__" in row] == rows(answer)[-1:]

    first = await paddock.click(answer, "First")
    assert len(rows(first)) == 20
    assert all("__" not in row for row in rows(first))
    assert all(
        taken(row.replace("__", "").replace("\\", "")) <= PHONE_LINE
        for row in [*rows(answer), *rows(first)]
    )
    world = await paddock.click(first, "Points ranking")
    assert world.embed.author.name == "Points ranking"


async def test_secret_times_of_a_running_week_are_author_medals(paddock: Paddock) -> None:
    # quirk 68
    one, other = await players(paddock, 2)
    tracks = await tracks_of(paddock, "Week 88")
    let_drive(
        paddock.nadeo,
        {
            tracks[0].map_id: {one: NO_VALUE, other: tracks[0].gold_time},
            tracks[1].map_id: {other: tracks[1].gold_time},
        },
    )

    answer = await paddock.type("server ranking", campaign="Week 88")

    numbers = [row.split("`")[1].split() for row in rows(answer)]
    assert numbers[0] == ["1", "1", "0", "0", "0", "1", "SECRET"]
    assert numbers[1][:6] == ["2", "0", "2", "0", "0", "2"]
    assert str(ranking_wording.HIDDEN_IN_SHORTS) in answer.text
    assert await kept(paddock) == 0


# --- requests ------------------------------------------------------------------------------------


async def test_a_season_that_is_over_is_asked_for_once_and_for_good(paddock: Paddock) -> None:
    # quirk 106: one map a request
    await players(paddock, 3)

    first = await paddock.type("server ranking", **SPRING)
    assert len(records(paddock)) == MAPS
    # Those without a record are kept, too.
    assert await kept(paddock) == 3

    paddock.clock.move(30 * 86400)
    settings = settings_for(paddock.nadeo, paddock.bot.settings.database)
    async with opened(settings, paddock.clock, SWIFT, fills_catalogue=False) as another:
        await paddock.env.restart_bot(another)
        again = await paddock.type("server ranking", **SPRING)
        assert records(paddock) == []
        assert rows(again) == rows(first)
        await paddock.env.shutdown()


async def test_somebody_linked_later_is_asked_for_alone(paddock: Paddock) -> None:
    await players(paddock, 3)
    await paddock.type("server ranking", **SPRING)
    paddock.upstream()
    newcomer = await linked(paddock, paddock.nadeo.world.accounts.id(90))
    asked: list[str] = []

    def noted(_method: str, address: str, body: bytes) -> bytes:
        asked.extend([address] if RECORDS in address else [])
        return body

    paddock.nadeo.failures.spoil = noted

    answer = await paddock.type("server ranking", **SPRING)

    assert len(asked) == MAPS
    assert all(f"accountIdList={newcomer}&" in f"{address}&" for address in asked)
    assert str(answer.embed.footer.text).startswith("4 of 4 linked")
    assert await kept(paddock) == 4


async def test_four_hundred_players_cost_two_requests_a_map(paddock: Paddock) -> None:
    # quirk 115
    await players(paddock, 201)

    await paddock.type("server ranking", **SPRING)
    assert len(records(paddock)) == 2 * MAPS
    await paddock.type("server ranking", **SPRING)
    assert records(paddock) == []


async def test_a_running_season_is_asked_for_again(paddock: Paddock) -> None:
    await players(paddock, 2)
    await paddock.type("server ranking")
    assert len(records(paddock)) == MAPS
    assert await kept(paddock) == 0

    paddock.clock.move(3600)
    answer = await paddock.type("server ranking")

    assert answer.embed.title == "Summer 2026"
    assert answer.embed.timestamp == paddock.clock.now()
    assert len(records(paddock)) == MAPS


async def test_what_was_read_before_it_settled_is_not_kept(paddock: Paddock) -> None:
    await players(paddock, 2)
    week = await release_of(paddock, "Week 88")
    paddock.clock.set(datetime.fromtimestamp(week.ends + 60, UTC))
    await paddock.type("server ranking", campaign="Week 88")
    assert (len(records(paddock)), await kept(paddock)) == (5, 0)

    paddock.clock.move(3600)
    await paddock.type("server ranking", campaign="Week 88")

    assert (len(records(paddock)), await kept(paddock)) == (5, 2)


async def test_no_season_is_too_long_a_queue(make_bench: MakeBench) -> None:
    # A tenth of the usual waits: at once, most of a season would be refused as too long a queue.
    bench = await make_bench(NADEO_REQUESTS_PER_SECOND="10")
    bench.client.budget.longest_wait /= 10
    current_turn.set(Turn(user=1))
    await keep_link(bench.store, Link(1, bench.world.accounts.id(90)), 7, 0.0)
    release = (await bench.lookup.lists.known("seasonal"))[-2]

    page = await bench.lookup.server_rankings.page(7, 1, release, None)

    assert (page.unread, len(page.rows)) == (0, 1)
    assert len([path for path in bench.asked() if path == RECORDS]) == MAPS


# --- what goes wrong -----------------------------------------------------------------------------


async def test_maps_that_could_not_be_read_are_counted_and_asked_for_again(
    paddock: Paddock,
) -> None:
    await players(paddock, 2)
    broken = {track.map_id for track in (await tracks_of(paddock, "Spring 2026"))[:2]}
    paddock.nadeo.failures.spoil = lambda _method, address, body: (
        b"<html>" if any(one in address for one in broken) else body
    )

    answer = await paddock.type("server ranking", **SPRING)
    assert ranking_wording.unread(2) in answer.text
    assert await kept(paddock) == 0
    paddock.upstream()

    paddock.nadeo.failures.clear()
    whole = await paddock.type("server ranking", **SPRING)
    # The others are at hand.
    assert len(records(paddock)) == 2
    assert "could not be read" not in whole.text
    assert await kept(paddock) == 2


async def test_nonsense_is_one_sentence_and_spoils_nothing_kept(paddock: Paddock) -> None:
    await players(paddock, 2)

    def nonsense(_method: str, address: str, body: bytes) -> bytes:
        return b"<html>" if RECORDS in address else body

    paddock.nadeo.failures.spoil = nonsense
    refused = await paddock.type("server ranking", **SPRING)
    assert refused.ephemeral
    assert not refused.embeds

    paddock.nadeo.failures.clear()
    await paddock.type("server ranking", **SPRING)
    await linked(paddock, paddock.nadeo.world.accounts.id(90))
    paddock.nadeo.failures.spoil = nonsense
    answer = await paddock.type("server ranking", **SPRING)

    assert len(rows(answer)) == 2
    assert ranking_wording.unread(MAPS) in answer.text


async def test_nadeo_down_is_its_own_error(bench: Bench) -> None:
    await keep_link(bench.store, Link(1, bench.world.accounts.id(90)), 7, 0.0)
    release = (await bench.lookup.lists.known("seasonal"))[-2]
    bench.nadeo.failures.mode = "down"

    with pytest.raises(Unavailable):
        await bench.lookup.server_rankings.page(7, 1, release, None)


async def test_what_hangs_is_left_out_in_the_end(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rankings, "PATIENCE", 1.0)
    await keep_link(bench.store, Link(1, bench.world.accounts.id(90)), 7, 0.0)
    release = (await bench.lookup.lists.known("seasonal"))[-2]
    bench.nadeo.failures.script(path="mapRecords", delay=60.0, times=2)

    page = await bench.lookup.server_rankings.page(7, 1, release, None)

    assert (page.unread, len(page.rows)) == (2, 1)


async def test_nobody_linked_and_campaigns_that_there_are_not(paddock: Paddock) -> None:
    nobody = await paddock.type("server ranking", **SPRING)
    tapped = str(wording.NOBODY_LINKED).replace("`/link`", paddock.tap("link"))
    assert (nobody.content, nobody.ephemeral) == (tapped, True)
    assert paddock.upstream() == []

    await players(paddock, 1)
    unknown = await paddock.type("server ranking", campaign="Summer 2019")
    assert unknown.ephemeral
    assert "**Summer 2020** to **Summer 2026**" in unknown.content
    assert paddock.upstream() == []


async def test_a_season_in_which_nobody_drove(paddock: Paddock) -> None:
    await players(paddock, 2)
    let_drive(paddock.nadeo, {})

    answer = await paddock.type("server ranking", **SPRING)

    assert answer.text == str(ranking_wording.NOBODY_DROVE)
    assert answer.embed.footer.text == "0 of 2 linked"


# --- privacy -------------------------------------------------------------------------------------


async def test_results_go_with_the_person(paddock: Paddock) -> None:
    await players(paddock, 2)
    await linked(paddock, paddock.nadeo.world.accounts.id(90))
    await paddock.type("server ranking", **SPRING)
    assert await kept(paddock) == 3

    assert await forget_person(paddock.bot.store, paddock.member.id)
    assert await kept(paddock) == 2


async def test_results_go_with_the_account_of_somebody_who_is_another_now(
    paddock: Paddock,
) -> None:
    account = await linked(paddock, paddock.nadeo.world.accounts.id(90))
    await paddock.type("server ranking", **SPRING)
    store = paddock.bot.store
    await keep_link(store, Link(paddock.member.id, account), paddock.guild.id, 1.0)
    assert await kept(paddock) == 1

    await linked(paddock, paddock.nadeo.world.accounts.id(91))

    assert await kept(paddock) == 0


async def test_nothing_is_kept_of_who_was_forgotten_meanwhile(paddock: Paddock) -> None:
    store = paddock.bot.store
    here = await linked(paddock, paddock.nadeo.world.accounts.id(90))
    gone = paddock.nadeo.world.accounts.id(91)

    await keep_results(store, "season", [SeasonResult(here), SeasonResult(gone)])

    assert list(await read_results(store, "season", paddock.guild.id)) == [here]
    assert await kept(paddock) == 1
