"""Tokens of the form Nadeo gives out; their lifetimes are real seconds, whatever the world's."""

import base64
import json
import secrets
import time
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from bot.sandbox.nadeo.identity import Identity

CORE_AUDIENCE = "NadeoServices"
LIVE_AUDIENCE = "NadeoLiveServices"
AUDIENCES = (CORE_AUDIENCE, LIVE_AUDIENCE)
HEADER = {"alg": "HS256", "env": "trackmania-prod", "ver": "1"}


@dataclass(frozen=True)
class Grant:
    """What a token is good for, and until when by the monotonic clock."""

    audience: str
    session: str
    expires: float

    @property
    def is_live(self) -> bool:
        """Whether the token has time left."""
        return time.monotonic() < self.expires


@dataclass(frozen=True)
class Pair:
    """An access token and the refresh token that renews it once."""

    access: str
    refresh: str


class Tokens:
    """Issues and verifies the tokens of one server.

    `refuse_early` makes a refresh before `refreshable_after` seconds fail.
    """

    def __init__(self, identity: Identity, client_id: str) -> None:
        self.access_lifetime = 3600.0
        self.refreshable_after = 1800.0
        self.refresh_lifetime = 86_400.0
        self.refuse_early = False
        self._identity = identity
        self._client_id = client_id
        self._access: dict[str, Grant] = {}
        self._refresh: dict[str, Grant] = {}
        self._public: dict[str, Grant] = {}

    def issue(self, audience: str, session: str = "") -> Pair:
        """Return a new pair for an audience."""
        session = session or str(uuid4())
        now = time.monotonic()
        pair = Pair(self._access_token(audience, session), self._refresh_token(audience, session))
        self._access[pair.access] = Grant(audience, session, now + self.access_lifetime)
        self._refresh[pair.refresh] = Grant(audience, session, now + self.refresh_lifetime)
        return pair

    def refresh(self, token: str) -> Pair | None:
        """Return a new pair for a refresh token, which is dead afterwards, or None."""
        grant = self._refresh.get(token)
        if grant is None or not grant.is_live or self._is_early(grant):
            return None
        del self._refresh[token]
        return self.issue(grant.audience, grant.session)

    def issue_public(self) -> str:
        """Return a token of the public (OAuth) interface."""
        now = time.time()
        token = _jwt({"aud": self._client_id, **_times(now, self.access_lifetime), "scopes": []})
        expires = time.monotonic() + self.access_lifetime
        self._public[token] = Grant("oauth", "", expires)
        return token

    def verify(self, token: str, audience: str) -> bool:
        """Tell whether an access token is alive and made for this audience."""
        grant = self._access.get(token)
        return grant is not None and grant.is_live and grant.audience == audience

    def verify_public(self, token: str) -> bool:
        """Tell whether a token of the public interface is alive."""
        grant = self._public.get(token)
        return grant is not None and grant.is_live

    def expire_access(self) -> None:
        """Make every access token dead; refresh tokens still work."""
        self._access.clear()
        self._public.clear()

    def revoke_all(self) -> None:
        """Make every token dead, so that only a new login helps."""
        self.expire_access()
        self._refresh.clear()

    def _is_early(self, grant: Grant) -> bool:
        age = self.refresh_lifetime - (grant.expires - time.monotonic())
        return self.refuse_early and age < self.refreshable_after

    def _access_token(self, audience: str, session: str) -> str:
        claims = self._claims(session, self.refreshable_after, self.access_lifetime)
        return _jwt({**claims, "aud": audience, "rtk": False})

    def _refresh_token(self, audience: str, session: str) -> str:
        claims = self._claims(session, self.refresh_lifetime / 2, self.refresh_lifetime)
        own = {"aud": CORE_AUDIENCE, "rtk": True, "refresh_aud": audience, "limit_type": "none"}
        return _jwt({**claims, **own})

    def _claims(self, session: str, refreshable: float, lifetime: float) -> dict[str, Any]:
        now = time.time()
        who = self._identity
        claims: dict[str, Any] = {
            "iss": "NadeoServices",
            **_times(now, lifetime),
            "rat": int(now + refreshable),
            "usg": "Client" if who.is_service else "Server",
            "sid": session,
            "sat": int(now),
            "sub": who.account,
            "aun": who.name,
            "pce": False,
        }
        if who.is_service:
            claims["ubiservices_uid"] = who.world.ids.loose_uuid("ubiservices")
        return claims


def _times(now: float, lifetime: float) -> dict[str, Any]:
    return {"jti": str(uuid4()), "iat": int(now), "exp": int(now + lifetime)}


def _jwt(claims: dict[str, Any]) -> str:
    """Join three base64url parts without padding; the signature is noise on purpose."""
    parts = (json.dumps(HEADER).encode(), json.dumps(claims).encode(), secrets.token_bytes(32))
    return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts)
