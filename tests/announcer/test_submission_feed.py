"""News of the account's own submissions."""

from bot.announcer.cards import SubmissionNews, VoteSummary
from bot.announcer.feeds.submissions import SUMMARY_EVERY, SubmissionMemory, submission_news
from bot.nadeo.models import SubmittedMap, SubmittedMapInfo, Votes

NOW = 1_000_000.0


def submitted(uid: str, at: int = 10, votes: int = 0, *, nominated: bool = False) -> SubmittedMap:
    return SubmittedMap(
        map_uid=uid,
        creation_timestamp=at,
        latest_submission_timestamp=at,
        nominated=nominated,
        map=SubmittedMapInfo(uid=uid, name=f"$f00{uid}"),
        note_info=Votes(count_total=votes, average=4.5),
    )


def learned(*entries: SubmittedMap) -> SubmissionMemory:
    memory, decision = submission_news(None, {"totd": entries}, NOW)
    assert decision.items == ()
    return memory


def test_the_first_look_only_learns() -> None:
    memory = learned(submitted("a", votes=3))

    _, decision = submission_news(memory, {"totd": [submitted("a", votes=3)]}, NOW + 9999)

    assert decision.items == ()


def test_a_new_submission_a_repeated_one_and_a_nomination() -> None:
    memory = learned(submitted("a"), submitted("b"))
    now = [submitted("a", at=20), submitted("b", nominated=True), submitted("c")]

    memory, decision = submission_news(memory, {"totd": now}, NOW + 300)

    subjects = [item.subject for item in decision.items]
    news = [one for one in subjects if isinstance(one, SubmissionNews)]
    assert [(one.kind, one.map_uid) for one in news] == [
        ("submitted", "a"),
        ("nominated", "b"),
        ("submitted", "c"),
    ]
    assert submission_news(memory, {"totd": now}, NOW + 600)[1].items == ()


def test_votes_are_summed_up_once_an_hour() -> None:
    memory = learned(submitted("a", votes=1))
    at, told = NOW, []
    for votes in range(2, 26):
        at += 300
        memory, decision = submission_news(memory, {"totd": [submitted("a", votes=votes)]}, at)
        told += decision.items

    assert [item.starts - NOW for item in told] == [300, 300 + SUMMARY_EVERY]
    summaries = [item.subject for item in told]
    assert [
        (summary.changes[0].votes, summary.changes[0].gained)
        for summary in summaries
        if isinstance(summary, VoteSummary)
    ] == [(2, 1), (14, 12)]


def test_a_list_that_was_short_once_forgets_nothing() -> None:
    memory = learned(submitted("a", votes=2), submitted("b"))
    memory, _ = submission_news(memory, {"totd": [submitted("a", votes=2)]}, NOW + 300)

    entries = [submitted("a", votes=2), submitted("b")]
    _, decision = submission_news(memory, {"totd": entries}, NOW + 9999)

    assert decision.items == ()
