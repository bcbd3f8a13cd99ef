"""What a look at a board comes to, whatever it shows."""

from hypothesis import given
from hypothesis import strategies as st

from bot.announcer.cards import RecordHolder
from bot.announcer.feeds.world_records import (
    MapMemory,
    RecordMemory,
    Seen,
    beats,
    remembered_records,
    seen,
)
from bot.nadeo.models import SECRET

KINDS = st.sampled_from(["tm_race", "tm_stunt", "tm_platform"])
LOOKS = st.lists(
    st.tuples(st.sampled_from("abc"), st.one_of(st.integers(0, 6), st.just(SECRET))), max_size=25
)


def looked(kind: str, looks: list[tuple[str, int]]) -> list[Seen]:
    """Let a board show one first place after the other."""
    memory = MapMemory(release_kind="totd", looked_at=0.0, kind=kind)
    found: list[Seen] = []
    for number, (account, score) in enumerate(looks):
        outcome = seen(memory, RecordHolder(account, "", score), float(number))
        found.append(outcome)
        memory = outcome.memory
    return found


@given(KINDS, LOOKS)
def test_news_are_better_than_all_that_stands_and_come_once(
    kind: str, looks: list[tuple[str, int]]
) -> None:
    told: set[tuple[str, int]] = set()
    for outcome, (account, score) in zip(looked(kind, looks), looks, strict=True):
        if outcome.news is None:
            continue
        assert (outcome.news.holder.account_id, outcome.news.holder.score) == (account, score)
        assert score != SECRET
        assert outcome.news.fallen is not None
        assert beats(outcome.news.holder, outcome.news.fallen, kind)
        assert outcome.memory.standing == outcome.news.holder
        assert (account, score) not in told
        told.add((account, score))


@given(KINDS, LOOKS)
def test_only_what_was_told_is_corrected_and_never_by_one_answer(
    kind: str, looks: list[tuple[str, int]]
) -> None:
    told: set[RecordHolder] = set()
    last: Seen | None = None
    for outcome in looked(kind, looks):
        assert all(one.holder in told for one in outcome.corrected)
        if outcome.corrected:
            assert last is not None
            assert last.memory.doubted is not None
        if outcome.news is not None:
            told.add(outcome.news.holder)
        last = outcome


@given(KINDS, LOOKS)
def test_what_is_remembered_is_read_back(kind: str, looks: list[tuple[str, int]]) -> None:
    for outcome in looked(kind, looks):
        memory = RecordMemory(maps={"group uid": outcome.memory}, turned_at=1.0)
        assert remembered_records(memory.model_dump_json()) == memory


def test_what_cannot_be_read_is_like_the_first_look() -> None:
    assert remembered_records("{") == remembered_records("") == RecordMemory()
    assert remembered_records('{"maps": {"a": 1}}') == RecordMemory()
