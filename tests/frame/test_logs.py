"""Logging: one line an event, and no secret in any."""

import logging
import sys
from collections.abc import Iterator

import pytest

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


def test_a_password_that_is_a_word_of_ours_hides_no_place(
    capsys: pytest.CaptureFixture[str],
) -> None:
    logs.configure("INFO", ["logging", "bot"])
    try:
        logging.getLogger("bot.test").setLevel("bot")
    except ValueError:
        logging.getLogger("bot.logging").exception("logging of a bot")

    lines = capsys.readouterr().err
    assert "ERROR   bot.logging: [secret] of a [secret]\n" in lines
    assert f'File "{logging.__file__}", line ' in lines
    assert lines.endswith("Unknown level: '[secret]'\n")


def test_what_only_looks_like_a_place_is_struck_out(capsys: pytest.CaptureFixture[str]) -> None:
    secret = "hush"
    logs.configure("INFO", [secret])
    try:
        int(f'said  File "/{secret}/{secret}.py", line 1, in {secret}')
    except ValueError as error:
        problem = ExceptionGroup(f'\n  File "/{secret}.py", line 1, in {secret}', [error])
        logging.getLogger("bot.test").exception("failed", exc_info=problem, stack_info=True)

    lines = capsys.readouterr().err
    assert '  File "/[secret].py", line 1, in [secret]' in lines
    assert secret not in lines


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
