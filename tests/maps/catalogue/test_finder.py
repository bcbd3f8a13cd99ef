"""Finding official maps by a few letters."""

import random
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.maps.catalogue.finder import ALL_KINDS, Finder
from bot.maps.rows.maps import keep_maps, read_maps
from bot.maps.rows.releases import keep_releases
from bot.people.rows import keep_names
from tests.bench import Bench, meant
from tests.maps.catalogue.test_words import release
from tests.storage.test_round_trips import track

pytestmark = pytest.mark.filled


@pytest.fixture
def finder(bench: Bench) -> Finder:
    return bench.lookup.catalogue.finder


async def names(finder: Finder, typed: str, *kinds: str) -> list[str]:
    return [found.name for found in await finder.search(typed, kinds or ALL_KINDS)]


# --- what is found -------------------------------------------------------------------------------


async def test_nothing_typed_offers_the_newest(finder: Finder) -> None:
    found = await finder.search("")

    assert len(found) == 25
    assert found[0].release.on == date(2026, 8, 22)
    starts = [official.release.starts for official in found]
    assert starts == sorted(starts, reverse=True)


async def test_the_beginning_of_words_is_enough(finder: Finder) -> None:
    assert (await names(finder, "mis via"))[0] == "$i$s$f80Misty $39fViaduct"
    assert len(await names(finder, "m")) == 25


async def test_codes_case_accents_and_signs_do_not_matter(finder: Finder) -> None:
    for typed in ("MISTY VIADUCT", "misty-viaduct", "mïsty  vîaduct", "$f00misty $zviaduct"):
        assert (await names(finder, typed))[0] == "$i$s$f80Misty $39fViaduct", typed


async def test_authors_dates_seasons_and_weeks_are_found(finder: Finder) -> None:
    by_author = await finder.search("TurboComet180")
    assert {found.author for found in by_author} == {"TurboComet180"}

    for typed in ("2026-08-22", "22.08.2026", "22 august 2026", "totd 2026 08 22", "sat 22 aug 26"):
        days = [found.release.on for found in await finder.search(typed, {"totd"})]
        expected = date(2026, 8, 22) if typed != "sat 22 aug 26" else None
        assert days[:1] == ([expected] if expected else []), typed

    season = await finder.search("summer 2026 21")
    assert (season[0].release.name, season[0].position) == ("Summer 2026", 20)
    week = await finder.search("week 88", {"weekly-shorts"})
    assert [found.position for found in week] == [0, 1, 2, 3, 4]


async def test_whole_numbers_come_before_longer_ones(finder: Finder) -> None:
    season = await finder.search("summer 2026 1", {"seasonal"})
    assert [found.position for found in season[:3]] == [0, 9, 10]

    weeks = await finder.search("week 8", {"weekly-shorts"})
    assert [found.release.name for found in weeks[:6]] == ["Week 8"] * 5 + ["Week 88"]


async def test_a_whole_number_is_surely_meant(finder: Finder) -> None:
    (found,) = await finder.understand("summer 2026 1")
    assert found.name == "Summer 2026 - 01"
    week = await finder.understand("week 8", {"weekly-shorts"})
    assert {found.release.name for found in week} == {"Week 8"}
    assert await finder.understand("summer 202 01")


@pytest.mark.parametrize("uid", ["handmade_uid_17", "x" * 36, "12345"])
async def test_what_is_offered_can_be_chosen(bench: Bench, uid: str) -> None:
    # quirk 101: some uids are made by hand
    now = bench.clock.timestamp()
    await keep_releases(bench.store, [release(on=date(2019, 1, 1), starts=1, map_uids=(uid,))], now)
    await keep_maps(bench.store, [track(uid, name="Handmade Thing")])
    await bench.lookup.catalogue.finder.index()
    (found,) = await bench.lookup.typed_maps.search("handmade thing")
    assert found.map_uid == uid

    assert (await meant(bench, uid)).map_uid == uid


async def test_exact_names_come_first_and_newer_maps_before_older(bench: Bench) -> None:
    finder = bench.lookup.catalogue.finder
    now = bench.clock.timestamp()
    made = {"a": "Zebra Two", "b": "The Zebra", "c": "Zebra", "d": "Zebras", "e": "Zebra"}
    await keep_releases(
        bench.store,
        [
            release(on=date(2020, 6, number), starts=number, map_uids=(uid,))
            for number, uid in enumerate(made, 1)
        ],
        now,
    )
    await keep_maps(bench.store, [track(uid, name=name, author="z") for uid, name in made.items()])
    await keep_names(bench.store, {"z": "Zebra Fan"}, now)
    await finder.index()

    assert [found.map_uid for found in await finder.search("zebra")] == ["e", "c", "d", "a", "b"]
    assert {found.map_uid for found in await finder.search("zebra fan")} == set(made)


async def test_a_map_that_came_out_twice_is_offered_once(bench: Bench) -> None:
    finder = bench.lookup.catalogue.finder
    (newest,) = await finder.search("2026-08-22", {"totd"})
    again = release(on=date(2019, 1, 1), starts=1, map_uids=(newest.map_uid,))
    await keep_releases(bench.store, [again], bench.clock.timestamp())
    await finder.index()

    assert [found.map_uid for found in await finder.search("misty viaduct")].count(
        newest.map_uid
    ) == 1


async def test_only_the_kinds_asked_for(finder: Finder) -> None:
    for kind in ALL_KINDS:
        found = await finder.search("", {kind})
        assert {official.release.kind for official in found} == {kind}
    assert {found.release.kind for found in await finder.search("sumer", {"seasonal"})} == {
        "seasonal"
    }


# --- typing mistakes -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("misty viaduckt", "$i$s$f80Misty $39fViaduct"),
        ("mitsy viaduct", "$i$s$f80Misty $39fViaduct"),
        ("sumer 2026", "Summer 2026 - 01"),
        ("summr", "Summer 2026 - 01"),
    ],
)
async def test_typing_mistakes_are_forgiven(finder: Finder, typed: str, name: str) -> None:
    assert (await names(finder, typed))[0] == name


async def test_what_is_like_nothing_finds_nothing(finder: Finder) -> None:
    for typed in ("qqqqqqqq", "9999999", "!!!", '"', "*", "AND", "name:x OR", "\x00", "🏁"):
        assert await finder.search(typed) in ([], await finder.search(typed.lower())), typed
    assert await finder.search("qqqqqqqq") == []


async def test_one_slip_in_a_long_name_is_found(finder: Finder) -> None:
    chance = random.Random(7)  # noqa: S311 # any sample will do
    newest = [found.name for found in await finder.search("", {"seasonal"})]
    for name in chance.sample(newest, 5):
        at = chance.randrange(2, len(name))
        assert name in await names(finder, name[:at] + name[at + 1 :]), name


# --- what was surely meant -----------------------------------------------------------------------


async def test_the_only_map_that_fits_is_meant(finder: Finder) -> None:
    (found,) = await finder.understand("misty viaduct 22 aug 2026", {"totd"})
    assert found.release.on == date(2026, 8, 22)


async def test_a_whole_name_is_meant_even_where_others_begin_so(bench: Bench) -> None:
    finder = bench.lookup.catalogue.finder
    days = [
        release(on=date(2020, 6, number), starts=number, map_uids=(uid,))
        for number, uid in enumerate("ab", 1)
    ]
    await keep_releases(bench.store, days, bench.clock.timestamp())
    await keep_maps(bench.store, [track("a", name="Qua"), track("b", name="Quagga")])
    await finder.index()

    assert [found.map_uid for found in await finder.understand("qua")] == ["a"]
    assert [found.map_uid for found in await finder.understand("quag")] == ["b"]


async def test_of_several_none_is_taken_blindly(finder: Finder) -> None:
    assert len(await finder.understand("misty")) > 1
    assert await finder.understand("qqqqqqqq") == []
    assert await finder.understand("") == []
    assert await finder.understand("!?") == []


# --- changes -------------------------------------------------------------------------------------


async def test_new_names_are_found_by_the_next_index(bench: Bench) -> None:
    finder = bench.lookup.catalogue.finder
    (found,) = await finder.search("2026-08-22", {"totd"})
    known = (await read_maps(bench.store, [found.map_uid]))[found.map_uid]
    await keep_maps(bench.store, [known.model_copy(update={"name": "Wombat Way"})])
    await keep_names(bench.store, {known.author: "Quokka"}, 1.0)

    await finder.index()

    assert [one.map_uid for one in await finder.search("wombat way")] == [found.map_uid]
    assert found.map_uid in [one.map_uid for one in await finder.search("quokka")]
    assert found.map_uid not in [one.map_uid for one in await finder.search("misty viaduct")]
    assert await finder.search("wombta way") != []


async def test_a_day_whose_map_was_replaced_is_found_by_the_new_one(bench: Bench) -> None:
    finder = bench.lookup.catalogue.finder
    (found,) = await finder.search("2026-08-22", {"totd"})
    other = (await finder.search("2026-08-21", {"totd"}))[0]
    swapped = release(on=date(2026, 8, 22), starts=found.release.starts, map_uids=(other.map_uid,))
    await keep_releases(bench.store, [swapped], bench.clock.timestamp())

    await finder.index()

    (again,) = await finder.search("2026-08-22", {"totd"})
    assert (again.map_uid, again.name) == (other.map_uid, other.name)


async def test_what_has_not_begun_is_not_kept(bench: Bench) -> None:
    now = bench.clock.timestamp()
    coming = release(on=date(2026, 8, 23), starts=int(now) + 60, map_uids=("of-tomorrow",))
    await keep_maps(bench.store, [track("of-tomorrow", name="Tomorrows Secret")])

    await keep_releases(bench.store, [coming], now)
    await bench.lookup.catalogue.finder.index()

    assert await names(bench.lookup.catalogue.finder, "tomorrows secret") == []
    assert await bench.lookup.catalogue.release_of("of-tomorrow") is None


# --- whatever is typed ---------------------------------------------------------------------------


@settings(
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.one_of(
        st.text(st.characters(codec=None), max_size=40),
        st.text('abcdefgh "*()^:-+', max_size=30),
        st.lists(st.sampled_from(["AND", "OR", "NOT", "NEAR", '"', "name:", "*", "2026"])).map(
            " ".join
        ),
    )
)
async def test_any_text_can_be_searched_for(bench: Bench, typed: str) -> None:
    finder = bench.lookup.catalogue.finder

    found = await finder.search(typed)

    assert len(found) <= 25
    assert len({official.map_uid for official in found}) == len(found)
    await finder.understand(typed)
