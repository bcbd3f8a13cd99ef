"""What containers, services and GitHub read, held against the project that it speaks of."""

import re
from fnmatch import fnmatch
from pathlib import Path

from bot.settings import Settings

ROOT = Path(__file__).parents[2]
SETTINGS = {str(field.alias) for field in Settings.model_fields.values()}
PINNED = re.compile(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def copied() -> list[str]:
    """Return what the image is made of, as far as it comes from here."""
    lines = re.findall(r"^COPY (?!--from)(.+)$", text("Dockerfile"), re.MULTILINE)
    return [source for line in lines for source in line.split()[:-1]]


def let_in(name: str) -> bool:
    """Tell whether the builder of the image sees a file: the last rule that fits decides."""
    seen = True
    for rule in text(".dockerignore").splitlines():
        if rule and not rule.startswith("#") and fnmatch(name, rule.lstrip("!")):
            seen = rule.startswith("!")
    return seen


def test_the_image_is_made_of_what_is_there_and_of_no_more() -> None:
    assert {"requirements.lock", "bot", "cogs"} <= set(copied())
    for name in copied():
        assert (ROOT / name).exists(), name
        assert let_in(name), name
    for name in (".env", "pitwall.db", ".git", ".venv", "tests", "requirements-dev.lock"):
        assert not let_in(name), name


def test_the_lock_is_for_the_python_of_the_image() -> None:
    (image,) = re.findall(r"^ARG BASE=python:(\d+)\.(\d+)-slim", text("Dockerfile"), re.MULTILINE)
    (least,) = re.findall(r'requires-python = ">=(\d+)\.(\d+)"', text("pyproject.toml"))

    assert tuple(map(int, image)) >= tuple(map(int, least))
    assert f'"{".".join(image)}"' in text(".github/workflows/checks.yml")


def test_every_variable_is_a_setting() -> None:
    found = {
        name
        for file in ("Dockerfile", "compose.yaml", "docs/pitwall.service")
        for name in re.findall(r"\b(?:PITWALL|NADEO|DISCORD|TRACKMANIA)_[A-Z_]+", text(file))
    }

    assert found <= SETTINGS


def test_every_action_is_pinned_by_its_commit() -> None:
    for file in (ROOT / ".github/workflows").iterdir():
        used = re.findall(r"uses: (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
        assert used
        assert [one for one in used if not PINNED.fullmatch(one)] == []


def test_every_python_that_is_told_of_is_checked() -> None:
    (least,) = re.findall(r'requires-python = ">=([\d.]+)"', text("pyproject.toml"))
    (matrix,) = re.findall(r"python: \[(.+)\]", text(".github/workflows/checks.yml"))

    assert matrix.split(", ")[0] == f'"{least}"'


def test_hooks_are_what_make_check_runs() -> None:
    recipe = text("Makefile").partition("\ncheck:")[2].partition("\n\n")[0]
    checks = [line.strip().replace("$(BIN)", ".venv/bin") for line in recipe.splitlines()[1:]]
    hooks = re.findall(r"entry: (.+)$", text(".pre-commit-config.yaml"), re.MULTILINE)

    assert checks
    assert [hook.replace(" --force-exclude", "") for hook in hooks] == [
        check.removesuffix(" .") for check in checks
    ]
