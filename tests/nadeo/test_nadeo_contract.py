"""The library's names, parameters and defaults, all of them awaitable."""

import inspect
import textwrap
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

import bot
import bot.nadeo
from bot.nadeo import LiveClient
from bot.settings import Settings
from tests.nadeo.clients import settings
from tests.nadeo.samples import day, months
from tests.nadeo.stand_in import Nadeo

VERB = "(endpoint, params=None, body=None)"
CONTRACT = {
    **dict.fromkeys(["get", "head", "options", "post", "put", "patch", "delete"], VERB),
    "get_maps_seasonal": "(length=1, offset=0)",
    "get_maps_totd": "(length=1, offset=0)",
    "get_maps_royal": "(length=51, offset=0)",
    "get_maps_weekly_short": "(length=1, offset=0)",
    "get_maps_weekly_grand": "(length=1, offset=0)",
    "get_map_leaderboard": (
        "(map_uid, group_uid='Personal_Best', only_world=True, length=5, offset=0)"
    ),
    "get_player_club_record": "(map_uid, club_id, group_uid='Personal_Best')",
    "get_club_campaign": "(club_id, campaign_id)",
    "get_map_review_connect": "(review_type)",
    "get_map_review_waiting_time": "(review_type)",
    "get_map_review_submitted": "(review_type, length=144, offset=0)",
    "get_server_accounts": "()",
}


@pytest.mark.parametrize("name", CONTRACT)
def test_signature(name: str) -> None:
    method = getattr(LiveClient, name)
    signature = inspect.signature(method)
    own, *parameters = signature.parameters.values()
    bare = [parameter.replace(annotation=inspect.Parameter.empty) for parameter in parameters]
    shown = signature.replace(parameters=bare, return_annotation=inspect.Signature.empty)
    assert own.name == "self"
    assert str(shown) == CONTRACT[name]
    assert inspect.iscoroutinefunction(method)


def test_there_are_nineteen() -> None:
    assert len(CONTRACT) == 19


async def test_the_example_is_true(
    hosts: dict[str, str], nadeo: Nadeo, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    usable = settings(hosts)
    for field, value in usable:
        secret = value.get_secret_value() if isinstance(value, SecretStr) else value
        if value is not None and value != frozenset():
            monkeypatch.setenv(str(Settings.model_fields[field].alias), str(secret))
    nadeo.answer("GET", "/api/token/campaign/month", body=months(day(1)))
    nadeo.answer("GET", "/api/token/club/9", body={"id": 9})
    _, _, rest = inspect.getdoc(bot.nadeo).partition("hold:\n\n")
    names: dict[str, Any] = {}
    exec(textwrap.dedent(rest.partition("\n\nThe settings")[0]), names)  # noqa: S102 # our own documentation
    listed, club = await names["main"]()
    assert (listed.item_count, club) == (74, {"id": 9})


def test_the_dead_login_has_no_code() -> None:
    # quirk 1: it answers 429 for good and locks people out of Ubisoft's sites
    sources = Path(bot.__file__).parent.rglob("*.py")
    assert not [path for path in sources if "public-ubiservices" in path.read_text("utf-8")]
