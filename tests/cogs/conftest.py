"""What holds for every command, whatever a test looks at."""

import logging
from collections.abc import Iterator

import pytest
import simcord
from payloads import violations

from bot.frame.json_logs import JsonRedactor
from bot.frame.redactor import Redactor
from tests.cogs.stewards import RIGHTS
from tests.conftest import Paddock

SECRETS = ("sandbox.token", "eyJ", "nadeo_v1", "Basic ", "Bearer ")
"""The token, and how the tokens of Nadeo begin; the stand-in's password is too plain a word."""


@pytest.fixture(autouse=True)
def nothing_discord_would_refuse(env: simcord.Env) -> Iterator[None]:
    yield
    sent = [{"method": r.method, "path": r.path, "body": r.json} for r in env.http_requests]
    assert violations(sent) == []


@pytest.fixture(autouse=True)
def nothing_leaks(env: simcord.Env, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """No secret and no traceback reaches Discord, no secret a log."""
    caplog.set_level(logging.DEBUG, logger="bot")
    yield
    said = "\n".join(str(request.json) for request in env.http_requests)
    layouts = Redactor(()), JsonRedactor(())
    records = caplog.get_records("call")
    logged = "\n".join(layout.format(record) for layout in layouts for record in records)
    for secret in SECRETS:
        assert secret not in said
        assert secret not in logged
    assert "Traceback" not in said


@pytest.fixture(autouse=True)
def nobody_is_pinged(env: simcord.Env) -> Iterator[None]:
    yield
    for request in env.http_requests:
        body = request.json if isinstance(request.json, dict) else {}
        message = body.get("data", body) or {}
        if message.get("content") or message.get("embeds"):
            pinged = message["allowed_mentions"].pop("roles", [])
            assert message["allowed_mentions"] == {"parse": []}
            # Announcements name the one role that a subscription wants, and say nothing else.
            assert not pinged or message["content"] == f"<@&{pinged[0]}>"


@pytest.fixture
def stewards(paddock: Paddock) -> Paddock:
    """A paddock whose member may manage the server."""
    role = paddock.guild.create_role("stewards", permissions=RIGHTS)
    paddock.member = paddock.guild.add_member(paddock.env.create_user("bob"), roles=[role])
    return paddock
