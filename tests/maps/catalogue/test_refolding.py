"""A file whose names an older program folded is searched as a new one is."""

import sqlite3
from pathlib import Path

import pytest

from bot.clubs.cards import ClubName
from bot.clubs.rows import find_clubs, keep_clubs
from bot.storage.store import migrations
from tests.bench import MakeBench

STEP = 8
"""The step from which on look-alike letters count as plain ones."""

OLD_SEARCH = """
DROP TABLE search;
CREATE VIRTUAL TABLE search USING fts5 (
    name, author, release, tokenize = 'unicode61 remove_diacritics 0', prefix = '1 2 3'
);
INSERT INTO search (rowid, name, author, release)
    SELECT entry_id, lower(raw_name), lower(raw_author), 'as it was' FROM released_maps;
UPDATE clubs_seen SET folded = lower(name);
"""


def made_old(path: Path) -> None:
    """Turn a file back into one that has not taken this step."""
    others = max(number for number in migrations() if number != STEP)
    file = sqlite3.connect(path)
    file.executescript(OLD_SEARCH)
    file.execute("DELETE FROM migrations WHERE number = ?", (STEP,))
    file.execute(f"PRAGMA user_version = {others}")
    file.commit()
    file.close()


@pytest.mark.filled
async def test_an_older_file_finds_everything_after_its_next_start(
    make_bench: MakeBench, database: Path
) -> None:
    bench = await make_bench()
    clubs = [ClubName(77, "$f00Ŕãĉėŕ Λ"), ClubName(78, "Other")]
    await keep_clubs(bench.store, clubs, bench.clock.timestamp())
    finder = bench.lookup.catalogue.finder
    expected = {typed: await finder.search(typed) for typed in ("misty via", "fall 2020", "")}
    made_old(database)

    again = await make_bench()
    await again.lookup.index()

    for typed, found in expected.items():
        assert await again.lookup.typed_maps.search(typed) == found, typed
    assert await find_clubs(again.store, "racer a", 5) == [ClubName(77, "$f00Ŕãĉėŕ Λ")]
    assert again.asked() == []


@pytest.mark.filled
async def test_words_are_not_made_twice(make_bench: MakeBench) -> None:
    bench = await make_bench()
    await bench.lookup.index()
    before = await bench.store.rows("SELECT rowid, * FROM search")
    await bench.store.write("UPDATE search SET name = 'mark' WHERE rowid = ?", [(before[0][0],)])

    await bench.lookup.index()

    assert (await bench.store.rows("SELECT name FROM search WHERE rowid = ?", (before[0][0],)))[0][
        "name"
    ] == "mark"
