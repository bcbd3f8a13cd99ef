"""Variables as an operator sets them, and none of this machine."""

import pytest

SECRETS = {
    "DISCORD_TOKEN": "discord-t0ken",
    "NADEO_PASSWORD": "nadeo-passw0rd",
    "TRACKMANIA_CLIENT_SECRET": "cl1ent-secret",
}
ENOUGH = {
    "DISCORD_TOKEN": SECRETS["DISCORD_TOKEN"],
    "NADEO_LOGIN": "a-l0gin",
    "NADEO_PASSWORD": SECRETS["NADEO_PASSWORD"],
    "NADEO_CONTACT": "tests / @pitwall",
}
EVERYTHING = {
    **ENOUGH,
    "DISCORD_API_URL": "http://127.0.0.1:1/api/v10",
    "NADEO_ACCOUNT": "dedicated",
    "NADEO_CORE_URL": "http://127.0.0.1:2",
    "NADEO_LIVE_URL": "http://127.0.0.1:3",
    "NADEO_MEET_URL": "http://127.0.0.1:4",
    "TRACKMANIA_API_URL": "http://127.0.0.1:5",
    "NADEO_REQUESTS_PER_SECOND": "0.5",
    "TRACKMANIA_EXCHANGE_URL": "http://127.0.0.1:6",
    "TRACKMANIA_CLIENT_ID": "an-application",
    "TRACKMANIA_CLIENT_SECRET": SECRETS["TRACKMANIA_CLIENT_SECRET"],
    "PITWALL_DATABASE": "elsewhere/x.db",
    "PITWALL_OPERATORS": "1, 2,,3,",
    "PITWALL_SHARE_ACCOUNT": "true",
    "PITWALL_GUILD": "42",
    "PITWALL_SHARD_COUNT": "16",
    "PITWALL_SHARD_IDS": "8, 0,1,5-7",
    "PITWALL_LOG_LEVEL": "DEBUG",
    "PITWALL_LOG_FORMAT": "json",
    "PITWALL_HTTP_PORT": "9099",
    "PITWALL_HTTP_HOST": "192.0.2.1",
}


class Environment:
    """The variables that a test sets; none of this machine's own are left."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._patch = patch
        for name in {*EVERYTHING, "GUILD", "DATABASE", "OPERATORS", "LOG_LEVEL", "SHARE_ACCOUNT"}:
            patch.delenv(name, raising=False)

    def set(self, **values: str) -> None:
        for name, value in values.items():
            self._patch.setenv(name, value)
