"""People who are forgotten: afterwards no row and no byte of theirs is left in the file."""

from collections.abc import AsyncIterator
from pathlib import Path
from random import Random

import pytest
from support import ManualClock
from traces import traces

from bot.announcer.cards import Subscription
from bot.announcer.rows.servers import Forgotten as ForgottenServers
from bot.announcer.rows.servers import forget_servers, note_servers
from bot.announcer.rows.subscriptions import read_subscriptions
from bot.frame.forgetting import Forgotten, forget_person, forget_person_in
from bot.nadeo.lifetimes import DAY
from bot.operator.rows import keep_call
from bot.operator.typed import RawCall
from bot.people.rows import keep_names
from bot.players.cards import Link
from bot.players.rows import keep_link, link_of, links_in
from bot.storage.store import Store
from tests.announcer.owing import added

CROWD = 400
HERE, THERE = 1_456_074_443_980_800_001, 1_456_074_443_980_800_002
NOBODY = 999_999_999_999_999_999


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "pitwall.db"


@pytest.fixture
async def store(path: Path) -> AsyncIterator[Store]:
    async with Store.opened(path) as store:
        yield store


@pytest.fixture
async def crowd(store: Store) -> list[Link]:
    """Put a crowd with ids of any kind on two ladders, each of whom has a name."""
    random = Random(14)  # noqa: S311 # ids, not secrets
    links = [
        Link(random.randrange(1 << 57, 1 << 62), f"{random.randrange(1 << 32):08x}{TAIL}")
        for _ in range(CROWD)
    ]
    for number, link in enumerate(links):
        assert await keep_link(store, link, HERE, float(number))
        if number % 2:
            assert await keep_link(store, link, THERE, float(number))
    await keep_names(store, {one.account_id: f"name of {one.account_id[:8]}" for one in links}, 1.0)
    return links


TAIL = "-0000-4000-8000-000000000000"


def left_of(path: Path, link: Link) -> list[str]:
    return traces(path, link.user_id, link.account_id, f"name of {link.account_id[:8]}")


async def test_the_search_finds_what_is_there(store: Store, path: Path, crowd: list[Link]) -> None:
    """Otherwise the other tests would prove nothing."""
    found = left_of(path, crowd[1])
    await store.scrub()
    in_the_file = left_of(path, crowd[1])

    assert {one.partition(":")[0] for one in found} >= {
        "links",
        "names",
        "server_players",
        "pitwall.db-wal",
    }
    assert [one for one in in_the_file if one.startswith("pitwall.db")] == [
        f"pitwall.db: {crowd[1].user_id} as a number",
        f"pitwall.db: {crowd[1].user_id} as a key",
        f"pitwall.db: {crowd[1].account_id}",
        f"pitwall.db: name of {crowd[1].account_id[:8]}",
    ]


@pytest.mark.parametrize("place", [0, 1, CROWD // 2, CROWD - 1])
async def test_whoever_is_forgotten_leaves_nothing(
    store: Store, path: Path, crowd: list[Link], place: int
) -> None:
    gone = crowd[place]

    forgotten = await forget_person(store, gone.user_id)

    assert forgotten == Forgotten(ladders=1 + place % 2, subscriptions=0, calls=0)
    assert left_of(path, gone) == []
    assert len(await links_in(store, HERE)) == CROWD - 1


async def test_half_a_crowd_leaves_nothing(store: Store, path: Path, crowd: list[Link]) -> None:
    """Pages of the file become empty, and are joined and moved meanwhile."""
    for link in crowd[::2]:
        assert (await forget_person(store, link.user_id)).anything

    assert [one for link in crowd[::2] for one in left_of(path, link)] == []
    assert await links_in(store, HERE) == crowd[1::2]
    assert all(left_of(path, link) for link in crowd[1::2])


async def test_another_program_forgets_while_this_one_has_the_file(
    store: Store, path: Path, crowd: list[Link]
) -> None:
    gone = crowd[3]
    assert await link_of(store, gone.user_id) == gone

    forgotten = await forget_person_in(path, gone.user_id)

    assert forgotten.ladders == 2
    assert await link_of(store, gone.user_id) is None
    assert left_of(path, gone) == []
    assert not (await forget_person_in(path, gone.user_id)).anything


async def test_an_account_that_another_replaced_leaves_nothing(
    store: Store, path: Path, crowd: list[Link]
) -> None:
    old = crowd[5]
    assert await keep_link(store, Link(old.user_id, f"ffffffff{TAIL}"), None, 9.0)
    await store.scrub()
    assert traces(path, NOBODY, old.account_id, f"name of {old.account_id[:8]}") == []

    await forget_person(store, old.user_id)

    assert traces(path, old.user_id, old.account_id, f"ffffffff{TAIL}") == []


async def test_what_somebody_set_up_goes_on_without_their_id(
    store: Store, path: Path, clock: ManualClock, crowd: list[Link]
) -> None:
    user = crowd[0].user_id
    await added(store, clock, 1, guild_id=HERE, subscribed_by=user)
    await keep_call(store, user, RawCall("POST", "https://live.example/x", {"a": 1}), 1.0)

    forgotten = await forget_person(store, user)

    assert forgotten == Forgotten(ladders=1, subscriptions=1, calls=1)
    (subscription,) = await read_subscriptions(store, HERE)
    assert isinstance(subscription, Subscription)
    assert subscription.subscribed_by is None
    assert left_of(path, crowd[0]) == []


async def test_nobody_is_nothing(store: Store, crowd: list[Link]) -> None:
    assert not (await forget_person(store, NOBODY)).anything
    assert await links_in(store, HERE) == crowd


async def test_a_server_that_was_left_for_a_week_takes_its_people_along(
    store: Store, path: Path, crowd: list[Link]
) -> None:
    noted = await note_servers(store, [THERE], 0.0)
    assert (noted.left, noted.back) == (1, 0)
    assert await forget_servers(store, [THERE], 7 * DAY - DAY - 1) == ForgottenServers(0, CROWD)

    # Those on the other ladder too are kept, with what is theirs.
    assert await links_in(store, HERE) == []
    assert await links_in(store, THERE) == crowd[1::2]
    assert [one for link in crowd[::2] for one in left_of(path, link)] == []
    assert traces(path, HERE) == []
    assert len(await store.rows("SELECT 1 FROM names")) == CROWD // 2


async def test_a_server_that_is_back_within_the_week_keeps_its_ladder(
    store: Store, crowd: list[Link]
) -> None:
    await note_servers(store, [THERE], 0.0)
    assert await forget_servers(store, [THERE], -1.0) == ForgottenServers(0, 0)

    noted = await note_servers(store, [HERE, THERE], 6 * DAY)
    assert (noted.left, noted.back) == (0, 1)
    assert await forget_servers(store, [HERE, THERE], 8 * DAY) == ForgottenServers(0, 0)

    assert await links_in(store, HERE) == crowd
