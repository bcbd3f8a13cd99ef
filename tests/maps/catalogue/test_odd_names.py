"""Names that several maps have, that hold no letter, or whose letters only look like plain ones."""

# ruff: noqa: RUF001 # look-alike letters are the subject

from datetime import date

import pytest

from bot.maps.rows.maps import keep_maps
from bot.maps.rows.releases import keep_releases
from bot.maps.typed.offers import map_label
from bot.people.rows import keep_names
from tests.bench import Bench
from tests.maps.catalogue.test_words import release
from tests.storage.test_round_trips import track

AUTHOR = "Åsa ★"


async def known(bench: Bench, *named: str) -> None:
    """Let these have been Tracks of the Day, from June 2020 on, with uids counted from 0."""
    days = [
        release(on=date(2020, 6, number + 1), starts=number + 1, map_uids=(str(number),))
        for number in range(len(named))
    ]
    now = bench.clock.timestamp()
    await keep_releases(bench.store, days, now)
    tracks = [track(str(number), name=name, author="a") for number, name in enumerate(named)]
    await keep_maps(bench.store, tracks)
    await keep_names(bench.store, {"a": AUTHOR}, now)
    await bench.lookup.catalogue.finder.index()


async def found_by(bench: Bench, typed: str) -> tuple[list[str], list[str]]:
    """Return the uids that are understood, and those that are offered."""
    finder = bench.lookup.catalogue.finder
    understood = await finder.understand(typed)
    offered = await finder.search(typed)
    return [one.map_uid for one in understood], [one.map_uid for one in offered]


async def test_of_maps_with_one_name_none_is_taken_silently(bench: Bench) -> None:
    await known(bench, "Mirage", "Mirage Two", "$f00MIRAGE", "Mirágé")

    understood, _ = await found_by(bench, "mirage")

    assert understood == ["3", "2", "0"]


async def test_a_map_that_came_out_twice_is_one_map(bench: Bench) -> None:
    await known(bench, "Mirage")
    again = release(on=date(2020, 6, 9), starts=9, map_uids=("0",))
    await keep_releases(bench.store, [again], bench.clock.timestamp())
    await bench.lookup.catalogue.finder.index()

    assert (await found_by(bench, "mirage"))[0] == ["0"]


@pytest.mark.parametrize("name", ["!!", "$o???", "★ ★", "🔥🔥", "$$$$", "-", '"', "()"])
async def test_names_without_letters_are_found_as_they_are(bench: Bench, name: str) -> None:
    # quirk 97: two dollars are one
    await known(bench, "Mirage", name, "!?¿")

    for typed in (name.removeprefix("$o"), f" {name}"):
        understood, offered = await found_by(bench, typed)
        assert (understood, offered[:1]) == (["1"], ["1"]), typed


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("ѴѺLᏟΛNѺ", "volcano"),
        ("Dιѕтαηт Lιgнтѕ", "distant lights"),
        ("ɴᴏʀᴛʜ ᴡɪɴᴅ", "north wind"),
        ("ℂ𝓸𝖗𝒶ℓ Ṙεℯƒ", "coral reef"),
        ("Ц Я B Λ И", "urban"),
        ("S K Y  Λ R C H E S", "sky arches"),
        ("Ƙıng ᅀPalaceᅀ", "king palace"),
        ("ÐЯIFT ヨND", "drift end"),
    ],
)
async def test_look_alike_letters_are_found_by_plain_ones(
    bench: Bench, name: str, typed: str
) -> None:
    await known(bench, "Mirage", name, "Other Thing")

    for way in (typed, typed.upper(), name, f"  {typed} "):
        understood, offered = await found_by(bench, way)
        assert understood == ["1"], way
        assert offered[0] == "1", way
    assert (await found_by(bench, typed[:4]))[1][0] == "1"


@pytest.mark.parametrize("name", ["Mirage", "!!", "\u200b", "x · y", "Λ" * 60, "Ze $$ll · 22", "·"])
async def test_every_label_is_understood_as_its_map(bench: Bench, name: str) -> None:
    # quirk 100: a name that nobody sees is shown by its uid
    await known(bench, name, name, "Mirage Two", name)
    finder = bench.lookup.catalogue.finder

    for offered in await finder.search("", {"totd"}):
        label = map_label(offered)
        for way in (label, label.casefold(), f" {label} "):
            assert await finder.understand(way) == [offered], way


async def test_a_date_that_is_half_typed_finds_the_days_of_that_month(bench: Bench) -> None:
    await known(bench, "Mirage", "2020-06 Remix", "Six 06 2020")
    finder = bench.lookup.catalogue.finder

    assert [one.map_uid for one in await finder.search("2020-06")] == ["2", "1", "0"]
    assert [one.map_uid for one in await finder.search("2020-6-0")] == ["2", "1", "0"]
    assert [one.map_uid for one in await finder.search("2020-06-03")] == ["2"]
    assert await finder.search("2020-05") == []
