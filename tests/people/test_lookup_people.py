"""Names for account ids, and countries for zones."""

import asyncio
import logging
from collections.abc import Iterable

import pytest
from support import until

from bot.nadeo.errors import Unavailable
from bot.nadeo.models import Zone
from bot.people import lookup
from bot.people.rows import keep_zones, read_names
from bot.sandbox.nadeo.failures import Mode
from tests.bench import Bench, MakeBench

NAMES = "/api/display-names"
STRANGER = "11111111-2222-4333-8444-555555555555"
WEEK = 7 * 86400


def accounts(bench: Bench, indexes: Iterable[int]) -> list[str]:
    return [bench.world.accounts.id(index) for index in indexes]


def named(bench: Bench, account: str) -> str:
    return bench.world.accounts.name(account) or account.partition("-")[0]


# --- names ---------------------------------------------------------------------------------------


async def test_names_come_from_nadeo_once(bench: Bench) -> None:
    wanted = accounts(bench, range(100, 120))

    found = await bench.lookup.people.names(wanted)
    again = await bench.lookup.people.names(wanted)

    assert found == again == {account: named(bench, account) for account in wanted}
    assert bench.asked() == [NAMES]


async def test_a_request_is_filled_up_with_names_for_later(bench: Bench) -> None:
    # quirk 93: at most 50 ids a request
    ladder = accounts(bench, range(100, 220))

    await bench.lookup.people.names(ladder[:20], soon=ladder[20:])
    (request,) = [request for request in bench.nadeo.requests if request.path == NAMES]

    assert request.query["accountId[]"] == ladder[:50]


async def test_later_names_alone_are_no_reason_to_ask(bench: Bench) -> None:
    ladder = accounts(bench, range(100, 220))
    await bench.lookup.people.names(ladder[:20], soon=ladder[20:])
    bench.asked()

    await bench.lookup.people.names(ladder[20:40], soon=ladder[40:])
    assert bench.asked() == []

    await bench.lookup.people.names(ladder[40:60], soon=ladder[60:])
    assert bench.asked() == [NAMES]


async def test_more_than_fifty_names_take_several_requests(bench: Bench) -> None:
    wanted = accounts(bench, range(100, 220))

    found = await bench.lookup.people.names(wanted, soon=accounts(bench, range(300, 310)))

    assert found == {account: named(bench, account) for account in wanted}
    assert bench.asked() == [NAMES] * 3


async def test_an_account_without_a_name_is_remembered_as_such(bench: Bench) -> None:
    # quirk 93: ids without a name are missing; quirk 23: [] when nobody is found
    for _ in range(3):
        assert await bench.lookup.people.names([STRANGER]) == {STRANGER: "11111111"}

    assert bench.asked() == [NAMES]


async def test_names_are_asked_again_after_a_week(bench: Bench) -> None:
    # quirk 95: names change
    (account,) = accounts(bench, [100])
    await bench.lookup.people.names([account])
    bench.clock.move(WEEK - 1)
    await bench.lookup.people.names([account])
    assert bench.asked() == [NAMES]

    bench.clock.move(1)
    bench.nadeo.failures.script(path=NAMES, body={account: "Renamed"})

    assert await bench.lookup.people.names([account]) == {account: "Renamed"}
    assert bench.asked() == [NAMES]


async def test_a_name_noted_in_the_future_is_asked_again(bench: Bench) -> None:
    (account,) = accounts(bench, [100])
    bench.clock.move(3600)
    await bench.lookup.people.names([account])
    bench.clock.move(-3600)
    bench.nadeo.failures.script(path=NAMES, body={account: "Renamed"})

    assert await bench.lookup.people.names([account]) == {account: "Renamed"}


async def test_whoever_has_no_name_is_asked_for_again_after_a_week(bench: Bench) -> None:
    await bench.lookup.people.names([STRANGER])
    bench.clock.move(WEEK)
    bench.nadeo.failures.script(path=NAMES, body={STRANGER: "Newcomer"})

    assert await bench.lookup.people.names([STRANGER]) == {STRANGER: "Newcomer"}


async def test_a_name_that_is_left_out_once_is_kept(bench: Bench) -> None:
    (account,) = accounts(bench, [100])
    name = named(bench, account)
    await bench.lookup.people.names([account])
    bench.clock.move(WEEK)
    bench.nadeo.failures.script(path=NAMES, body=[])

    assert await bench.lookup.people.names([account]) == {account: name}
    assert await bench.lookup.people.names([account]) == {account: name}


@pytest.mark.parametrize("mode", ["down", "html", "unauthorized", "too-many"])
async def test_without_nadeo_there_are_old_names_and_short_ids(
    bench: Bench, caplog: pytest.LogCaptureFixture, mode: Mode
) -> None:
    bench.nadeo.failures.retry_after = None
    known, unknown = accounts(bench, [100, 101])
    await bench.lookup.people.names([known])
    bench.clock.move(WEEK)
    bench.nadeo.failures.mode = mode

    found = await bench.lookup.people.names([known, unknown])

    assert found == {known: named(bench, known), unknown: unknown.partition("-")[0]}
    (record,) = [one for one in caplog.records if one.name == "bot.people.lookup"]
    assert record.levelno == logging.WARNING
    assert record.getMessage().startswith("going without 2 names: ")


async def test_a_failure_is_not_remembered_as_no_name(bench: Bench) -> None:
    (account,) = accounts(bench, [100])
    bench.nadeo.failures.mode = "down"
    await bench.lookup.people.names([account])
    bench.nadeo.failures.mode = "fine"

    assert await bench.lookup.people.names([account]) == {account: named(bench, account)}


async def test_slow_names_are_not_waited_for(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(lookup, "PATIENCE_FOR_NAMES", 0.05)
    bench.nadeo.failures.script(path=NAMES, delay=30, times=5)

    assert await bench.lookup.people.names([STRANGER]) == {STRANGER: "11111111"}
    assert "going without 1 names: TimeoutError" in caplog.text


async def test_names_that_came_too_late_are_kept_for_the_next(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    (account,) = accounts(bench, [100])
    monkeypatch.setattr(lookup, "PATIENCE_FOR_NAMES", 0.02)
    bench.nadeo.failures.script(path=NAMES, body={account: "Late"}, delay=0.1)
    assert await bench.lookup.people.names([account]) == {account: account.partition("-")[0]}

    await until(lambda: read_names(bench.store, [account]))

    assert await bench.lookup.people.names([account]) == {account: "Late"}
    assert bench.asked() == [NAMES]


async def test_many_who_want_the_same_names_ask_once(bench: Bench) -> None:
    wanted = accounts(bench, range(100, 120))

    async def want(after: int) -> None:
        for _ in range(after):
            await asyncio.sleep(0)
        await bench.lookup.people.names(wanted)

    await asyncio.gather(*(want(after) for after in range(0, 400, 4)))

    assert bench.asked() == [NAMES]


async def test_what_is_under_way_ends_with_the_bot(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lookup, "PATIENCE_FOR_NAMES", 0.02)
    bench.nadeo.failures.script(path=NAMES, delay=30, times=5)
    await bench.lookup.people.names([STRANGER])

    await bench.lookup.close()

    assert await read_names(bench.store, [STRANGER]) == {}


async def test_a_refused_application_costs_one_login(bench: Bench) -> None:
    bench.nadeo.failures.script(path="access_token", status=401, body={"error": "invalid_client"})
    (account,) = accounts(bench, [100])

    for _ in range(3):
        found = await bench.lookup.people.names([account])
        assert found == {account: account.partition("-")[0]}

    assert [request.path for request in bench.nadeo.requests] == ["/api/access_token"]


async def test_without_an_application_nobody_is_asked_for(make_bench: MakeBench) -> None:
    bench = await make_bench(TRACKMANIA_CLIENT_ID="", TRACKMANIA_CLIENT_SECRET="")
    nadeo = "d2372a08-a8a1-46cb-97fb-23a161d85ad0"

    found = await bench.lookup.people.names([STRANGER, nadeo])

    # quirk 94
    assert found == {STRANGER: "11111111", nadeo: "Nadeo"}
    assert bench.asked() == []
    assert list(await read_names(bench.store, [STRANGER, nadeo])) == [nadeo]


async def test_nadeo_itself_is_named_without_asking(bench: Bench) -> None:
    found = await bench.lookup.people.names(["aa02b90e-0652-4a1c-b705-4677e2983003"])

    assert list(found.values()) == ["Nadeo"]
    assert bench.asked() == []


async def test_nobody_wanted_is_nobody_asked_for(bench: Bench) -> None:
    assert await bench.lookup.people.names([], soon=[STRANGER]) == {}
    assert bench.asked() == []


async def test_names_outlive_a_restart(bench: Bench, make_bench: MakeBench) -> None:
    (account,) = accounts(bench, [100])
    await bench.lookup.people.names([account])
    bench.asked()

    again = await make_bench()

    assert await again.lookup.people.names([account]) == {account: named(bench, account)}
    assert again.asked() == []


# --- countries -----------------------------------------------------------------------------------


async def test_the_tree_of_places_is_fetched_once_a_month(bench: Bench) -> None:
    for _ in range(2):
        await bench.lookup.people.refresh_zones()
    assert bench.asked() == ["/zones/"]

    bench.clock.move(31 * 86400)
    await bench.lookup.people.refresh_zones()
    assert bench.asked() == ["/zones/"]


async def test_an_empty_tree_does_not_take_the_place_of_a_good_one(bench: Bench) -> None:
    await bench.lookup.people.refresh_zones()
    home = bench.world.zones.homes[0]
    before = await bench.lookup.people.countries([home.id])
    bench.clock.move(31 * 86400)
    bench.nadeo.failures.script(path="/zones/", body=[])

    await bench.lookup.people.refresh_zones()

    assert await bench.lookup.people.countries([home.id]) == before != {home.id: ""}


async def test_a_tree_that_cannot_be_fetched_is_an_error(bench: Bench) -> None:
    bench.nadeo.failures.mode = "down"

    with pytest.raises(Unavailable):
        await bench.lookup.people.refresh_zones()


async def test_the_tree_is_read_from_the_file_after_a_restart(
    bench: Bench, make_bench: MakeBench
) -> None:
    await bench.lookup.people.refresh_zones()
    homes = [home.id for home in bench.world.zones.homes]
    before = await bench.lookup.people.countries(homes)
    bench.asked()

    again = await make_bench()
    await again.lookup.people.refresh_zones()

    assert await again.lookup.people.countries(homes) == before
    assert again.asked() == []


async def test_a_town_is_in_another_country_once_the_tree_says_so(bench: Bench) -> None:
    places = [("world", "World", None), ("europe", "Europe", "world"), ("a", "Alba", "europe")]
    for name in ("Alba", "Scotland"):
        body = [
            {"zoneId": uid, "name": name if uid == "a" else told, "parentId": parent}
            for uid, told, parent in places
        ]
        bench.nadeo.failures.script(path="/zones/", body=body)
        await bench.lookup.people.refresh_zones()

        assert await bench.lookup.people.countries(["a"]) == {"a": name}
        bench.clock.move(31 * 86400)


async def test_unknown_zones_have_no_country(bench: Bench) -> None:
    assert await bench.lookup.people.countries(["", STRANGER]) == {"": "", STRANGER: ""}
    assert bench.asked() == []


async def test_a_country_is_two_steps_below_the_world(bench: Bench) -> None:
    # quirk 103: leaves are towns, regions, countries; some players sit on the world itself
    places = [
        ("world", "World", None),
        ("europe", "Europe", "world"),
        ("germany", "Germany", "europe"),
        ("bw", "Baden-Württemberg", "germany"),
        ("stuttgart", "Stuttgart", "bw"),
        ("lost", "Atlantis", "nowhere"),
        ("snake", "Ouroboros", "snake"),
    ]
    zones = [Zone(zone_id=uid, name=name, parent_id=parent) for uid, name, parent in places]
    await keep_zones(bench.store, zones, bench.clock.timestamp())

    countries = await bench.lookup.people.countries([uid for uid, _, _ in places])

    assert countries.pop("snake") == "Ouroboros"
    assert countries == {
        "world": "World",
        "europe": "Europe",
        "germany": "Germany",
        "bw": "Germany",
        "stuttgart": "Germany",
        "lost": "Atlantis",
    }


async def test_places_noted_in_the_future_are_fetched_again(bench: Bench) -> None:
    await bench.lookup.people.refresh_zones()
    bench.clock.move(-400 * 86400)
    bench.asked()

    await bench.lookup.people.refresh_zones()

    assert len(bench.asked()) == 1
