"""`/compare`: two players side by side."""

import pytest

from bot.maps.releases import Release
from bot.nadeo.side_by_side import A_FEW
from bot.players import comparing, comparison_wording, wording
from bot.players.cards import Account
from bot.players.comparison_cards import Pair
from bot.players.comparison_wording import AHEAD, BEHIND
from bot.sandbox.world.words import AWKWARD_PLAYERS
from tests.bench import Bench
from tests.conftest import Answer, Paddock

RECORDS = "/v2/mapRecords/by-account/"
NOW = 1_787_000_000


@pytest.fixture
async def linked(paddock: Paddock) -> Paddock:
    """A paddock that knows what runs, whose member is linked with a regular of every ladder."""
    await paddock.type("link", player=account(paddock, 200))
    await paddock.type("campaign")
    paddock.upstream()
    return paddock


def account(paddock: Paddock, index: int) -> str:
    return paddock.nadeo.world.accounts.id(index)


async def compare(paddock: Paddock, other: str, **options: str) -> Answer:
    return await paddock.type("compare", **{"with": other, **options})


def rows(answer: Answer) -> list[str]:
    return [line for line in answer.text.split("\n") if line.startswith("`")]


async def test_a_season_costs_a_request_a_map_and_nothing_again(linked: Paddock) -> None:
    other = account(linked, 0)

    answer = await compare(linked, other)

    asked = linked.upstream()
    assert asked.count(RECORDS) == 25
    # Beside them: whether there is such a player, and the name.
    assert len(asked) <= 27
    assert (answer.embed.title, len(rows(answer))) == ("Summer 2026", 25)
    assert not answer.ephemeral
    again = await compare(linked, other)
    assert linked.upstream() == []
    assert again.embed.to_dict() == answer.embed.to_dict()


async def test_a_season_is_counted_as_the_ladders_have_it(linked: Paddock) -> None:
    world = linked.nadeo.world
    answer = await compare(linked, account(linked, 0))
    season = await linked.bot.lookup.lists.understood("seasonal", None)
    release = await linked.bot.lookup.lists.found(season)
    group = world.group(release.season_uid)
    assert group is not None
    pairs: list[tuple[int, int]] = []
    for uid in release.map_uids:
        ladder = world.ladder(group, uid)
        assert ladder is not None
        entries = [ladder.of(account(linked, index)) for index in (200, 0)]
        own, other = (entry.score for entry in entries if entry is not None)
        pairs.append((own, other))

    ahead = sum(own < other for own, other in pairs)
    behind = sum(own > other for own, other in pairs)

    assert answer.text.count(AHEAD) == ahead
    assert answer.text.count(BEHIND) == behind
    first, second = answer.text.split("\n")[:2]
    assert f"leads on {max(ahead, behind)} map" in first
    gap = sum(own - other for own, other in pairs)
    minutes, rest = divmod(abs(gap), 60_000)
    told = f"{minutes}:{rest / 1000:06.3f}" if minutes else f"{rest / 1000:.3f}"
    assert f"({'-' if gap < 0 else '+'}{told})" in second
    assert second.startswith("Sum of 25 maps: ")


@pytest.mark.parametrize("typed", ["Week 80", "Week Grand 59", "Summer 2025"])
async def test_other_campaigns(linked: Paddock, typed: str) -> None:
    answer = await compare(linked, account(linked, 0), campaign=typed)

    assert answer.embed.title == typed
    assert rows(answer)


async def test_a_running_week_is_secret(linked: Paddock) -> None:
    # quirk 68
    answer = await compare(linked, account(linked, 0), campaign="Week 88")

    assert "`SECRET" in answer.text
    assert "SECRET: while a Weekly Short runs" in answer.text


async def test_a_map(linked: Paddock) -> None:
    answer = await compare(linked, account(linked, 0), map="today")

    assert linked.upstream().count(RECORDS) == 1
    own = str(linked.nadeo.world.accounts.name(account(linked, 200)))
    assert answer.embed.author.name == f"{own} against Mikey_______"
    gap = answer.fields["Gap"]
    assert gap.startswith((f"{AHEAD} -", f"{BEHIND} +"))
    assert f"is faster by **{gap[3:]}**" in answer.text


@pytest.mark.parametrize(("day", "unit"), [("2020-07-24", "point"), ("2020-08-07", "respawn")])
async def test_maps_that_are_not_timed(linked: Paddock, day: str, unit: str) -> None:
    # quirk 69
    answer = await compare(linked, account(linked, 0), map=day)

    assert unit in " ".join(answer.fields.values())
    assert unit in answer.text or str(comparison_wording.BOTH_LEVEL) in answer.text


# --- what fails ----------------------------------------------------------------------------------


async def test_a_map_that_fails_is_missing(linked: Paddock) -> None:
    linked.nadeo.failures.script(path=RECORDS.rstrip("/"), status=503, times=4)

    answer = await compare(linked, account(linked, 0))

    # Each map is tried twice, three are asked at once: one or two fail both times.
    assert len(rows(answer)) in {23, 24}
    assert comparison_wording.missing(25 - len(rows(answer))) in answer.text


async def test_a_map_that_hangs_holds_up_no_other(bench: Bench) -> None:
    comparisons, pair, release = await of_the_season(bench)
    # Each map is tried twice, three are asked at once: one hangs both times.
    bench.nadeo.failures.script(path=RECORDS.rstrip("/"), delay=600.0, times=4)

    card = await comparisons.over(pair, release)

    assert (card.missing, len(card.maps)) == (1, 24)


async def test_where_all_come_too_late_that_is_said(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparing, "PATIENCE", 0.5)
    comparisons, pair, release = await of_the_season(bench)
    bench.nadeo.failures.script(path=RECORDS.rstrip("/"), delay=600.0, times=50)

    with pytest.raises(TimeoutError):
        await comparisons.over(pair, release)


async def of_the_season(bench: Bench) -> tuple[comparing.Comparisons, Pair, Release]:
    own, other = (Account(bench.world.accounts.id(index), "?") for index in (200, 0))
    wanted = await bench.lookup.lists.understood("seasonal", None)
    release = await bench.lookup.lists.found(wanted)
    return bench.lookup.comparisons, Pair(own, other), release


async def test_nadeo_is_left_alone_once_it_is_down(linked: Paddock) -> None:
    await compare(linked, account(linked, 0), map="today")
    linked.upstream()
    linked.nadeo.failures.mode = "down"

    answer = await compare(linked, account(linked, 0))

    assert answer.ephemeral
    assert answer.content.startswith("Nadeo's servers do not answer")
    # Three at once, and those that had begun before the third failed; each twice.
    assert linked.upstream().count(RECORDS) <= 2 * (comparing.MOST_FAILURES + A_FEW)


# --- who and what cannot be compared -------------------------------------------------------------


async def test_who_cannot_be_compared(paddock: Paddock) -> None:
    refused = await compare(paddock, account(paddock, 0))
    assert refused.content.startswith(str(wording.NOT_LINKED).partition("`")[0])
    assert refused.ephemeral
    assert paddock.upstream() == []

    await paddock.type("link", player="SandboxDriver")
    for typed in ("SandboxDriver", paddock.nadeo.world.accounts.own, paddock.member.mention):
        own = await compare(paddock, typed)
        assert (own.content, own.ephemeral) == (str(comparison_wording.WITH_SELF), True)
    unknown = await compare(paddock, "Nobody Of This Name")
    assert unknown.content == wording.unknown_name("Nobody Of This Name")


async def test_a_campaign_and_a_map_are_too_much(linked: Paddock) -> None:
    answer = await compare(linked, account(linked, 0), campaign="Summer 2026", map="today")

    assert (answer.content, answer.ephemeral) == (str(comparison_wording.CAMPAIGN_OR_MAP), True)
    assert linked.upstream() == []


async def test_a_campaign_that_there_is_not(linked: Paddock) -> None:
    answer = await compare(linked, account(linked, 0), campaign="Summer 2019")

    assert answer.ephemeral
    assert "**Summer 2020** to **Summer 2026**" in answer.content
    assert linked.upstream() == []


# --- buttons, and other places -------------------------------------------------------------------


async def test_switching_between_season_and_track(linked: Paddock) -> None:
    season = await compare(linked, account(linked, 0))
    assert set(season.buttons) == {"Track of the Day", "Chart"}
    first = season.embed.to_dict()

    track = await linked.click(season, "Track of the Day")
    assert track.message.id == season.message.id
    assert track.embed.title == "Misty Viaduct"
    assert set(track.buttons) == {"Running season"}

    back = await linked.click(track, "Running season")
    assert back.embed.to_dict() == first


async def test_in_a_direct_message(linked: Paddock) -> None:
    answer = await linked.in_private("compare", **{"with": account(linked, 0), "map": "today"})

    assert "Gap" in answer.fields
    back = await linked.click_in_private(answer, "Running season")
    assert back.embed.title == "Summer 2026"


async def test_awkward_names_are_harmless(linked: Paddock) -> None:
    for index in range(0, len(AWKWARD_PLAYERS), 3):
        answer = await compare(linked, account(linked, index), map="today")

        for text in (answer.text, *answer.fields):
            assert "@everyone" not in text
            assert "](https://evil" not in text
            assert "<@123>" not in text


async def test_linked_players_are_offered_by_name(linked: Paddock) -> None:
    name = str(linked.nadeo.world.accounts.name(account(linked, 200)))
    ((label, value),) = await linked.suggest("compare", "with", name[:3])

    assert label.startswith(name)
    assert value == account(linked, 200)
    assert await linked.suggest("player", "name", "nobody") == []
