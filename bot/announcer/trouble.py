"""What does not arrive in a server, what of it was told, and whom to tell: pure rules over rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

from bot.announcer.cards import Subscription, does_not_arrive

TOLD_AFTER = 3600.0
"""So long a channel must have refused posts, or publishing have failed, in seconds."""
QUIET_FOR = 86400.0
"""The least time between two notices of the same kind to a server, in seconds."""

TroubleKind: TypeAlias = Literal["stopped", "unpublished"]
NoticeKind: TypeAlias = Literal["broken", "mended"]


class Unpublished(Protocol):
    """Posts of a subscription that should be published and are not."""

    @property
    def oldest(self) -> float:
        """Since when the oldest of them waits, in Unix seconds."""
        ...

    @property
    def reason_code(self) -> int:
        """Discord's code for why, 429 for its limit, 0 where it did not answer."""
        ...

    @property
    def reason(self) -> str:
        """The same in Discord's words."""
        ...


@dataclass(frozen=True)
class Trouble:
    """What is wrong with a subscription; since when in Unix seconds."""

    subscription: Subscription
    kind: TroubleKind
    since: float
    reason_code: int
    """Discord's code for why, 0 where it gave none."""
    reason: str
    """The same in Discord's words."""


@dataclass(frozen=True)
class Told:
    """That a notice named a subscription, and how that was then.

    People change `since` where they take it up again, and whatever arrives `last_post_at`. So what
    was told stays told while both are as they were, whatever the clock says.
    """

    subscription_id: int
    trouble: TroubleKind
    notice_id: int
    since: float
    last_post_at: float | None
    mended_by: int | None = None

    def is_of(self, one: Subscription) -> bool:
        """Tell whether nobody has taken the subscription up again, and nothing has arrived."""
        return (self.since, self.last_post_at) == (one.since, one.last_post_at)


@dataclass(frozen=True)
class Notice:
    """One message to those who can mend something; `at` is since when it is in its state."""

    id: int
    guild_id: int
    kind: NoticeKind
    state: Literal["claimed", "told", "waiting"]
    at: float
    channel_id: int = 0
    """Where it is read; 0 while it waits, and where a command's answer told it."""
    is_private: bool = False
    """Whether the channel is a person's direct messages."""


@dataclass(frozen=True)
class Account:
    """All that is known of one server at a moment, in Unix seconds."""

    guild_id: int
    now: float
    subscriptions: Sequence[Subscription]
    unpublished: Mapping[int, Unpublished]
    """What is not published, by the subscription's id; those without are missing."""
    told: Sequence[Told]
    notices: Sequence[Notice]

    @property
    def troubles(self) -> list[Trouble]:
        """What is worth telling, the newest last."""
        found = [*self._stopped(), *self._unpublished()]
        return sorted(found, key=lambda trouble: trouble.since)

    @property
    def untold(self) -> list[Trouble]:
        """What no notice has named yet; what broke anew is another trouble."""
        named = {(one.subscription_id, one.trouble): one for one in self.told}
        return [
            trouble
            for trouble in self.troubles
            if (known := named.get((trouble.subscription.id, trouble.kind))) is None
            or (trouble.kind == "stopped" and not known.is_of(trouble.subscription))
        ]

    @property
    def mended(self) -> list[Told]:
        """What was told and goes on: it was taken up again, or something has arrived."""
        by_id = {one.id: one for one in self.subscriptions}
        return [
            known
            for known in self.told
            if (one := by_id.get(known.subscription_id)) is not None and self._goes_on(known, one)
        ]

    @property
    def unwanted(self) -> list[Told]:
        """What was told of posts that nobody wants published any more."""
        by_id = {one.id: one for one in self.subscriptions}
        return [
            known
            for known in self.told
            if known.trouble == "unpublished"
            and (one := by_id.get(known.subscription_id)) is not None
            and not one.publishes
        ]

    @property
    def channels(self) -> list[int]:
        """Where it can be read: channels that get something, those most recently used first.

        A forum is none: each message would be a post of its own.
        """
        silent = {one.channel_id for one in self.subscriptions if does_not_arrive(one)}
        silent |= {trouble.subscription.channel_id for trouble in self.troubles}
        heard = [
            one
            for one in self.subscriptions
            if one.state == "active" and not one.is_forum and one.channel_id not in silent
        ]
        heard.sort(key=lambda one: one.last_post_at or 0.0, reverse=True)
        return list(dict.fromkeys(one.channel_id for one in heard))

    @property
    def people(self) -> list[int]:
        """Who subscribed what is broken, the last one first."""
        broken = [trouble.subscription for trouble in self.untold]
        return list(
            dict.fromkeys(one.subscribed_by for one in reversed(broken) if one.subscribed_by)
        )

    def of_notice(self, notice: Notice) -> list[Trouble]:
        """Return what a notice named and is still so."""
        named = {
            (one.subscription_id, one.trouble) for one in self.told if one.notice_id == notice.id
        }
        return [one for one in self.troubles if (one.subscription.id, one.kind) in named]

    def outdated(self, notice: Notice) -> list[Told]:
        """Return what a notice named and is not so any more."""
        still = {(one.subscription.id, one.kind) for one in self.of_notice(notice)}
        named = [one for one in self.told if one.notice_id == notice.id]
        return [one for one in named if (one.subscription_id, one.trouble) not in still]

    def claimed(self, kind: NoticeKind, channel_id: int, *, is_private: bool) -> Notice:
        """Return a notice that is about to be sent, without its id."""
        return Notice(0, self.guild_id, kind, "claimed", self.now, channel_id, is_private)

    def is_quiet(self, kind: NoticeKind) -> bool:
        """Tell whether a notice of this kind was given, or tried in vain, within a day."""
        moments = [notice.at for notice in self.notices if notice.kind == kind]
        return any(self.now - moment < QUIET_FOR for moment in moments)

    def subscription(self, number: int) -> Subscription | None:
        """Find a subscription by its id."""
        return next((one for one in self.subscriptions if one.id == number), None)

    def _stopped(self) -> list[Trouble]:
        return [
            Trouble(one, "stopped", one.refused_since or 0.0, one.reason_code, one.reason)
            for one in self.subscriptions
            if one.state == "suspended" or (does_not_arrive(one) and self._lasts(one.refused_since))
        ]

    def _unpublished(self) -> list[Trouble]:
        return [
            Trouble(one, "unpublished", late.oldest, late.reason_code, late.reason)
            for one in self.subscriptions
            if one.state == "active"
            and (late := self.unpublished.get(one.id)) is not None
            and self._lasts(late.oldest)
        ]

    def _lasts(self, since: float | None) -> bool:
        return since is not None and self.now - since >= TOLD_AFTER

    def _goes_on(self, known: Told, one: Subscription) -> bool:
        if one.state != "active":
            return False
        if known.trouble == "unpublished":
            return one.publishes and one.id not in self.unpublished
        return one.refused_since is None and not known.is_of(one)
