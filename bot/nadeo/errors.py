"""What can go wrong between us and Nadeo, one class a cause.

Messages are for logs: they name the route and Nadeo's own reason, never a token, a password or
a header. `bot.face.wording` has the sentence for people.
"""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Said:
    """What Nadeo answered where it did not give what was asked for; for operators alone."""

    status: int
    body: Any = field(default=None, repr=False)
    """Decoded JSON, else the beginning of the text; None for none. It may hold secrets."""


class NadeoError(Exception):
    """Nadeo's services did not give what was asked for."""

    said: Said | None = None
    """The answer to the call itself, None where none came."""
    may_have_arrived: bool = True
    """False where the call was certainly not sent, or turned away for want of a login."""


class InvalidArgument(NadeoError, ValueError):
    """The caller's value cannot be sent: nothing was."""

    may_have_arrived = False


class ForeignAddress(InvalidArgument):
    """The call would lead, or could be read as leading, away from the configured host."""


class ServiceAccountRequired(NadeoError):
    """The call acts as a player, but the account is a dedicated server: nothing was sent."""

    may_have_arrived = False


class Busy(NadeoError):
    """So many requests wait for the budget that this one was not queued.

    `seconds` is about how long it would have waited; `held_by` names the host that asked for the
    wait, "" where it is our own queue.
    """

    may_have_arrived = False

    def __init__(self, seconds: float, *, held_by: str = "") -> None:
        cause = (
            f"Nadeo lets nobody ask its {held_by} host" if held_by else "the request queue is full"
        )
        super().__init__(f"{cause} for about {seconds:.0f} s")
        self.seconds = seconds
        self.held_by = held_by

    @property
    def is_held(self) -> bool:
        """Tell whether Nadeo asked for the wait, and not our own queue."""
        return bool(self.held_by)


class LoginRejected(NadeoError):
    """Nadeo refuses the account or the OAuth application; `reason` is its own message."""

    may_have_arrived = False

    def __init__(self, service: str, reason: str) -> None:
        super().__init__(f"{service} rejected the login: {reason}")
        self.service = service
        self.reason = reason

    def again(self) -> "LoginRejected":
        """Make a fresh copy, for whoever asks while the login is not tried again."""
        return LoginRejected(self.service, self.reason)


class Unavailable(NadeoError):
    """Nadeo could not be reached, failed inside, or did not answer in time.

    `retry_after` is how many seconds it asked us to wait, None where it did not say.
    """

    def __init__(self, message: str, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class TooManyRequests(Unavailable):
    """Nadeo asks us to slow down."""


class ServerFault(Unavailable):
    """A plain 500: perhaps passing, perhaps Nadeo's way to say "not found" (quirk 18)."""


class EmptyAnswer(NadeoError):
    """Nadeo lists the thing but answers nothing when asked for it (quirks 21, 91)."""


class UnexpectedAnswer(NadeoError):
    """The answer has a form that this client does not know."""

    def again(self) -> "UnexpectedAnswer":
        """Make a fresh copy, for whoever asks while it is not asked for again."""
        return UnexpectedAnswer(str(self))


class Refused(NadeoError):
    """Nadeo understood the request and declined it.

    `status` is the HTTP status; `reason` is Nadeo's own word for it, such as
    `clubMemberRole:error-notMember`, or "" where it gave none.
    """

    def __init__(self, message: str, status: int, reason: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.reason = reason


class Unauthorized(Refused):
    """The token was refused even after a refresh and a new login."""


class Forbidden(Refused):
    """The account may not do or see this."""


class NotFound(Refused):
    """There is no such thing."""

    def again(self) -> "NotFound":
        """Make a fresh copy, for whoever asks a moment later."""
        return NotFound(str(self), self.status, self.reason)
