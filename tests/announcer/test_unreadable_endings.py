"""What is kept of how something stands and ended may be spoilt: no other card suffers by it."""

import sqlite3
from contextlib import closing
from pathlib import Path

import aiosqlite
import pytest
from support import ManualClock
from watch import Watch

from bot.storage.store import migrate, migrations
from tests.announcer.passing import (
    DAY,
    START,
    CountingPostbox,
    closings,
    embed_of,
    fields_of,
    is_closed,
    passing,
    subscribed,
)

BEFORE = 10
"""The last step of files that know of no endings."""


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(START)


@pytest.mark.parametrize("spoilt", ["no JSON", "{}", '{"rows": 5}', "[" * 10_000])
async def test_a_result_that_cannot_be_read_is_read_anew(
    watch: Watch, postbox: CountingPostbox, spoilt: str
) -> None:
    await subscribed(watch)
    await passing(watch, DAY - 2)
    await watch.store.write("UPDATE announcements SET result = ?", [(spoilt,)])

    await passing(watch, DAY + 60)

    assert len(closings(postbox)) == 1
    assert len(fields_of(embed_of(watch))["Final top 5"].splitlines()) == 5


async def test_a_standing_that_cannot_be_read_is_not_shown(watch: Watch) -> None:
    await subscribed(watch)
    await passing(watch, 1800)
    await watch.store.write(
        "UPDATE announcements SET standing = 'x', revision = revision + 1", [()]
    )

    await watch.announcer.edits.flush()

    assert "Players" not in fields_of(embed_of(watch))
    await passing(watch, DAY + 60)
    assert is_closed(embed_of(watch))


async def test_a_card_that_changed_under_an_earlier_program_is_not_edited_for_it(
    tmp_path: Path,
) -> None:
    path = tmp_path / "earlier.db"
    steps = migrations()
    async with aiosqlite.connect(path, isolation_level=None) as connection:
        await migrate(connection, {number: steps[number] for number in steps if number <= BEFORE})
        await connection.execute(
            "INSERT INTO announcements (feed, key, starts, message, noted_at, revision) "
            "VALUES ('totd', 'one', 1.0, '{}', 1.0, 3)"
        )
        await migrate(connection, steps)

    with closing(sqlite3.connect(path)) as plain:
        sql = "SELECT card_revision, group_uid, standing, result, closed_at FROM announcements"
        assert plain.execute(sql).fetchall() == [(3, "", "", "", None)]
