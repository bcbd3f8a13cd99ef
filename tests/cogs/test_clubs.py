"""/club info, /club campaigns, /club campaign."""

import json
from typing import Any

import pytest
from support import example

from tests.cogs.offers import club, menu, offered
from tests.conftest import Paddock

CLUB = "/api/token/club"


# --- /club info ----------------------------------------------------------------------------------


async def test_a_club_with_its_members_counted(paddock: Paddock) -> None:
    answer = await paddock.type("club info", club="9")
    assert answer.embed.title == "Pit Stop"
    assert answer.embed.url == "https://trackmania.io/#/clubs/9"
    assert answer.fields["Members"] == f"**{len(club(paddock, 0).members)}**"
    assert answer.fields["State"] == "public"
    assert not answer.ephemeral
    assert paddock.upstream() == [f"{CLUB}/9", f"{CLUB}/9/member"]

    await paddock.type("club info", club="9")
    assert paddock.upstream() == []


async def test_roles_are_counted_however_they_are_spelled(paddock: Paddock) -> None:
    # Quirk 41, and 40: those who applied are not in yet.
    second = club(paddock, 1)
    members = (await paddock.type("club info", club=str(second.id))).fields["Members"]
    roles = [member.role.replace("_", " ") for member in second.members]
    assert f"{roles.count('Content Creator')} content creator" in members
    assert f"{roles.count('Admin')} admin" in members
    assert f"{roles.count('Apply')} applicant" in members


async def test_names_tags_and_descriptions_are_safe(paddock: Paddock) -> None:
    # Quirks 100 and 102.
    for number in range(7):
        answer = await paddock.type("club info", club=str(club(paddock, number).id))
        shown = json.dumps(answer.embed.to_dict(), ensure_ascii=False)
        assert answer.embed.title
        assert "](https://evil" not in shown
        assert "@everyone" not in shown
        assert "||" not in shown.replace(r"\|\|", "")


async def test_pictures_are_png_only(paddock: Paddock) -> None:
    # Quirk 38.
    with_pictures = (await paddock.type("club info", club="9")).embed
    assert "/png/" in with_pictures.thumbnail.url
    assert "/png/" in with_pictures.image.url
    themed = (await paddock.type("club info", club=str(club(paddock, 1).id))).embed
    assert themed.thumbnail.url is None
    assert themed.image.url is None


@pytest.mark.parametrize(
    ("number", "state"), [(6, "private, takes requests"), (9, "private, closed")]
)
async def test_states_in_words(paddock: Paddock, number: int, state: str) -> None:
    answer = await paddock.type("club info", club=str(club(paddock, number).id))
    assert answer.fields["State"] == state


async def test_a_state_and_member_list_that_nobody_knows(paddock: Paddock) -> None:
    body = example("club.json") | {"state": "haunted|house", "id": 9}
    paddock.nadeo.failures.script(path="club/9$", body=body)
    paddock.nadeo.failures.script(
        path="member", status=403, body=["clubMemberRole:error-notMember"]
    )
    answer = await paddock.type("club info", club="9")
    assert answer.fields["State"] == r"haunted\|house"
    assert answer.fields["Members"] == "not told"


async def test_members_that_cannot_be_counted_hide_no_club(paddock: Paddock) -> None:
    for status in (500, 503):
        paddock.nadeo.failures.script(path="club/9/member", status=status, times=2)
        answer = await paddock.type("club info", club="9")
        assert answer.embed.title == "Pit Stop"
        assert answer.fields["Members"] == "not told"


async def test_without_a_login_there_is_no_half_a_card(paddock: Paddock) -> None:
    paddock.nadeo.failures.script(path="club/9/member", status=401, times=9)
    assert "does not accept my login" in (await paddock.type("club info", club="9")).content


async def test_an_unknown_club(paddock: Paddock) -> None:
    # Quirk 90: only the club itself says so; all else is merely empty.
    track = await paddock.bot.lookup.typed_maps.track("today")
    for command, options in (
        ("info", {}),
        ("campaigns", {}),
        ("rooms", {}),
        ("campaign", {"campaign": "5"}),
        ("leaderboard", {"map": track.map_uid}),
    ):
        answer = await paddock.type(f"club {command}", club="1", **options)
        assert "Nadeo knows no such club" in answer.content
        assert answer.ephemeral


async def test_what_can_be_no_club(paddock: Paddock) -> None:
    for typed in ("0", "12345678901", "$f00", "   "):
        answer = await paddock.type("club info", club=typed)
        assert "Nadeo knows no such club" in answer.content
        assert answer.ephemeral
    assert paddock.upstream() == []


async def test_numbers_and_links(paddock: Paddock) -> None:
    link = "https://trackmania.io/#/clubs/9"
    for typed in ("9", "0009", " 9 ", link, "trackmania.com/clubs/9/campaigns"):
        assert (await paddock.type("club info", club=typed)).embed.title == "Pit Stop"


async def test_a_name_is_searched_for_once(paddock: Paddock) -> None:
    assert (await paddock.type("club info", club="pit stop")).embed.title == "Pit Stop"
    # Codes stand between the two words, and Nadeo looks at names as they are written.
    # The search holds all that a card shows but the members.
    assert paddock.upstream() == [CLUB, CLUB, f"{CLUB}/9/member"]
    await paddock.type("club campaigns", club="PIT STOP")
    assert CLUB not in paddock.upstream()


async def test_names_of_none_and_of_several(paddock: Paddock) -> None:
    none = await paddock.type("club info", club="no such club anywhere")
    assert "Nadeo knows no such club" in none.content
    several = await paddock.type("club info", club="$f00o")
    head, *_ = several.content.splitlines()
    assert head == "Several clubs fit:"
    (offered,) = several.menus
    assert len(offered) > 5
    assert all(label.rpartition(" · ")[2].isdecimal() for label in offered)


async def test_an_exact_name_among_many(paddock: Paddock) -> None:
    # Quirk 88: a search gives 200 hits at most.
    found = example("clubs_search.json")["clubList"][0]
    many = [found | {"id": 1000 + number, "name": f"Race {number:03}"} for number in range(199)]
    hits = {"clubList": [*many, found | {"id": 77, "name": "$f00Race"}], "clubCount": 200}
    paddock.nadeo.failures.script(path="token/club$", body=hits)
    answer = await paddock.type("club info", club="race")
    assert answer.embed.title == "Race"
    assert str(answer.embed.url).endswith("/clubs/77")


async def test_a_search_asks_for_all_hits(paddock: Paddock) -> None:
    await paddock.type("club info", club="fox")
    (search,) = [request for request in paddock.nadeo.requests if request.path == CLUB]
    assert search.query["length"] == ["200"]


async def test_a_club_found_long_ago_is_shown_with_its_age(paddock: Paddock) -> None:
    await paddock.type("club info", club="fox")
    paddock.nadeo.failures.mode = "down"
    paddock.clock.move(7200)
    answer = await paddock.type("club info", club="3845")
    assert "⚠️ Nadeo does not answer" in answer.embed.description


async def test_an_old_card_says_so(paddock: Paddock) -> None:
    await paddock.type("club info", club="9")
    paddock.nadeo.failures.mode = "down"
    paddock.clock.move(3600)
    answer = await paddock.type("club info", club="9")
    assert "⚠️ Nadeo does not answer" in answer.embed.description


# --- /club campaigns, /club campaign -------------------------------------------------------------


async def test_campaigns_with_their_numbers(paddock: Paddock) -> None:
    # Quirks 60 and 89.
    answer = await paddock.type("club campaigns", club="9")
    icy = offered(paddock, "Icy")
    assert "`25 maps` **Icy Summer**" in answer.embed.description
    assert str(icy.campaign_id) not in answer.embed.description
    assert r"\[free\]\(https:" in answer.embed.description
    assert "page 1 of 1 · 4 in all" in answer.embed.footer.text
    assert len(paddock.upstream()) == 2


async def test_folders_are_opened_from_a_menu(paddock: Paddock) -> None:
    top = await paddock.type("club campaigns", club="9")
    assert list(top.menus[1]) == ["Archive"]
    inside = await paddock.choose(top, top.menus[1]["Archive"], menu=1)
    assert inside.message.id == top.message.id
    assert "**Winter $39fold**".replace("$39f", "") in inside.embed.description
    assert list(inside.menus[1]) == ["Back to the top"]
    back = await paddock.choose(inside, "0", menu=1)
    assert back.embed.description == top.embed.description


async def test_a_club_with_many_activities(paddock: Paddock) -> None:
    def page(first: int) -> dict[str, Any]:
        entries = [
            {
                "activityId": n,
                "activityType": "campaign",
                "campaignId": n,
                "name": f"C{n}",
                "position": n,
            }
            for n in range(first, first + 250)
        ]
        return {"activityList": entries, "itemCount": 500, "maxPage": 2}

    for first in (1, 251):
        paddock.nadeo.failures.script(path="club/9/activity", body=page(first))
    answer = await paddock.type("club campaigns", club="9")
    assert "page 1 of 34 · 500 in all" in answer.embed.footer.text
    answer = await paddock.click(answer, "Next")
    assert "**C16**" in answer.embed.description


async def test_a_club_without_campaigns(paddock: Paddock) -> None:
    empty = example("club_activities_unknown_club.json")
    paddock.nadeo.failures.script(path="club/9/activity", body=empty)
    answer = await paddock.type("club campaigns", club="9")
    assert "no campaigns here" in answer.embed.description


async def test_maps_of_a_campaign(paddock: Paddock) -> None:
    icy = offered(paddock, "Icy")
    answer = await paddock.type("club campaign", club="9", campaign=str(icy.campaign_id))
    assert answer.embed.title == "Icy Summer"
    assert answer.embed.footer.text == "25 maps"
    assert answer.embed.description.count("`") == 2 * 25
    assert "Ends" not in answer.embed.description
    assert len(paddock.upstream()) == 2
    assert len(menu(answer)) == 25

    card = await paddock.choose(answer, icy.maps[0])
    assert icy.maps[0] in str(card.embed.url)


async def test_a_campaign_by_name_or_link(paddock: Paddock) -> None:
    # Quirk 34 too: this one ends.
    three = offered(paddock, "Three")
    for typed in ("three", f"https://trackmania.io/#/campaigns/9/{three.campaign_id}"):
        answer = await paddock.type("club campaign", club="9", campaign=typed)
        assert answer.embed.footer.text == "3 maps"
        assert f"Ends <t:{three.end}:R>" in answer.embed.description


async def test_campaigns_in_folders_are_found_by_name(paddock: Paddock) -> None:
    answer = await paddock.type("club campaign", club="9", campaign="winter")
    assert answer.embed.title.startswith("Winter")
    activity, campaign = f"{CLUB}/9/activity", offered(paddock, "Winter").campaign_id
    asked = paddock.upstream()
    assert asked[:3] == [activity, activity, f"{CLUB}/9/campaign/{campaign}"]
    assert len(asked) == 4
    await paddock.type("club campaign", club="9", campaign="winter")
    assert paddock.upstream() == []


async def test_a_folder_that_tells_nothing_is_no_proof_that_there_is_no_campaign(
    paddock: Paddock,
) -> None:
    await paddock.type("club campaigns", club="9")
    paddock.nadeo.failures.script(path="club/9/activity", status=503, body="", times=50)
    answer = await paddock.type("club campaign", club="9", campaign="winter")
    assert "do not answer right now" in answer.content


async def test_folders_are_left_closed_where_the_top_answers(paddock: Paddock) -> None:
    await paddock.type("club campaign", club="9", campaign="icy")
    assert paddock.upstream().count(f"{CLUB}/9/activity") == 1


async def test_a_club_with_many_folders(paddock: Paddock) -> None:
    folders = [{"activityId": n, "activityType": "folder", "name": f"F{n}"} for n in range(1, 31)]
    body = {"activityList": folders, "itemCount": 30, "maxPage": 1}
    paddock.nadeo.failures.script(path="club/9/activity", body=body)
    paddock.nadeo.failures.script(path="club/9/activity", status=403, body="no")
    answer = await paddock.type("club campaign", club="9", campaign="nowhere")
    assert "no campaign of this number or name" in answer.content
    assert len(paddock.upstream()) == 6


async def test_a_server_that_ignores_the_offset(paddock: Paddock) -> None:
    entries = [
        {"activityId": n, "activityType": "campaign", "campaignId": n, "name": f"C{n}"}
        for n in range(1, 246)
    ]
    folders = {f"F{n}": n for n in range(300, 305)}
    entries += [
        {"activityId": n, "activityType": "folder", "name": name} for name, n in folders.items()
    ]
    body = {"activityList": entries, "itemCount": 900, "maxPage": 4}
    paddock.nadeo.failures.script(path="club/9/activity$", body=body, times=9)
    answer = await paddock.type("club campaigns", club="9")
    assert "245 in all" in answer.embed.footer.text
    assert list(answer.menus[1]) == list(folders)
    assert paddock.upstream().count(f"{CLUB}/9/activity") == 2


async def test_a_campaign_that_none_is_called(paddock: Paddock) -> None:
    answer = await paddock.type("club campaign", club="9", campaign="nowhere to be found")
    assert "no campaign of this number or name" in answer.content


async def test_a_campaign_without_maps(paddock: Paddock) -> None:
    # Quirk 59.
    soon = offered(paddock, "Coming")
    answer = await paddock.type("club campaign", club="9", campaign=str(soon.campaign_id))
    assert "has no maps yet" in answer.embed.description
    assert answer.embed.footer.text == "0 maps"
    assert answer.message.components == []


async def test_the_number_of_an_activity_is_explained(paddock: Paddock) -> None:
    # Quirk 60.
    icy = offered(paddock, "Icy")
    answer = await paddock.type("club campaign", club="9", campaign=str(icy.id))
    assert f"has the number `{icy.campaign_id}`" in answer.content
    assert answer.ephemeral


async def test_the_number_of_an_activity_in_a_folder_is_explained(paddock: Paddock) -> None:
    # Quirk 60.
    winter = offered(paddock, "Winter")
    answer = await paddock.type("club campaign", club="9", campaign=str(winter.id))
    assert f"has the number `{winter.campaign_id}`" in answer.content


async def test_a_campaign_that_never_answers(paddock: Paddock) -> None:
    # Quirks 21 and 91.
    never = offered(paddock, "Never")
    answer = await paddock.type("club campaign", club="9", campaign=str(never.campaign_id))
    assert "shows nothing of it" in answer.content


async def test_a_map_twice_in_a_campaign_is_offered_once(paddock: Paddock) -> None:
    # Discord refuses a menu with the same value twice.
    track = await paddock.bot.lookup.typed_maps.track("today")
    body = example("club_campaign.json")
    body["campaign"]["playlist"] = [
        entry | {"mapUid": track.map_uid} for entry in body["campaign"]["playlist"][:2]
    ]
    paddock.nadeo.failures.script(path="club/9/campaign/", body=body)
    answer = await paddock.type("club campaign", club="9", campaign="28446")
    assert answer.embed.footer.text == "2 maps"
    assert [option["value"] for option in menu(answer)] == [track.map_uid]


async def test_a_map_that_nadeo_no_longer_knows(paddock: Paddock) -> None:
    three = offered(paddock, "Three")
    empty = {"mapList": [], "itemCount": 0}
    paddock.nadeo.failures.script(path="get-multiple", body=empty)
    answer = await paddock.type("club campaign", club="9", campaign=str(three.campaign_id))
    assert answer.embed.description.count("unknown map") == 3


@pytest.mark.parametrize("body", [b"", {}, []])
async def test_a_campaign_in_which_nothing_is(paddock: Paddock, body: object) -> None:
    # Quirks 20 and 21.
    paddock.nadeo.failures.script(path="club/9/campaign/", body=body)
    answer = await paddock.type("club campaign", club="9", campaign="28001")
    assert "shows nothing of it" in answer.content


async def test_maps_that_are_not_told_hide_no_campaign(paddock: Paddock) -> None:
    three = offered(paddock, "Three")
    options = {"club": "9", "campaign": str(three.campaign_id)}
    await paddock.type("map", query=three.maps[0])
    paddock.nadeo.failures.script(path="get-multiple", status=503, times=2)
    answer = await paddock.type("club campaign", **options)
    assert "do not answer right now" in answer.embed.description
    assert "unknown map" not in answer.embed.description
    assert answer.embed.description.count("`") == 2
    assert [option["value"] for option in menu(answer)] == [three.maps[0]]

    paddock.nadeo.failures.script(path="get-multiple", status=401, times=9)
    assert "my login" in (await paddock.type("club campaign", **options)).content


async def test_maps_are_asked_for_once_a_day(paddock: Paddock) -> None:
    three = offered(paddock, "Three")
    await paddock.type("club campaign", club="9", campaign=str(three.campaign_id))
    paddock.upstream()
    paddock.nadeo.failures.script(path="get-multiple", status=503, times=50)
    paddock.clock.move(2 * 86_400)
    answer = await paddock.type("club campaign", club="9", campaign=str(three.campaign_id))
    assert answer.embed.footer.text == "3 maps"
