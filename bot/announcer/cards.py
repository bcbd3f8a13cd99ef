"""What is announced, and to whom: values shared by feeds, outbox, dispatcher and cards."""

import hashlib
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, get_args

from bot.ladders.cards import Result
from bot.languages import ENGLISH
from bot.maps.releases import Release, Target
from bot.review.cards import ReviewType, Sample

Feed: TypeAlias = Literal[
    "totd",
    "weekly-shorts",
    "weekly-grand",
    "campaign",
    "cup-of-the-week",
    "cotd-europe",
    "cotd-america",
    "cotd-asia",
    "review-totd",
    "review-shorts",
    "submissions",
    "world-records",
    "server-records",
]
FEEDS: tuple[Feed, ...] = get_args(Feed)
RELEASE_FEEDS: tuple[Feed, ...] = FEEDS[:5]
REMINDER_FEEDS: tuple[Feed, ...] = FEEDS[5:8]
REVIEW_FEEDS: dict[Feed, ReviewType] = {"review-totd": "totd", "review-shorts": "weekly-shorts"}

SHORT_QUEUE = 5
"""So many maps ahead at most, and a review queue is short."""
LONG_QUEUE = 20
"""With more maps ahead it is long; between both it is neither."""
HOURS_BETWEEN_TURNS = 3
TURNS_A_DAY = 6
"""How often a channel is told that a queue turned, at most."""
MINUTES_BETWEEN_LOWS = 30
"""How often a channel is told that the wait fell to its threshold, at most."""
Side: TypeAlias = Literal["short", "long"]

SubscriptionState: TypeAlias = Literal["active", "paused", "suspended"]
Message: TypeAlias = dict[str, Any]
"""A message's embeds and components as Discord takes them, without whom it pings."""


@dataclass(frozen=True)
class CampaignNews:
    """A season or a week of several maps."""

    feed: Feed
    name: str
    season_uid: str
    campaign_id: int
    starts: int
    ends: int
    """0 for no end."""
    map_uids: tuple[str, ...]


@dataclass(frozen=True)
class CupReminder:
    """A Cup of the Day that begins soon; Unix seconds."""

    feed: Feed
    starts: int


@dataclass(frozen=True)
class QueueCard:
    """A review queue as it was last measured, and the turn that a channel was told of."""

    review_type: ReviewType
    now: Sample
    turned: Side | None = None
    """None where the card tells of no turn."""
    turned_at: float = 0.0


@dataclass(frozen=True)
class QueueClosed:
    """A card that another one has followed; Unix seconds."""

    review_type: ReviewType
    turned: Side | None
    """None where the card told of no turn."""
    turned_at: float
    until: float | None
    """When the queue turned away from there, None where nobody knows."""


@dataclass(frozen=True)
class QueueLow:
    """The waiting time fell to what a channel asked to be told of."""

    review_type: ReviewType
    minutes: int
    """The channel's threshold."""
    now: Sample
    is_news: bool = True
    """False for a test, whose waiting time is whatever it is."""


@dataclass(frozen=True)
class SubmissionNews:
    """Something happened to a map that the account submitted."""

    kind: Literal["submitted", "nominated"]
    review_type: ReviewType
    map_uid: str
    name: str
    at: float


@dataclass(frozen=True)
class NewVotes:
    """What one submission gained since the last summary."""

    name: str
    votes: int
    gained: int
    average: float


@dataclass(frozen=True)
class VoteSummary:
    """New votes on the account's submissions."""

    changes: tuple[NewVotes, ...]
    at: float


@dataclass(frozen=True)
class RecordHolder:
    """Whose record it is; the score in the unit of the map."""

    account_id: str
    zone_id: str
    score: int
    at: float | None = None
    """When it was driven, in Unix seconds; None where Nadeo does not tell."""


@dataclass(frozen=True)
class WorldRecord:
    """A first place on a map that runs, and the one that it took."""

    map_uid: str
    release: Release
    kind: str
    """What the map is played for, as `TrackMap.kind`."""
    holder: RecordHolder
    fallen: RecordHolder | None
    is_removed: bool = False
    """Whether Nadeo shows it no more, though nobody was faster."""
    first_now: RecordHolder | None = None
    """Who is first since then."""


@dataclass(frozen=True)
class PersonalBest:
    """A linked player's better record; scores in the unit of the map, none of them secret."""

    account_id: str
    score: int
    score_before: int | None
    """None where it is the player's first record there."""
    rank: int | None = None
    """On the server's ladder, None where that is not at hand any more."""
    overtaken: tuple[str, ...] = ()
    """The best of those on that ladder who stand behind it now and did not before."""
    others_overtaken: int = 0
    """How many more of them there are."""
    world_rank: int | None = None
    """None where it is not known."""
    is_rounded: bool = False
    """Nadeo rounds ranks that are far down (quirk 30)."""


@dataclass(frozen=True)
class LadderNews:
    """What linked players of a server have improved on a map, as one reading found it."""

    guild_id: int
    map_uid: str
    release: Release | None
    kind: str
    """What the map is played for, as `TrackMap.kind`."""
    bests: tuple[PersonalBest, ...]
    """The best first."""
    more: int = 0
    """How many are left out."""
    first_id: int = 0
    """The id of the first improvement that the reading found, for whichever server."""

    @property
    def account_ids(self) -> frozenset[str]:
        """Everybody who is named, all of them on the server's ladder."""
        named = (account for best in self.bests for account in (best.account_id, *best.overtaken))
        return frozenset(named)


Subject: TypeAlias = (
    Target
    | CampaignNews
    | CupReminder
    | QueueCard
    | QueueLow
    | SubmissionNews
    | VoteSummary
    | WorldRecord
    | LadderNews
)


@dataclass(frozen=True)
class Item:
    """One thing to announce once; `key` names it within its feed. Unix seconds."""

    feed: Feed
    key: str
    starts: float
    ends: float
    """From when on it is not worth posting any more."""
    subject: Subject
    slot: str = ""
    """What a release is known by though its map and group be replaced, "" where nothing is."""
    only: int | None = None
    """The id of the one subscription that it is for; None for all of its feed."""

    @property
    def map_uids(self) -> tuple[str, ...]:
        """The maps that the card shows."""
        match self.subject:
            case Target():
                return (self.subject.map_uid,)
            case CampaignNews():
                return self.subject.map_uids
            case _:
                return ()

    @property
    def mark(self) -> str:
        """What the card carries so that it is found again in a channel."""
        return mark_of(self.feed, self.key)


@dataclass(frozen=True)
class Drawing:
    """A message, and whether it says all that such a message should."""

    message: Message
    is_whole: bool = True
    map_name: str = ""
    """As its author wrote it, where one map is shown."""


@dataclass(frozen=True)
class Subscription:
    """A channel that wants a feed."""

    id: int
    guild_id: int
    channel_id: int
    feed: Feed
    role_id: int | None = None
    threshold: int | None = None
    """Minutes, for a review feed that only speaks when the wait is short; for the records of a
    server, the rank in the world that they must be better than."""
    editable: bool = True
    """False in announcement channels, where followers have copies."""
    state: SubscriptionState = "active"
    reason: str = ""
    """Why it is suspended, or why Discord refuses its posts for now, in Discord's words."""
    reason_code: int = 0
    """Discord's code for that, 0 where it gave none."""
    since: float = 0.0
    """What was running at this moment counts as known."""
    memory: str = ""
    """What a review feed last told this channel, as JSON."""
    last_post_at: float | None = None
    last_message_id: int | None = None
    last_key: str = ""
    refused_since: float | None = None
    """Since when Discord refuses every post; None while it takes them."""
    role_is_gone: bool = False
    """Whether its role was deleted, so that nobody is pinged."""
    language: str = ENGLISH
    """In which it is announced."""
    makes_thread: bool = False
    """Whether a thread is opened below each post."""
    publishes: bool = False
    """Whether each post is published to the channels that follow its announcement channel."""
    is_live: bool = True
    """Whether the card of what runs is kept up to date."""
    is_forum: bool = False
    """Whether each item is a forum's post: a thread with the id of its first message."""
    tag_id: int | None = None
    """The tag that posts in that forum carry."""
    subscribed_by: int | None = None
    """The Discord user who subscribed it last."""

    def channel_of(self, message_id: int) -> int:
        """Return the id of the channel that one of its messages stands in."""
        return message_id if self.is_forum else self.channel_id


@dataclass(frozen=True)
class LiveStanding:
    """How a running map's board stands, as its card shows it; each None where nobody knows."""

    record: int | None
    players: int | None
    kind: str
    """What the map is played for, as `TrackMap.kind`."""


@dataclass(frozen=True)
class Additions:
    """What a posted card shows beyond what it was posted with."""

    standing: LiveStanding | None = None
    result: Result | None = None
    ended: float | None = None
    """Since when it is over, in Unix seconds; None while it runs."""
    course_id: int | None = None
    """The announcement of which a chart can be drawn, None for none."""


def does_not_arrive(one: Subscription) -> bool:
    """Tell whether a subscription is broken: suspended, or refused by Discord for now."""
    is_refused = one.state == "active" and one.refused_since is not None
    return is_refused or one.state == "suspended"


def can_be_live(one: Subscription) -> bool:
    """Tell whether what a subscription posts can be kept up to date while it is the latest."""
    return one.feed == "totd" or (one.feed in REVIEW_FEEDS and one.threshold is None)


@dataclass(frozen=True)
class Upcoming:
    """When a feed brings something next, in Unix seconds."""

    feed: Feed
    moment: float | None
    """None where nobody knows."""
    problem: str = ""
    """Why its list was not read, as a sentence; the moment is then the usual one, if any."""


@dataclass(frozen=True)
class FeedReport:
    """How a feed is doing; Unix seconds."""

    feed: Feed
    subscriptions: int
    looked_at: float | None
    """Last success."""
    next_look: float | None
    failure: str


@dataclass(frozen=True)
class NadeoReport:
    """How Nadeo is doing."""

    problem: str
    """A sentence, "" while it answers."""
    answered_at: float | None
    """Unix seconds."""
    queue_length: int
    held_for: float


def mark_of(feed: str, key: str) -> str:
    """Make a short text that no other item of any feed has."""
    return hashlib.sha256(f"{feed} {key}".encode()).hexdigest()[:10]


def nonce_of(subscription_id: int, channel_id: int, feed: str, key: str) -> str:
    """Make the nonce of a delivery: always the same, and at most 25 characters.

    Discord knows nonces by their bot, whatever the channel is; and of that bot there may be several
    processes, whose files count their subscriptions alike.
    """
    text = f"{subscription_id} {channel_id} {feed} {key}".encode()
    return hashlib.blake2b(text, digest_size=12).hexdigest()
