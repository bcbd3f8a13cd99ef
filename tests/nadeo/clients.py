"""Settings and patience of the clients under test."""

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import SecretStr
from support import settings_by
from yarl import URL

from bot.nadeo import LiveClient
from bot.nadeo.retries import Patience
from bot.settings import Settings
from tests.nadeo.stand_in import CLIENT_ID, CLIENT_SECRET, LOGIN, PASSWORD

CONTACT = "tests / @pitwall / mail@example.org"
SWIFT = Patience(timeout=5, attempts=3, first_pause=0.01, with_old_at_hand=2)
MakeClient = Callable[..., LiveClient]
"""Makes a client; takes settings by name, and `patience`."""


def settings(hosts: Mapping[str, str], **changes: Any) -> Settings:
    """Return settings for the stand-in; what a test does not name is usable."""
    values: dict[str, Any] = {
        "discord_token": SecretStr("a-discord-token"),
        "discord_api_url": URL("http://127.0.0.1:9"),
        "nadeo_login": LOGIN,
        "nadeo_password": SecretStr(PASSWORD),
        "nadeo_account": "service",
        "nadeo_contact": CONTACT,
        "nadeo_core_url": URL(hosts["core"]),
        "nadeo_live_url": URL(hosts["live"]),
        "nadeo_meet_url": URL(hosts["meet"]),
        "trackmania_api_url": URL(hosts["oauth"]),
        "nadeo_requests_per_second": 1000.0,
        "trackmania_client_id": CLIENT_ID,
        "trackmania_client_secret": SecretStr(CLIENT_SECRET),
    }
    return settings_by(**{**values, **changes})
