"""Logging: one line an event, and no secret in any, whether people or programs read it."""

import json
import logging
import re
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.frame import logs
from bot.frame.json_logs import JsonRedactor
from bot.frame.logs import Layout
from bot.frame.redactor import Redactor


@dataclass(frozen=True)
class Event:
    """What a line says, however it is written."""

    level: str
    logger: str
    message: str
    traceback: str = ""


@pytest.fixture(params=["text", "json"])
def layout(request: pytest.FixtureRequest) -> Layout:
    return request.param


@pytest.fixture
def printed(layout: Layout, capsys: pytest.CaptureFixture[str]) -> Callable[[], list[Event]]:
    """Give a function that reads what was printed since it was last called."""

    def read() -> list[Event]:
        lines = capsys.readouterr().err
        return _of_json(lines) if layout == "json" else _of_text(lines)

    return read


def _of_json(lines: str) -> list[Event]:
    # One line an event, whatever is in it: nothing else than \n may end one for anybody.
    assert lines.isascii()
    found: list[Event] = []
    for line in lines.splitlines():
        said = json.loads(line)
        assert list(said)[:4] == ["time", "level", "logger", "message"]
        assert said.keys() <= {"time", "level", "logger", "message", "traceback", "stack"}
        assert datetime.fromisoformat(said["time"]).tzinfo == UTC
        behind = "\n".join(said[part] for part in ("traceback", "stack") if part in said)
        found.append(Event(said["level"], said["logger"], said["message"], behind))
    return found


def _of_text(lines: str) -> list[Event]:
    moment = r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} "
    event = rf"{moment}(\w+) +([\w.-]+): (.*)\n((?:(?!{moment}).*\n)*)"
    found = list(re.finditer(event, lines))
    assert "".join(one[0] for one in found) == lines
    return [Event(one[1], one[2], one[3], one[4].rstrip("\n")) for one in found]


Printed: TypeAlias = Callable[[], list[Event]]


def test_secrets_are_struck_out(layout: Layout, printed: Printed) -> None:
    logs.configure("INFO", ["hush", "hush-hush", ""], layout)

    logging.getLogger("bot.test").info("the word is %s, or hush", "hush-hush")

    assert printed() == [Event("INFO", "bot.test", "the word is [secret], or [secret]")]


def test_secrets_in_tracebacks_are_struck_out(layout: Layout, printed: Printed) -> None:
    logs.configure("INFO", ["hush"], layout)
    try:
        int("said hush")
    except ValueError:
        logging.getLogger("bot.test").exception("failed")

    (event,) = printed()
    assert (event.level, event.message) == ("ERROR", "failed")
    assert event.traceback.startswith("Traceback")
    assert "said [secret]" in event.traceback


@pytest.mark.parametrize("secret", ['with "quotes"', "wörd", "back\\slash", "tab\tand blank"])
def test_a_secret_that_json_writes_otherwise_is_struck_out(
    layout: Layout, printed: Printed, capsys: pytest.CaptureFixture[str], secret: str
) -> None:
    logs.configure("INFO", [secret], layout)
    try:
        raise ValueError(f"<{secret}>")  # noqa: TRY301 # as a library would
    except ValueError:
        logging.getLogger("bot.test").exception("said <%s>", secret)

    (event,) = printed()
    assert event.message == "said <[secret]>"
    assert event.traceback.endswith("ValueError: <[secret]>")
    assert capsys.readouterr().err == ""


def test_a_password_that_is_a_word_of_ours_hides_no_place(layout: Layout, printed: Printed) -> None:
    logs.configure("INFO", ["logging", "bot"], layout)
    try:
        logging.getLogger("bot.test").setLevel("bot")
    except ValueError:
        logging.getLogger("bot.logging").exception("logging of a bot")

    (event,) = printed()
    assert event.logger == "bot.logging"
    assert event.message == "[secret] of a [secret]"
    assert f'File "{logging.__file__}", line ' in event.traceback
    assert event.traceback.endswith("Unknown level: '[secret]'")


def test_what_only_looks_like_a_place_is_struck_out(
    layout: Layout, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = "hush"
    logs.configure("INFO", [secret], layout)
    try:
        int(f'said  File "/{secret}/{secret}.py", line 1, in {secret}')
    except ValueError as error:
        problem = ExceptionGroup(f'\n  File "/{secret}.py", line 1, in {secret}', [error])
        logging.getLogger("bot.test").exception("failed", exc_info=problem, stack_info=True)

    lines = capsys.readouterr().err
    quote = '\\"' if layout == "json" else '"'
    assert f"  File {quote}/[secret].py{quote}, line 1, in [secret]" in lines
    assert secret not in lines


@pytest.mark.parametrize("name", ["discord.client", "discord.shard", "aiohttp.access"])
def test_an_event_of_a_library_is_one_line(name: str, layout: Layout, printed: Printed) -> None:
    logs.configure("INFO", ["hush"], layout)
    try:
        int("said hush")
    except ValueError:
        logging.getLogger(name).exception("Attempting a %s\nLoop thread traceback:\n", "reconnect")

    (event,) = printed()
    assert event.message.startswith("Attempting a reconnect: ValueError (test_logs.py:")
    assert event.traceback == ""


@pytest.mark.parametrize("end", ["\n", "\r\n", "\u2028", "\x0b", "\x85"])
def test_a_message_is_one_line(end: str, layout: Layout, printed: Printed) -> None:
    logs.configure("INFO", (), layout)

    logging.getLogger("bot.test").error("refused: %s", f"400 Bad Request{end}In 0.name: too long")

    (event,) = printed()
    assert event.message == "refused: 400 Bad Request In 0.name: too long"


def test_a_library_without_an_error_says_nothing_more(layout: Layout, printed: Printed) -> None:
    logs.configure("INFO", (), layout)

    logging.getLogger("discord.state").warning("%d%% of it", 5)
    logging.getLogger("discord.state").error("nothing went wrong", exc_info=True)  # noqa: LOG014 # as libraries do

    assert [event.message for event in printed()] == ["5% of it", "nothing went wrong"]


def test_what_is_attached_to_a_line_is_left_out(
    layout: Layout, printed: Printed, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.configure("INFO", ["hush"], layout)

    logging.getLogger("discord.http").info("asked", extra={"request": "hush", "args_": ["hush"]})

    assert [event.message for event in printed()] == ["asked"]
    assert capsys.readouterr().err == ""


def test_an_error_that_nobody_catches_tells_no_secret(layout: Layout, printed: Printed) -> None:
    logs.configure("INFO", ["hush"], layout)
    error = ValueError("said hush")

    sys.excepthook(ValueError, error, None)

    (event,) = printed()
    assert event.message == "ended by an error that nobody caught"
    assert "said [secret]" in event.traceback


def test_a_thread_that_fails_is_one_line(layout: Layout, printed: Printed) -> None:
    logs.configure("INFO", (), layout)
    thread = threading.Thread(target=int, args=("x",), name="keep-alive")
    thread.start()
    thread.join()

    (event,) = printed()
    assert (event.message, event.traceback) == ("the thread keep-alive ended: ValueError", "")


def test_secrets_that_come_and_go_are_struck_out(layout: Layout, printed: Printed) -> None:
    logs.configure("INFO", ["hush"], layout)
    tokens = ["first"]
    with logs.hiding(lambda: tokens):
        tokens.append("second")
        logging.getLogger("bot.test").info("hush, first, second")
    logging.getLogger("bot.test").info("nothing is left of the first")

    assert [event.message for event in printed()] == [
        "[secret], [secret], [secret]",
        "nothing is left of the first",
    ]


@pytest.mark.parametrize("level", ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"])
def test_levels(level: str, layout: Layout, capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure(level, (), layout)
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


def test_logs_go_to_standard_error(layout: Layout) -> None:
    logs.configure("INFO", (), layout)

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

    line, written = Redactor(()).format(record), JsonRedactor(()).format(record)

    shown = f"https://discord.com/api/v10/{place}/[secret]{end} at once"
    assert line.endswith(shown)
    assert json.loads(written)["message"].endswith(shown)
