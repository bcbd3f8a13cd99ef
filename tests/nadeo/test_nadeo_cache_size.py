"""How much is kept of what Nadeo answered: by how large it is, not by how many answers."""

import pytest

from bot.nadeo import cache
from tests.nadeo.clients import MakeClient
from tests.nadeo.samples import MAP_UID, ladder, record
from tests.nadeo.stand_in import Nadeo

TOP = f"/api/token/leaderboard/group/Personal_Best/map/{MAP_UID}/top"


async def test_only_so_much_is_kept(
    make_client: MakeClient, nadeo: Nadeo, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Each of these boards is 102 pieces: the answer, its one zone and a hundred rows.
    nadeo.answer("GET", TOP, body=ladder(*(record(position) for position in range(1, 101))))
    monkeypatch.setattr(cache, "MOST_PIECES", 3 * 102)
    client = make_client()
    first, *later = (0, 100, 200, 300)
    for offset in (first, *later):
        await client.get_map_leaderboard(MAP_UID, length=100, offset=offset)
    assert len(nadeo.calls()) == 4

    for offset in later:
        await client.get_map_leaderboard(MAP_UID, length=100, offset=offset)
    assert len(nadeo.calls()) == 4
    await client.get_map_leaderboard(MAP_UID, length=100, offset=first)
    assert len(nadeo.calls()) == 5


async def test_what_is_more_than_all_that_is_kept_is_given_and_not_kept(
    make_client: MakeClient, nadeo: Nadeo, monkeypatch: pytest.MonkeyPatch
) -> None:
    nadeo.answer("GET", TOP, body=ladder(record(1), record(2)))
    monkeypatch.setattr(cache, "MOST_PIECES", 3)
    client = make_client()

    for _ in range(2):
        assert len((await client.get_map_leaderboard(MAP_UID)).world) == 2

    assert len(nadeo.calls()) == 2
