"""What is announced to servers of two languages is in each one's own, as long as it is edited."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from support import ManualClock
from watch import CHANNEL, Watch

from bot.announcer.cards import CupReminder
from bot.announcer.titles import english_title
from bot.announcer.translations import TRANSLATIONS
from bot.languages import writing_in
from bot.sandbox.nadeo.server import NadeoServer
from tests.announcer.passing import (
    DAY,
    START,
    CountingPostbox,
    embed_of,
    is_closed,
    passing,
    subscribed,
    swift,
)
from tests.announcer.test_renaming import replace_track
from tests.languages.outside import Outside
from tests.languages.pseudo import PSEUDO, in_pseudo
from tests.languages.seen import embed_texts, untranslated

pytestmark = pytest.mark.usefixtures("pseudo")
FOREIGN, FORUM = 2, 3


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(START)


@pytest.fixture
async def watch(nadeo: NadeoServer, clock: ManualClock, tmp_path: Path) -> AsyncIterator[Watch]:
    async with swift(nadeo, clock, CountingPostbox(clock), tmp_path / "announcer.db") as watch:
        yield watch


@pytest.fixture
def outside(watch: Watch) -> Outside:
    return Outside(watch.nadeo)


async def everywhere(watch: Watch) -> None:
    """Subscribe the track in English with a thread, and twice in the language of tests."""
    await subscribed(watch, makes_thread=True)
    await subscribed(watch, channel=FOREIGN, makes_thread=True, language=PSEUDO)
    await subscribed(watch, channel=FORUM, is_forum=True, language=PSEUDO)


def leaks(watch: Watch, outside: Outside) -> list[tuple[str, str]]:
    """Return what is not translated in the cards and the titles of the language of tests."""
    embeds = [one for place in (FOREIGN, FORUM) for one in watch.postbox.messages(place)[0].embeds]
    texts = [text for embed in embeds for text in embed_texts(embed)]
    return untranslated([*texts, *titles(watch)], outside.words)


def titles(watch: Watch) -> Iterator[str]:
    """Give the names of the thread and of the forum's post in the language of tests."""
    thread = watch.postbox.messages(FOREIGN)[0].id
    yield watch.postbox.threads[thread]
    yield from (post.name for post in watch.postbox.forums[FORUM].values())


def heading(watch: Watch, channel: int) -> str:
    return str(embed_of(watch, channel)["author"]["name"])


async def test_a_card_is_in_its_servers_language_from_first_to_last(
    watch: Watch, outside: Outside
) -> None:
    await everywhere(watch)

    await passing(watch, 60)
    await watch.announcer.sequels.flush()
    assert heading(watch, CHANNEL).startswith("Track of the Day")
    assert heading(watch, FOREIGN).startswith(in_pseudo("Track of the Day"))
    assert all(title.startswith(in_pseudo("Track of the Day")) for title in titles(watch))
    assert leaks(watch, outside) == []

    live = embed_of(watch, FOREIGN)
    await passing(watch, 2 * 3600)
    assert embed_of(watch, FOREIGN) != live
    assert leaks(watch, outside) == []

    await passing(watch, DAY + 3600)
    assert is_closed(embed_of(watch))
    assert is_closed(embed_of(watch, FOREIGN))
    assert "Track of the Day" in heading(watch, CHANNEL)
    assert in_pseudo("Track of the Day") in heading(watch, FOREIGN)
    assert leaks(watch, outside) == []


async def test_a_replaced_map_is_told_in_each_language(watch: Watch, outside: Outside) -> None:
    await everywhere(watch)
    await watch.until(3600)
    await watch.announcer.sequels.flush()
    before = list(titles(watch))

    await replace_track(watch, with_group=True)
    await watch.until(3 * 3600)
    await watch.announcer.sequels.flush()

    assert "Nadeo replaced the map" in str(embed_of(watch))
    assert in_pseudo("Nadeo replaced the map") in str(embed_of(watch, FOREIGN))
    assert list(titles(watch)) != before
    assert leaks(watch, outside) == []


async def test_a_card_of_before_there_were_languages_goes_on_in_english(watch: Watch) -> None:
    await everywhere(watch)
    await passing(watch, 60)
    # As it was written then; what is owed no more has no message.
    forget = "UPDATE announcements SET message = json_remove(message, ?) WHERE json_valid(message)"
    await watch.store.write(forget, [(f"$.{TRANSLATIONS}",)])

    await passing(watch, 2 * 3600)
    await passing(watch, DAY + 3600)

    for channel in (CHANNEL, FOREIGN):
        embed = embed_of(watch, channel)
        assert is_closed(embed)
        assert "Track of the Day" in heading(watch, channel)
        # Nothing of another language is put beside what was drawn in English.
        assert "Ended <t:" in embed["description"]
        assert "Ends <t:" not in embed["description"]


@pytest.mark.parametrize("language", [PSEUDO])
def test_what_is_kept_as_the_english_title_is_english_whoever_has_it_announced(
    language: str,
) -> None:
    reminder = CupReminder("cotd-europe", int(datetime(2026, 8, 22, 17, tzinfo=UTC).timestamp()))
    with writing_in(language):
        assert english_title("cotd-europe", reminder) == "Cup of the Day, Europe · 22 August"
