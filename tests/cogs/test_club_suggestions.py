"""What is offered while somebody types a club or a campaign."""

from tests.conftest import Paddock

CLUB = "/api/token/club"


async def offers(
    paddock: Paddock, command: str, option: str, typed: str, **filled: str
) -> list[tuple[str, str]]:
    found = await paddock.member.autocomplete(
        paddock.channel, f"club {command}", option, typed, **filled
    )
    return [(offer["name"], offer["value"]) for offer in found]


async def test_every_command_offers_clubs(paddock: Paddock) -> None:
    for command in ("info", "campaigns", "rooms", "campaign", "leaderboard", "record"):
        assert await offers(paddock, command, "club", "fox") == [("Fox Harbour · 3845", "3845")]
    assert paddock.upstream() == [CLUB]


async def test_a_number_stands_for_itself(paddock: Paddock) -> None:
    assert (await offers(paddock, "info", "club", "777"))[0] == ("Club 777", "777")
    await paddock.type("club info", club="9")
    assert (await offers(paddock, "info", "club", "9"))[0] == ("Pit Stop · 9", "9")


async def test_a_club_without_a_name(paddock: Paddock) -> None:
    # Quirk 100.
    nameless = list(paddock.nadeo.world.clubs.all.values())[6]
    await paddock.type("club info", club=str(nameless.id))
    found = await offers(paddock, "info", "club", str(nameless.id))
    assert found[0] == (f"Club {nameless.id}", str(nameless.id))


async def test_labels_fit(paddock: Paddock) -> None:
    found = await offers(paddock, "info", "club", "")
    assert len(found) == 25
    assert all(1 <= len(name) <= 100 for name, _ in found)


async def test_campaigns_of_the_chosen_club(paddock: Paddock) -> None:
    found = await offers(paddock, "campaign", "campaign", "icy", club="9")
    assert found == [("Icy Summer · 28001", "28001")]


async def test_campaigns_in_folders(paddock: Paddock) -> None:
    found = await offers(paddock, "campaign", "campaign", "winter", club="9")
    assert [value for _, value in found] == ["28013"]
    assert paddock.upstream() == [f"{CLUB}/9/activity"] * 2
    assert len(await offers(paddock, "campaign", "campaign", "", club="9")) == 5
    assert paddock.upstream() == []


async def test_campaigns_of_no_club(paddock: Paddock) -> None:
    for club in ("", "0", "nobody knows"):
        assert await offers(paddock, "campaign", "campaign", "icy", club=club) == []
    assert paddock.upstream() == []
