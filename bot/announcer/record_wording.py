"""Sentences of posts about records."""

from collections.abc import Sequence

from bot.announcer.wording import and_more
from bot.face.wording import labelled
from bot.languages import number
from bot.sentences import Sentence, say, say_counted

NEW_RECORD = Sentence("New world record")
SAME_PLAYER = Sentence("by the same player")
REMOVED = Sentence("❌ Nadeo shows this record no more.")
ANY_MAP = Sentence("An official map")
NO_LEADER = Sentence(
    "The first place of the running Track of the Day is hidden or not taken yet, so there is no "
    "card to show."
)


def new_record(score: str) -> str:
    """Say what the record is by now; the score in bold letters."""
    return labelled(str(NEW_RECORD), f"**{score}**")


def by(player: str) -> str:
    """Say whose it is; a flag and a link."""
    return say("by {player}", player=player)


def before(score: str, distance: str) -> str:
    """Say what it was before, and how much better it is now."""
    return (
        say("before: {score} ({distance})", score=score, distance=distance)
        if distance
        else say("before: {score}", score=score)
    )


def driven(moment: str) -> str:
    """Say when it was driven; a timestamp."""
    return say("driven {moment}", moment=moment) if moment else ""


def first_now(score: str) -> str:
    """Say what the record is since another one is gone."""
    return say("The record is **{score}**", score=score)


# --- records of linked players -------------------------------------------------------------------

FIRST_TIME = Sentence("first time on this map")
NONE_HERE = Sentence(
    "Nobody who is linked here has a record on the running Track of the Day that can be seen, so "
    "there is no card to show."
)
NOBODY_TO_TELL_OF = Sentence(
    "⚠️ Nobody is linked in this server yet, so there is nothing to post: `/link` puts you on its "
    "ladder."
)


def new_bests(count: int) -> str:
    """Say how many linked players got better."""
    return (
        say("New personal best")
        if count == 1
        else say_counted("{count} new personal best", "{count} new personal bests", count)
    )


def best_of(player: str, score: str) -> str:
    """Say who drove what; a link, and the score in bold letters."""
    return labelled(player, f"**{score}**")


def medal_reached(sign: str, name: str) -> str:
    """Name a medal that was reached."""
    return f"{sign} {name}"


def rank_here(rank: int) -> str:
    """Say the place on the server's ladder."""
    return say("rank {rank} here", rank=number(rank))


def world_rank(rank: int, *, is_rounded: bool) -> str:
    """Say the place in the world, which Nadeo rounds far down."""
    if is_rounded:
        return say("world rank about {rank}", rank=number(rank))
    return say("world rank {rank}", rank=number(rank))


def overtook(players: Sequence[str], more: int) -> str:
    """Say who stands behind somebody now; links."""
    named = say("overtook {players}", players=", ".join(players))
    return f"{named} {and_more(more)}" if more else named


def rank(threshold: int) -> str:
    """Name the world rank that records must be better than."""
    return say("rank {rank}", rank=number(threshold))


def better_than(rank: int) -> str:
    """Say in a few words which records a subscription is told of."""
    return say("better than world rank {rank}", rank=number(rank))


def which_records(rank: int | None) -> str:
    """Say which records are told of; `rank` is the threshold."""
    if rank is None:
        return say("I post each new personal best of this server's linked players.")
    return say(
        "I post new personal bests of this server's linked players that are better than rank "
        "{rank} in the world, where I can find out that rank.",
        rank=number(rank),
    )
