"""What tests of languages share: all messages, and a bot that speaks a language of tests."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import simcord
from babel.messages.catalog import Catalog
from payloads import violations

from bot import languages
from tests.cogs.stewards import RIGHTS
from tests.conftest import Paddock
from tests.languages import messages
from tests.languages.pseudo import write_pseudo
from tests.languages.readers import LOCALES


@pytest.fixture(scope="session")
def template() -> Catalog:
    """Return all messages as the code has them."""
    with ThreadPoolExecutor() as thread:
        # A thread of its own, since a loop may be running in this one.
        return thread.submit(messages.template).result()


@pytest.fixture(scope="session")
def pseudo_folder(template: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("locales")
    write_pseudo(template, folder)
    return folder


@pytest.fixture
def pseudo(pseudo_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the bot speak English and the language of tests, and no other."""
    monkeypatch.setattr(languages, "FOLDER", pseudo_folder)
    _look_anew()
    yield
    _look_anew()


def _look_anew() -> None:
    languages.languages.cache_clear()
    languages._translations.cache_clear()


@pytest.fixture(autouse=True)
def _all_read_english_again() -> Iterator[None]:
    """Let the next test's people, who have the same ids, read English."""
    yield
    LOCALES.clear()


@pytest.fixture
async def stranger(paddock: Paddock) -> Paddock:
    """Return a paddock whose member may do everything."""
    role = paddock.guild.create_role("stewards", permissions=RIGHTS)
    paddock.member = paddock.guild.add_member(paddock.env.create_user("bob"), roles=[role])
    paddock.let_operate(paddock.member.id)
    return paddock


@pytest.fixture
def within_limits(env: simcord.Env) -> Iterator[None]:
    """Hold that Discord would take all that was sent."""
    yield
    sent = [{"method": r.method, "path": r.path, "body": r.json} for r in env.http_requests]
    assert violations(sent) == []
