"""The watch over what is sent: it finds what Discord would refuse."""

import pytest
from payloads import violations

EMBED = {"title": "t", "description": "d"}
PICTURED = {"title": "t", "image": {"url": "attachment://chart.png"}}
FILE = {"id": 0, "filename": "chart.png", "description": "a curve"}
CALLBACK = "/interactions/1/token/callback"
TOO_MUCH = [
    ("/channels/1/messages", {"content": "x" * 2001}),
    ("/channels/1/messages", {"embeds": [EMBED | {"title": "x" * 257}]}),
    ("/channels/1/messages", {"embeds": [EMBED] * 11}),
    ("/channels/1/messages", {"embeds": [EMBED], "nonce": "x" * 26}),
    ("/webhooks/1/token/messages/@original", {"embeds": [EMBED | {"description": "x" * 4097}]}),
    (CALLBACK, {"type": 4, "data": {"embeds": [EMBED | {"footer": {"text": "x" * 2049}}]}}),
    (CALLBACK, {"type": 4, "data": {"embeds": [PICTURED | {"image": {"url": "attachment://b"}}]}}),
    (CALLBACK, {"type": 4, "data": {"attachments": [FILE | {"description": "x" * 1025}]}}),
    (CALLBACK, {"type": 8, "data": {"choices": [{"name": "x", "value": "y" * 101}]}}),
    (CALLBACK, {"type": 8, "data": {"choices": [{"name": "x", "value": "y"}] * 26}}),
    ("/applications/1/commands", [{"name": "x", "description": "y" * 101}]),
]


@pytest.mark.parametrize(("path", "body"), TOO_MUCH)
def test_what_discord_would_refuse_is_found(path: str, body: object) -> None:
    assert violations([{"method": "POST", "path": path, "body": body}]) != []


def test_what_discord_takes_passes() -> None:
    card = {"type": 4, "data": {"embeds": [EMBED], "allowed_mentions": {"parse": []}}}
    picture = {"type": 4, "data": {"embeds": [PICTURED], "attachments": [FILE]}}
    asked = {"method": "GET", "path": "/gateway/bot", "body": None}
    sent = [{"method": "POST", "path": CALLBACK, "body": body} for body in (card, picture)]

    assert violations([*sent, asked]) == []
