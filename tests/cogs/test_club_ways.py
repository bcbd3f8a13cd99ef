"""Where the cards of clubs lead: none is a dead end."""

import pytest
from support import example

from tests.cogs.offers import club, menu, offered
from tests.conftest import MENU, Answer, Paddock


def placeholders(answer: Answer) -> list[str]:
    """Return what an answer's menus say before something is chosen."""
    items = [item for row in answer.message.components for item in row["components"]]
    return [item["placeholder"] for item in items if item["type"] == MENU]


@pytest.mark.parametrize(("label", "heading"), [("Campaigns", "campaigns"), ("Rooms", "rooms")])
async def test_a_club_leads_to_what_it_offers(paddock: Paddock, label: str, heading: str) -> None:
    card = await paddock.type("club info", club="9")
    assert card.buttons == {"Campaigns": True, "Rooms": True}

    opened = await paddock.click(card, label)

    assert opened.message.id != card.message.id
    typed = await paddock.type(f"club {heading}", club="9")
    assert opened.embed == typed.embed
    assert (opened.buttons, opened.menus) == (typed.buttons, typed.menus)
    assert not opened.ephemeral


async def test_a_list_leads_to_its_campaigns(paddock: Paddock) -> None:
    page = await paddock.type("club campaigns", club="9")
    icy = offered(paddock, "Icy")
    campaigns = page.menus[0]
    assert campaigns["Icy Summer"] == str(icy.campaign_id)
    assert len(campaigns) == 4

    opened = await paddock.choose(page, campaigns["Icy Summer"])

    assert opened.message.id != page.message.id
    typed = await paddock.type("club campaign", club="9", campaign=str(icy.campaign_id))
    assert opened.embed == typed.embed
    assert opened.menus == typed.menus
    card = await paddock.choose(opened, icy.maps[0])
    assert card.buttons["Leaderboard"]


async def test_a_folder_leads_to_its_campaigns(paddock: Paddock) -> None:
    top = await paddock.type("club campaigns", club="9")
    inside = await paddock.choose(top, top.menus[1]["Archive"], menu=1)

    opened = await paddock.choose(inside, str(offered(paddock, "Winter").campaign_id))

    typed = await paddock.type("club campaign", club="9", campaign="winter")
    assert opened.embed == typed.embed
    assert str(opened.embed.title).startswith("Winter")


async def test_a_listed_campaign_that_never_answers_is_told_to_who_chose_it(
    paddock: Paddock,
) -> None:
    # Quirks 21 and 91.
    page = await paddock.type("club campaigns", club="9")

    refused = await paddock.choose(page, str(offered(paddock, "Never").campaign_id))

    assert refused.ephemeral
    assert refused.content


async def test_names_that_repeat_are_all_offered(paddock: Paddock) -> None:
    entry = {"activityType": "campaign", "name": "Same"}
    entries = [entry | {"activityId": one, "campaignId": one} for one in (11, 12)]
    # One without its number cannot be opened.
    entries.append(entry | {"activityId": 13, "campaignId": 0})
    body = {"activityList": entries, "itemCount": 3, "maxPage": 1}
    paddock.nadeo.failures.script(path="club/9/activity", body=body)

    page = await paddock.type("club campaigns", club="9")

    assert [option["value"] for option in menu(page)] == ["11", "12"]


async def test_rooms_and_empty_lists_offer_no_campaign(paddock: Paddock) -> None:
    rooms = await paddock.type("club rooms", club="9")
    assert [list(one) for one in rooms.menus] == [["Archive"]]
    empty = example("club_activities_unknown_club.json")
    paddock.nadeo.failures.script(path="club/9/activity", body=empty)
    paddock.clock.move(86_400)

    assert (await paddock.type("club campaigns", club="9")).message.components == []


async def test_a_campaign_leads_to_the_clubs_ladder_of_a_map(paddock: Paddock) -> None:
    icy = offered(paddock, "Icy")
    card = await paddock.type("club campaign", club="9", campaign=str(icy.campaign_id))
    assert card.menus[1] == card.menus[0]
    await paddock.type("club info", club="9")
    paddock.upstream()

    ladder = await paddock.choose(card, icy.maps[0], menu=1)

    assert ladder.message.id != card.message.id
    assert len(paddock.upstream()) <= 2
    typed = await paddock.type("club leaderboard", club="9", map=icy.maps[0])
    assert ladder.text == typed.text
    assert ladder.buttons == typed.buttons


async def test_menus_of_the_same_things_say_the_same(paddock: Paddock) -> None:
    season = await paddock.type("campaign")
    card = await paddock.type("club campaign", club="9", campaign="icy")
    page = await paddock.type("club campaigns", club="9")

    assert placeholders(season)[0] == placeholders(card)[0] == "Show a map …"
    assert all(one.endswith(" …") for one in placeholders(card) + placeholders(page))


async def test_every_club_leads_on(paddock: Paddock) -> None:
    for number in (0, 3, 9, 17):
        card = await paddock.type("club info", club=str(club(paddock, number).id))
        for label in card.buttons:
            opened = await paddock.click(card, label)
            assert opened.embeds or opened.ephemeral


async def test_a_clubs_ladder_leads_to_the_other_board_and_back(paddock: Paddock) -> None:
    await paddock.type("club info", club="9")
    season = await paddock.type("club leaderboard", club="9", map="today", rank=25)
    text = season.text
    assert "Season leaderboard" in str(season.embed.author.name)

    all_time = await paddock.click(season, "All-time board")

    assert all_time.message.id == season.message.id
    assert "All-time leaderboard" in str(all_time.embed.author.name)
    assert str(all_time.embed.footer.text).startswith("ranks 1 to 20")
    typed = await paddock.type("club leaderboard", club="9", map="today", board="all-time")
    assert all_time.text == typed.text
    again = await paddock.click(all_time, "Season board")
    assert "Season leaderboard" in str(again.embed.author.name)
    assert (await paddock.click(again, "Next")).text == text


async def test_a_map_without_a_season_has_one_board_in_a_club(paddock: Paddock) -> None:
    icy = offered(paddock, "Icy")

    ladder = await paddock.type("club leaderboard", club="9", map=icy.maps[0])

    assert list(ladder.buttons) == ["First", "Back", "Next"]


async def test_a_clubs_ladder_jumps_no_further_than_its_members(paddock: Paddock) -> None:
    ladder = await paddock.type("club leaderboard", club="9", map="today")
    ranked = int(ladder.text.split("\n")[0].rpartition(" · ")[2].split()[0].replace(",", ""))
    (jumps,) = ladder.menus
    deepest = list(jumps.values())[-1]
    assert 21 < int(deepest) <= ranked

    jumped = await paddock.choose(ladder, deepest)

    assert jumped.message.id == ladder.message.id
    assert f"`{int(deepest):,}`" in jumped.text
    assert str(jumped.embed.footer.text).startswith(f"ranks {int(deepest) // 20 * 20 + 1:,} to ")


@pytest.mark.parametrize("ranked", [0, 1, 20])
async def test_a_short_ladder_has_nowhere_to_jump(paddock: Paddock, ranked: int) -> None:
    body = example("map_club_leaderboard.json")
    rows = [body["top"][0] | {"position": place} for place in range(1, ranked + 1)]
    paddock.nadeo.failures.script(path="/club/9/top", body=body | {"top": rows, "length": ranked})

    ladder = await paddock.type("club leaderboard", club="9", map="today")

    assert ladder.menus == []
    assert not ladder.buttons["Next"]
