"""`/player`: one player's card, at most five requests."""

import pytest

from bot.face import wording as face_wording
from bot.players import profile_wording, wording
from bot.sandbox.nadeo.shapes.players import TAGS as TAGS_WORN
from bot.sandbox.world.words import AWKWARD_PLAYERS
from bot.text import shown
from tests.conftest import WITHOUT_WARM_UP, Paddock

TROPHIES = "/api/token/leaderboard/trophy/player"
SEASON = "/api/token/leaderboard/group/"
RECORDS = "/v2/mapRecords/by-account/"
TAGS = "/accounts/clubTags/"
FIRST_DAYS = "/webidentities/by-account/"
PARTS = (
    (TROPHIES, "trophies", "Trophies"),
    (SEASON, "season", "Summer 2026"),
    (RECORDS, "Track of the Day", "Track of the Day"),
    (TAGS, "club tag", ""),
    (FIRST_DAYS, "first day", "In the game since"),
)


@pytest.fixture
async def linked(paddock: Paddock) -> Paddock:
    """A paddock that knows what runs, whose member is linked."""
    await paddock.type("link", player="SandboxDriver")
    await paddock.type("campaign")
    paddock.upstream()
    return paddock


def account(paddock: Paddock, index: int) -> str:
    return paddock.nadeo.world.accounts.id(index)


def tag_of(paddock: Paddock, account_id: str) -> str:
    chance = paddock.nadeo.world.ids.digest("tag", account_id)
    return TAGS_WORN[chance % len(TAGS_WORN)] if chance % 3 else ""


async def test_ones_own_card_costs_five_requests_at_most_and_none_again(linked: Paddock) -> None:
    answer = await linked.type("player")

    asked = linked.upstream()
    assert len(asked) == 5
    assert [any(path.startswith(part) for path in asked) for part, _, _ in PARTS] == [True] * 5
    assert answer.embed.title == "SandboxDriver"
    assert set(answer.fields) == {
        "Trophies",
        "Summer 2026",
        "Track of the Day",
        "In the game since",
    }
    assert "🇩🇪 Germany" in answer.text
    assert profile_wording.says_to_be(linked.member.mention) in answer.text
    assert "⚠️" not in answer.text
    # quirk 121: far places are rounded
    assert "World about 260,000" in answer.fields["Trophies"]
    assert "Silver 1" in answer.fields["Trophies"]
    assert answer.fields["Summer 2026"] == str(profile_wording.NO_POINTS)

    again = await linked.type("player")
    assert again.embed.to_dict() == answer.embed.to_dict()
    assert linked.upstream() == []

    linked.clock.move(3 * 60)
    await linked.type("player")
    # Only records are so short-lived; a first day holds for good.
    assert linked.upstream() == [RECORDS]


@pytest.mark.parametrize("by_id", [True, False])
async def test_somebody_elses_card_costs_no_more(linked: Paddock, by_id: bool) -> None:
    other = account(linked, 0)

    answer = await linked.type("player", name=other if by_id else "Mikey_______")

    assert len(linked.upstream()) <= 5
    assert answer.embed.title == shown("Mikey_______", "?")
    assert {"Trophies", "Summer 2026", "Track of the Day"} <= set(answer.fields)
    assert "says to be" not in answer.text
    assert "⚠️" not in answer.text
    # quirk 29: digits came as text
    assert answer.fields["Summer 2026"].startswith("**153,487** points\nWorld **213**")
    assert "🟢 **0:43.397**" in answer.fields["Track of the Day"]


@WITHOUT_WARM_UP
async def test_a_card_of_a_bot_that_knows_nothing(paddock: Paddock) -> None:
    await paddock.type("link", player="SandboxDriver")
    paddock.upstream()

    first = await paddock.type("player")
    assert len(paddock.upstream()) <= 5
    assert "Trophies" in first.fields

    again = await paddock.type("player")
    assert "⚠️" not in again.text
    assert {"Trophies", "Summer 2026", "Track of the Day"} <= set(again.fields)
    assert len(paddock.upstream()) <= 5


@pytest.mark.parametrize(("path", "name", "field"), PARTS)
async def test_what_fails_is_left_out_and_named(
    linked: Paddock, path: str, name: str, field: str
) -> None:
    linked.nadeo.failures.script(path=path.rstrip("/"), status=503, times=2)

    answer = await linked.type("player")

    assert f"so they are left out: {name}." in answer.text
    whole = {"Trophies", "Summer 2026", "Track of the Day", "In the game since"}
    assert field not in answer.fields
    # A second try of what failed uses up what the least important would have cost.
    assert set(answer.fields) >= whole - {field, "In the game since"}

    again = await linked.type("player")
    assert "⚠️" not in again.text


async def test_where_nothing_answers_there_is_one_sentence(linked: Paddock) -> None:
    linked.nadeo.failures.mode = "down"

    answer = await linked.type("player")

    assert answer.ephemeral
    assert answer.content.startswith("Nadeo's servers do not answer")


@pytest.mark.parametrize("overrides", [{"NADEO_ACCOUNT": "dedicated"}])
async def test_a_dedicated_account_shows_no_tag_and_misses_nothing(linked: Paddock) -> None:
    # quirk 117
    answer = await linked.type("player")

    assert TAGS not in linked.upstream()
    assert "⚠️" not in answer.text
    assert "\\[" not in answer.text
    assert "🇩🇪 Germany" in answer.text


async def test_a_tag_is_text_with_codes(linked: Paddock) -> None:
    # quirk 127: the last of these holds a link
    for written, told in (("$i$0cfFR$fffA", "FRA"), ("$l[https://evil.example]AD$l", "AD")):
        wearer = next(
            account(linked, index)
            for index in range(200)
            if tag_of(linked, account(linked, index)) == written
        )
        await linked.type("player", name=wearer)
        linked.clock.move(3 * 60)

        # What had to be found out first need not be asked again.
        answer = await linked.type("player", name=wearer)

        assert answer.text.startswith(f"**\\[{told}\\]**")
        assert "evil" not in answer.text


async def test_names_are_shown_as_they_are(linked: Paddock) -> None:
    for index, name in enumerate(AWKWARD_PLAYERS):
        answer = await linked.type("player", name=account(linked, index))

        assert answer.embed.title == shown(name, account(linked, index), 60)


async def test_who_there_is_not(paddock: Paddock) -> None:
    refused = await paddock.type("player")
    assert (refused.content.partition("<")[0], refused.ephemeral) == (
        str(wording.NOT_LINKED).partition("`")[0],
        True,
    )
    unknown = await paddock.type("player", name="Nobody Of This Name")
    assert unknown.content == wording.unknown_name("Nobody Of This Name")
    stranger = "00000000-0000-4000-8000-000000000000"
    assert (await paddock.type("player", name=stranger)).content == str(wording.UNKNOWN_ACCOUNT)
    assert (await paddock.type("player", name="https://a.example")).content == (
        str(wording.NO_PLAYER_LINK)
    )


async def test_in_a_direct_message_nobody_says_to_be_anybody(linked: Paddock) -> None:
    answer = await linked.in_private("player")

    assert answer.embed.title == "SandboxDriver"
    assert "says to be" not in answer.text


async def test_a_record_leads_to_where_it_stands(linked: Paddock) -> None:
    # SandboxDriver has none here, and is nobody to compare with.
    assert (await linked.type("player")).buttons == {}
    answer = await linked.type("player", name=account(linked, 200))
    assert set(answer.buttons) == {"Compare with me", "Leaderboard"}

    board = await linked.click(answer, "Leaderboard")

    told = answer.fields["Track of the Day"].partition("**")[2].partition("**")[0]
    assert f"`{told}" in board.text
    assert not str(board.embed.footer.text).startswith("ranks 1 to")


async def test_only_who_is_linked_can_compare(paddock: Paddock) -> None:
    answer = await paddock.type("player", name=account(paddock, 0))

    assert "Compare with me" not in answer.buttons


async def test_comparing_with_oneself_from_a_card(linked: Paddock) -> None:
    answer = await linked.type("player", name=account(linked, 0))

    compared = await linked.click(answer, "Compare with me")

    assert compared.message.id != answer.message.id
    assert compared.embed.title == "Summer 2026"
    assert compared.embed.author.name == "SandboxDriver against Mikey_______"


async def test_an_old_answer_is_shown_with_its_age(linked: Paddock) -> None:
    await linked.type("player")
    linked.clock.move(3600)
    linked.nadeo.failures.mode = "down"

    answer = await linked.type("player")

    assert face_wording.old_data("<t:1787427000:R>") in answer.text
    assert "Summer 2026" in answer.fields
