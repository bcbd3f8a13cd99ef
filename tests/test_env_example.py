"""`.env.example` has every setting there is, its default, and a sentence; and nothing else."""

import re
from pathlib import Path

import pytest
from pydantic import SecretStr
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from bot.settings import Settings, SettingsError, load

FILE = Path(__file__).parents[1] / ".env.example"
FIELDS = {str(field.alias): field for field in Settings.model_fields.values()}


def paragraphs() -> list[str]:
    return FILE.read_text(encoding="utf-8").strip().split("\n\n")


def offered() -> dict[str, str]:
    """Return the values by the names of the variables."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    pairs = [line.partition("=") for line in lines if line and not line.startswith("#")]
    return {name: value for name, _, value in pairs}


def default_of(field: FieldInfo) -> str:
    """Return a default as one would write it."""
    if field.default in (PydanticUndefined, None, frozenset()):
        return ""
    if isinstance(field.default, bool):
        return str(field.default).lower()
    if isinstance(field.default, float):
        return f"{field.default:g}"
    return str(field.default)


def test_it_offers_every_setting_once_and_nothing_else() -> None:
    assert list(offered()) == list(dict.fromkeys(offered()))
    assert set(offered()) == set(FIELDS)


@pytest.mark.parametrize("name", FIELDS)
def test_it_shows_the_default(name: str) -> None:
    assert offered()[name] == default_of(FIELDS[name])


def test_every_setting_has_a_sentence() -> None:
    for paragraph in paragraphs():
        comment, *rest = paragraph.splitlines()
        if not rest:
            assert comment.startswith("#")
            continue
        assert re.match(r"# [A-Z].*\S", comment), paragraph
        assert all(re.match(r"[A-Z_]+=", line) for line in rest), paragraph


def test_what_it_tells_to_fill_in_is_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in FIELDS:
        monkeypatch.delenv(name, raising=False)
    copy = tmp_path / ".env"
    copy.write_bytes(FILE.read_bytes())

    with pytest.raises(SettingsError) as refused:
        load(copy)

    needed = [name for name, field in FIELDS.items() if field.is_required()]
    assert [fault.split()[0] for fault in refused.value.faults] == needed


def test_filled_in_it_gives_the_defaults(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in FIELDS:
        monkeypatch.delenv(name, raising=False)
    needed = {name: "something" for name, field in FIELDS.items() if field.is_required()}
    copy = tmp_path / ".env"
    text = "\n".join(f"{name}={value}" for name, value in (offered() | needed).items())
    copy.write_text(text, encoding="utf-8")

    settings = load(copy)

    for name, field in Settings.model_fields.items():
        if not field.is_required():
            assert getattr(settings, name) == field.get_default()
    assert settings.discord_token == SecretStr("something")
