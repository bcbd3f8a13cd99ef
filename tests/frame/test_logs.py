"""Logging: one line an event, and no secret in any."""

import logging
import sys
import threading
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.frame import logs


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    root = logging.getLogger()
    level, handlers = root.level, list(root.handlers)
    others = {name: logging.getLogger(name).level for name in ("discord", "aiosqlite")}
    hooks = sys.excepthook, threading.excepthook
    yield
    sys.excepthook, threading.excepthook = hooks
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


@pytest.mark.parametrize("name", ["discord.client", "discord.shard", "aiohttp.access"])
def test_an_event_of_a_library_is_one_line(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("INFO", ["hush"])
    try:
        int("said hush")
    except ValueError:
        logging.getLogger(name).exception("Attempting a %s\nLoop thread traceback:\n", "reconnect")

    (line,) = capsys.readouterr().err.splitlines()
    end = line.partition(": ")[2]
    assert end.startswith("Attempting a reconnect: ValueError (test_logs.py:")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\u2028", "\x0b", "\x85"])
def test_a_message_is_one_line(end: str, capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("INFO", ())

    logging.getLogger("bot.test").error("refused: %s", f"400 Bad Request{end}In 0.name: too long")

    assert capsys.readouterr().err.splitlines()[0].endswith("Bad Request In 0.name: too long")


def test_a_library_without_an_error_says_nothing_more(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("INFO", ())

    logging.getLogger("discord.state").warning("%d%% of it", 5)
    logging.getLogger("discord.state").error("nothing went wrong", exc_info=True)  # noqa: LOG014 # as libraries do

    assert [line.partition(": ")[2] for line in capsys.readouterr().err.splitlines()] == [
        "5% of it",
        "nothing went wrong",
    ]


def test_an_error_that_nobody_catches_tells_no_secret(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("INFO", ["hush"])
    error = ValueError("said hush")

    sys.excepthook(ValueError, error, None)

    printed = capsys.readouterr().err
    assert "ended by an error that nobody caught" in printed
    assert "said [secret]" in printed


def test_a_thread_that_fails_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("INFO", ())
    thread = threading.Thread(target=int, args=("x",), name="keep-alive")
    thread.start()
    thread.join()

    (line,) = capsys.readouterr().err.splitlines()
    assert line.endswith("the thread keep-alive ended: ValueError")


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
