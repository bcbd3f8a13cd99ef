"""Shards: typed, compared with those of other processes, and their part of Nadeo's budget."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.frame.environment import notes_on, unread_variables
from bot.settings import SettingsError, load
from bot.shards import WHOLE, Shards
from tests.settings.environment import ENOUGH, Environment

SOME = st.integers(1, 12).flatmap(
    lambda count: st.sets(st.integers(0, count - 1), min_size=1).map(
        lambda ids: Shards(count, tuple(sorted(ids)))
    )
)
SERVERS = [number << 22 for number in range(12 * 11 * 7)]


def test_without_them_a_process_has_everything(env: Environment) -> None:
    env.set(**ENOUGH)

    settings = load(None)

    assert settings.shards == WHOLE
    assert settings.pace == settings.nadeo_requests_per_second
    assert all(map(WHOLE.has, SERVERS))


@pytest.mark.parametrize(
    ("typed", "ids", "said"),
    [
        ("0", (0,), "shard 0 of 16"),
        (" 5-7 ,1, 0", (0, 1, 5, 6, 7), "shards 0-1, 5-7 of 16"),
        ("3 - 3,", (3,), "shard 3 of 16"),
        ("", tuple(range(16)), "shards 0-15 of 16"),
    ],
)
def test_how_they_are_typed(env: Environment, typed: str, ids: tuple[int, ...], said: str) -> None:
    env.set(**ENOUGH, PITWALL_SHARD_COUNT="16", PITWALL_SHARD_IDS=typed)

    shards = load(None).shards

    assert (shards.count, shards.ids, str(shards)) == (16, ids, said)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("0,4", "names shard 4: they count from 0, so of PITWALL_SHARD_COUNT=4 the last one is 3"),
        ("0-99999999", "names shard 99999999: no bot has more than 10000"),
        (",", "names no shard: leave it out to run all of them"),
        ("1,0-2", "names shard 1 more than once"),
        ("7-5", "has a range that runs backwards: write 5-7"),
    ],
)
def test_what_nobody_can_have_is_said(env: Environment, typed: str, why: str) -> None:
    env.set(**ENOUGH, PITWALL_SHARD_COUNT="4", PITWALL_SHARD_IDS=typed)

    with pytest.raises(SettingsError) as refused:
        load(None)

    assert refused.value.faults == [f"PITWALL_SHARD_IDS {why}"]


def test_numbers_alone_say_nothing(env: Environment) -> None:
    env.set(**ENOUGH, PITWALL_SHARD_IDS="0")

    with pytest.raises(SettingsError) as refused:
        load(None)

    (fault,) = refused.value.faults
    assert fault.startswith("PITWALL_SHARD_IDS needs PITWALL_SHARD_COUNT beside it")


def test_a_wrong_count_is_the_only_fault(env: Environment) -> None:
    env.set(**ENOUGH, PITWALL_SHARD_COUNT="10001", PITWALL_SHARD_IDS="10000")

    with pytest.raises(SettingsError) as refused:
        load(None)

    (count, ids) = refused.value.faults
    assert count.endswith("a whole number from 1 to 10000")
    assert ids == "PITWALL_SHARD_IDS names shard 10000: no bot has more than 10000"


def test_a_variable_that_is_misspelt_is_named(env: Environment, tmp_path: Path) -> None:
    env.set(PITWALL_SHARDS_COUNT="4", PITWALL_SHARD_ID="0")

    notes = unread_variables(tmp_path / ".env")

    assert any("did you mean PITWALL_SHARD_COUNT?" in note for note in notes)
    assert any("did you mean PITWALL_SHARD_IDS?" in note for note in notes)


@given(SOME, SOME)
def test_which_have_servers_in_common(ours: Shards, theirs: Shards) -> None:
    """Whatever the two counts are: numbers alone would call 0 of 2 and 2 of 4 different."""
    both = [server for server in SERVERS if ours.has(server) and theirs.has(server)]
    shard = ours.in_common_with(theirs)

    assert (shard is None) == (both == [])
    if shard is not None:
        assert any(Shards(ours.count, (shard,)).has(server) for server in both)


@given(SOME, SOME)
def test_which_lie_in_others(ours: Shards, theirs: Shards) -> None:
    assert ours.lie_in(theirs) == all(theirs.has(one) for one in SERVERS if ours.has(one))
    assert ours.lie_in(WHOLE)


# --- the part of Nadeo's budget ------------------------------------------------------------------


@pytest.mark.parametrize("rate", ["1", "2", "0.5"])
def test_all_processes_together_keep_to_the_budget(
    env: Environment, tmp_path: Path, rate: str
) -> None:
    """Quirk 15: about two requests a second are borne, of all that use an account."""
    env.set(**ENOUGH, NADEO_REQUESTS_PER_SECOND=rate, PITWALL_SHARD_COUNT="8")
    paces: list[float] = []
    for ids in ("0", "1-4", "5,6,7"):
        env.set(PITWALL_SHARD_IDS=ids)
        settings = load(None)
        assert notes_on(settings, tmp_path / ".env") == []
        paces.append(settings.pace)

    assert paces == [float(rate) / 8, float(rate) / 2, float(rate) * 3 / 8]


@pytest.mark.parametrize(("rate", "kept"), [("3", 1.5), ("4", 2), ("50", 2)])
def test_a_pace_for_an_account_each_is_capped_and_asked_after(
    env: Environment, tmp_path: Path, rate: str, kept: float
) -> None:
    """Quirk 15, where every process has an account of its own."""
    env.set(**ENOUGH, NADEO_REQUESTS_PER_SECOND=rate)
    env.set(PITWALL_SHARD_COUNT="2", PITWALL_SHARD_IDS="1")

    settings = load(None)

    assert settings.pace == kept
    (note,) = notes_on(settings, tmp_path / ".env")
    assert f"={rate} is for all processes together" in note
    assert f"with shard 1 of 2 I keep to {kept:g} a second" in note


def test_all_shards_in_one_process_are_as_none(env: Environment, tmp_path: Path) -> None:
    env.set(**ENOUGH, NADEO_REQUESTS_PER_SECOND="4", PITWALL_SHARD_COUNT="2")

    settings = load(None)

    assert settings.pace == 2
    (note,) = notes_on(settings, tmp_path / ".env")
    assert "is more than Nadeo tolerates: I keep to 2 a second" in note
