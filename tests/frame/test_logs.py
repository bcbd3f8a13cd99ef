"""Logging: one line an event, and no secret in any."""

import logging
import sys
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import logs


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    root = logging.getLogger()
    level, handlers = root.level, list(root.handlers)
    others = {name: logging.getLogger(name).level for name in ("discord", "aiosqlite")}
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    for name, before in others.items():
        logging.getLogger(name).setLevel(before)


def test_secrets_are_struck_out(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("INFO", ["hush", "hush-hush", ""])

    logging.getLogger("bot.test").info("the word is %s, or hush", "hush-hush")

    line = capsys.readouterr().err
    assert line.rstrip().endswith("INFO    bot.test: the word is [secret], or [secret]")


def test_secrets_in_tracebacks_are_struck_out(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("INFO", ["hush"])
    try:
        int("said hush")
    except ValueError:
        logging.getLogger("bot.test").exception("failed")

    lines = capsys.readouterr().err
    assert "Traceback" in lines
    assert "said [secret]" in lines


def test_secrets_that_come_and_go_are_struck_out(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("INFO", ["hush"])
    tokens = ["first"]
    with logs.hiding(lambda: tokens):
        tokens.append("second")
        logging.getLogger("bot.test").info("hush, first, second")
    logging.getLogger("bot.test").info("nothing is left of the first")

    hidden, shown = capsys.readouterr().err.splitlines()
    assert hidden.endswith("[secret], [secret], [secret]")
    assert shown.endswith("first")


@pytest.mark.parametrize("level", ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"])
def test_levels(level: str, capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure(level, ())
    number = logging.getLevelNamesMapping()[level]

    logging.getLogger("bot.test").log(number, "loud enough")
    logging.getLogger("bot.test").log(number - 1, "too quiet")
    # Their debug lines hold tokens of interactions and stored values.
    logging.getLogger("discord.http").debug("a token")
    logging.getLogger("aiosqlite").debug("a value")

    printed = capsys.readouterr().err
    assert "loud enough" in printed
    assert "too quiet" not in printed
    assert "a token" not in printed
    assert "a value" not in printed


def test_logs_go_to_standard_error() -> None:
    logs.configure("INFO", ())

    (handler,) = logging.getLogger().handlers
    assert isinstance(handler, logging.StreamHandler)
    assert handler.stream is sys.stderr


@given(
    token=st.text("abcXYZ019-_", min_size=1), end=st.sampled_from(["/callback", "", "'", "?wait=1"])
)
@pytest.mark.parametrize("place", ["interactions/12", "webhooks/345"])
def test_tokens_of_interactions_are_struck_out(place: str, token: str, end: str) -> None:
    text = f"lost: https://discord.com/api/v10/{place}/{token}{end} at once"
    record = logging.LogRecord("bot", logging.WARNING, "", 0, text, None, None)

    line = logs.Redactor(()).format(record)

    assert line.endswith(f"https://discord.com/api/v10/{place}/[secret]{end} at once")
