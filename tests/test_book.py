"""Every rule of Nadeo's that is cited can be looked up, and nothing is cited that is not here."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BOOK = (ROOT / "docs" / "nadeo.md").read_text(encoding="utf-8")
NUMBERS = {int(number) for number in re.findall(r"^\| (\d+) \|", BOOK, re.MULTILINE)}
CITED = re.compile(r"\bquirks? (\d+(?:(?:, | and | to )\d+)*)", re.IGNORECASE)
ELSEWHERE = re.compile(r"\b[A-Z]{3,}\.md\b|\bDESIGN \d|\.\./shared")
OURS = {"README.md", "CONTRIBUTING.md", "CHANGELOG.md"}


def sources() -> Iterator[tuple[str, str]]:
    for folder in ("bot", "cogs", "tests"):
        for file in sorted((ROOT / folder).rglob("*.py")):
            if file != Path(__file__):
                yield str(file.relative_to(ROOT)), file.read_text(encoding="utf-8")


def test_every_cited_rule_is_in_the_book() -> None:
    missing = {
        f"{name}: quirk {number}"
        for name, text in sources()
        for found in CITED.finditer(text)
        for number in map(int, re.findall(r"\d+", found[1]))
        if number not in NUMBERS
    }

    assert missing == set()


def test_the_book_has_every_number_once() -> None:
    told = re.findall(r"^\| (\d+) \|", BOOK, re.MULTILINE)

    assert [int(number) for number in told] == sorted(NUMBERS)


@pytest.mark.parametrize(
    "section", re.findall(r'docs/nadeo\.md, "([^"]+)"', "".join(text for _, text in sources()))
)
def test_every_cited_section_is_in_the_book(section: str) -> None:
    assert f"\n## {section}\n" in BOOK


def test_nothing_is_cited_that_is_not_in_the_repository() -> None:
    strange = {
        f"{name}: {found[0]}"
        for name, text in sources()
        for found in ELSEWHERE.finditer(text)
        if found[0] not in OURS
    }

    assert strange == set()


def test_every_path_that_contributors_are_sent_to_is_there() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    paths = re.findall(r"`((?:bot|cogs|tests|docs)/[\w./]*)`", text)
    example = "bot/storage/migrations/NNNN_what_it_is.sql"

    assert paths
    assert [path for path in paths if path != example and not (ROOT / path).exists()] == []
