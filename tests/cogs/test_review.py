"""/review: the queues, the way in, the account's own submissions."""

import re

import pytest
from support import example

from bot.operator import wording
from bot.review.rows import keep_sample
from bot.sandbox.world.review import Submission
from tests.conftest import Answer, Paddock

REVIEW = "/api/token/map-review"
LEFT_OUT = ("Track of the Day", "Weekly Shorts")


def asked(paddock: Paddock) -> list[str]:
    """Return the review's routes asked since the last call, the waiting time among them."""
    paths = [request.path for request in paddock.nadeo.requests if REVIEW in request.path]
    paddock.nadeo.requests.clear()
    return [path.removeprefix(f"{REVIEW}/") for path in paths]


WAITS = {
    0: "**0 min** · 0 maps ahead",
    1: "**3 min** · 1 map ahead",
    3: "**9 min** · 3 maps ahead",
    20: "**1 h** · 20 maps ahead",
    190: "**9 h 30 min** · 190 maps ahead",
}


async def test_says_how_long_a_map_waits(paddock: Paddock) -> None:
    # Quirk 84.
    for maps, said in WAITS.items():
        paddock.nadeo.world.queue["totd"] = maps
        paddock.clock.move(3600)
        await paddock.env.settle()
        answer = await paddock.type("review wait", type="totd")
        moment = int(paddock.clock.timestamp())
        assert answer.fields == {"Track of the Day": f"{said}\nmeasured <t:{moment}:R>"}


async def test_both_types_at_a_glance(paddock: Paddock) -> None:
    answer = await paddock.type("review wait")
    assert tuple(answer.fields) == LEFT_OUT
    assert sorted(asked(paddock)) == ["totd/waiting-time", "weekly-shorts/waiting-time"]

    await paddock.type("review wait")
    assert asked(paddock) == []


async def test_a_type_that_fails_does_not_hide_the_other(paddock: Paddock) -> None:
    # Quirk 82.
    paddock.nadeo.failures.script(
        path="totd/waiting-time", status=403, body="Only official MapReview"
    )
    fields = (await paddock.type("review wait")).fields
    assert fields["Track of the Day"] == "Nadeo knows no such map review."
    assert "ahead" in fields["Weekly Shorts"]


async def test_while_nadeo_is_down_the_last_answer_comes_with_its_age(paddock: Paddock) -> None:
    paddock.nadeo.world.queue["totd"] = 3
    await paddock.type("review wait", type="totd")
    measured = int(paddock.clock.timestamp())
    paddock.nadeo.failures.mode = "down"
    paddock.clock.move(300)

    said = (await paddock.type("review wait", type="totd")).fields["Track of the Day"]
    assert said.startswith("**9 min**")
    assert f"⚠️ Nadeo does not answer: this is from <t:{measured}:R>." in said


async def test_after_a_start_with_nadeo_down_a_sample_stands_in(paddock: Paddock) -> None:
    paddock.nadeo.failures.mode = "down"
    now = paddock.clock.timestamp()
    await keep_sample(paddock.bot.store, "totd", now - 3600, 540)
    await keep_sample(paddock.bot.store, "weekly-shorts", now - 7 * 3600, 540)

    fields = (await paddock.type("review wait")).fields
    assert f"<t:{int(now - 3600)}:R>" in fields["Track of the Day"]
    assert fields["Weekly Shorts"].startswith("Nadeo's servers do not answer")

    answer = await paddock.type("review wait", type="weekly-shorts")
    assert answer.content.startswith("Nadeo's servers do not answer")
    assert answer.ephemeral


async def test_four_readings_of_the_way_in(paddock: Paddock) -> None:
    # Quirk 86.
    world = paddock.nadeo.world
    world.queue["totd"] = 0
    assert "No map waits" in (await paddock.type("review join", type="totd")).fields[LEFT_OUT[0]]

    world.queue["totd"] = 4
    readings: list[str] = []
    for _ in range(3):
        readings.append((await paddock.type("review join", type="totd")).fields[LEFT_OUT[0]])
        paddock.clock.move(20)
    starting, linked, ready = readings
    assert "has no link yet" in starting
    assert "#qjoin" not in starting
    assert "may not work yet" in linked
    assert "is up" in ready
    for reading in (linked, ready):
        assert re.search(r"```\n#qjoin=[\w-]+\n```", reading)


async def test_a_link_comes_with_how_to_use_it(paddock: Paddock) -> None:
    paddock.nadeo.world.review_servers.fixed["totd"] = "ready"
    with_link = await paddock.type("review join", type="totd")
    assert "inside Trackmania" in with_link.embed.footer.text

    paddock.nadeo.world.review_servers.fixed["totd"] = "no-map"
    assert (await paddock.type("review join", type="totd")).embed.footer.text is None


async def test_the_way_in_is_asked_on_each_command_and_never_otherwise(paddock: Paddock) -> None:
    # Quirk 87: asking may start a server.
    for _ in range(2):
        await paddock.type("review join", type="totd")
        assert asked(paddock) == ["totd/connect"]
    await paddock.type("review join")
    assert asked(paddock) == ["totd/connect", "weekly-shorts/connect"]

    for _ in range(3):
        paddock.clock.move(120)
        await paddock.env.settle()
    await paddock.type("review wait")
    await paddock.type("review history")
    assert [path for path in asked(paddock) if "connect" in path] == []


async def test_one_way_in_that_fails_does_not_hide_the_other(paddock: Paddock) -> None:
    paddock.nadeo.world.review_servers.fixed["weekly-shorts"] = "ready"
    paddock.nadeo.failures.script(path="totd/connect", status=503, times=9)
    answer = await paddock.type("review join")
    assert answer.fields[LEFT_OUT[0]].startswith("Nadeo's servers do not answer")
    assert "#qjoin" in answer.fields[LEFT_OUT[1]]
    assert "inside Trackmania" in answer.embed.footer.text

    paddock.nadeo.failures.mode = "down"
    failed = await paddock.type("review join")
    assert failed.content.startswith("Nadeo's servers do not answer")
    assert failed.ephemeral


async def test_submissions_are_for_operators_alone(paddock: Paddock) -> None:
    # Quirk 79: they are the account's own.
    refused = await paddock.type("review submissions")
    assert refused.ephemeral
    assert refused.content == str(wording.ACCOUNT_DATA)
    assert asked(paddock) == []

    paddock.let_operate(paddock.member.id)
    assert (await paddock.type("review submissions")).ephemeral


async def test_submissions_can_be_shared(paddock: Paddock) -> None:
    paddock.let_operate(0, share_account=True)
    answer = await paddock.type("review submissions", type="totd")
    assert not answer.ephemeral
    assert "Track of the Day: **6**" in answer.embed.description


async def submissions(paddock: Paddock, review_type: str | None = None) -> Answer:
    paddock.let_operate(paddock.member.id)
    options = {} if review_type is None else {"type": review_type}
    return await paddock.type("review submissions", **options)


async def test_submissions_with_their_votes(paddock: Paddock) -> None:
    first = await submissions(paddock, "totd")
    second = await paddock.click(first, "Next")
    shown = first.fields | second.fields
    assert len(shown) == 6

    liked = shown["B08"]
    assert "★★★★☆ **4.37** (27 votes)" in liked
    assert "5★ ████████████ 17\n4★ █████        7\n3★              0\n" in liked
    assert "Styles: Puzzle" in liked
    nominated = shown[r"Soaring \| Terrace"]
    assert "🏆 **nominated**" in nominated
    assert "Labels: Reviewed by Nadeo" in nominated
    assert "Nadeo's note: **2**" in shown[r"\|\|Review\|\| me"]


@pytest.mark.parametrize(
    ("average", "stars"), [(2.5, "★★★☆☆"), (3.5, "★★★★☆"), (2.49, "★★☆☆☆"), (99.0, "★★★★★")]
)
async def test_half_a_star_counts(paddock: Paddock, average: float, stars: str) -> None:
    body = example("map_review_submitted.json")
    body["submittedMaps"] = body["submittedMaps"][:1]
    body["submittedMaps"][0]["noteInfo"]["average"] = average
    paddock.nadeo.failures.script(path="submitted-map", body=body)
    (said,) = (await submissions(paddock, "totd")).fields.values()
    assert said.startswith(f"{stars} ")


async def test_without_votes_there_is_no_average(paddock: Paddock) -> None:
    # Quirk 83.
    fresh = (await submissions(paddock, "totd")).fields[r"4 - Sunset\_Sprint"]
    assert "no votes yet" in fresh
    assert "★" not in fresh


async def test_submissions_lead_to_their_review_pages(paddock: Paddock) -> None:
    page = await submissions(paddock, "weekly-shorts")
    uid = paddock.nadeo.world.submissions["weekly-shorts"][0].map_uid
    (said,) = page.fields.values()
    assert f"https://www.trackmania.com/player/tracks/track-reviews/weekly-shorts/{uid}" in said


async def test_submissions_of_one_type_that_fail_do_not_hide_the_other(paddock: Paddock) -> None:
    paddock.nadeo.failures.script(path="totd/submitted-map", status=503, times=9)
    page = await submissions(paddock)
    first, second = page.embed.description.splitlines()
    assert first == "Weekly Shorts: **1**"
    assert second.startswith("Track of the Day: Nadeo's servers do not answer")
    assert len(page.fields) == 1

    paddock.nadeo.failures.mode = "down"
    paddock.clock.move(86_400)
    failed = await submissions(paddock, "totd")
    assert failed.content.startswith("Nadeo's servers do not answer")


async def test_a_submission_without_map_and_votes(paddock: Paddock) -> None:
    # Quirk 81: how many voted is told all the same, and its map can be asked for.
    bare = example("map_review_submitted_bare.json")
    track = await paddock.bot.lookup.typed_maps.track("today")
    title = (await paddock.type("totd")).embed.title
    bare["submittedMaps"][0]["mapUid"] = track.map_uid
    paddock.nadeo.failures.script(path="submitted-map", body=bare)
    paddock.upstream()
    page = await submissions(paddock, "totd")
    assert sorted(said.splitlines()[0] for said in page.fields.values()) == [
        "27 votes, of which Nadeo tells no more",
        "35 votes, of which Nadeo tells no more",
        "no votes yet",
    ]
    assert title in page.fields
    assert [path for path in paddock.upstream() if "get-multiple" in path] != []


async def test_submissions_whose_maps_are_not_told(paddock: Paddock) -> None:
    # Quirk 81.
    bare = example("map_review_submitted_bare.json")
    paddock.nadeo.failures.script(path="submitted-map", body=bare)
    paddock.nadeo.failures.script(path="get-multiple", status=503, times=9)
    page = await submissions(paddock, "totd")
    uids = [entry["mapUid"] for entry in bare["submittedMaps"]]
    assert {name.replace("\\", "") for name in page.fields} == set(uids)


async def test_the_account_may_have_submitted_nothing(paddock: Paddock) -> None:
    paddock.nadeo.world.submissions["totd"].clear()
    page = await submissions(paddock, "totd")
    assert "has submitted no maps" in page.embed.description
    assert page.message.components == []


@pytest.mark.parametrize(("count", "requests"), [(143, 1), (144, 2), (145, 2), (300, 3)])
async def test_asks_until_a_page_is_short_or_empty(
    paddock: Paddock, count: int, requests: int
) -> None:
    # Quirk 33: the count is that of the page.
    own = paddock.nadeo.world.submissions["totd"]
    first = own[0]
    own[:] = [Submission(f"uid{number:022}", first.first, number) for number in range(count)]

    page = await submissions(paddock, "totd")
    assert f"Track of the Day: **{count}**" in page.embed.description
    assert asked(paddock) == ["totd/submitted-map"] * requests

    await paddock.click(page, "Next")
    assert asked(paddock) == []


async def test_a_nadeo_that_repeats_itself_is_not_asked_for_ever(paddock: Paddock) -> None:
    full = example("map_review_submitted.json")
    full["submittedMaps"] = full["submittedMaps"][:1] * 144
    paddock.nadeo.failures.script(path="submitted-map", body=full, times=100)
    page = await submissions(paddock, "totd")
    assert "**1**" in page.embed.description
    assert len(asked(paddock)) == 2


async def test_long_words_do_not_break_a_submission(paddock: Paddock) -> None:
    own = paddock.nadeo.world.submissions["totd"]
    own[:] = [
        Submission(
            own[0].map_uid,
            own[0].first,
            own[0].latest,
            [99_999] * 5,
            nominated=True,
            labels=("_" * 200,) * 30,
            styles=("[x](https://evil.example)",) * 30,
            nadeo_note=5,
        )
    ]
    ((_, said),) = (await submissions(paddock, "totd")).fields.items()
    assert len(said) <= 1024
    assert "review page" in said
    assert "](https://evil" not in said


async def test_pages_stay_with_operators(paddock: Paddock) -> None:
    page = await submissions(paddock, "totd")
    paddock.let_operate(0)
    assert "only they may ask" in (await paddock.click(page, "Next")).content


class TestDedicatedAccount:
    """Quirks 64 and 85: a server has no maps, and may not review any."""

    @pytest.fixture
    def overrides(self) -> dict[str, object]:
        return {"NADEO_ACCOUNT": "dedicated"}

    @pytest.mark.parametrize("command", ["join", "submissions"])
    async def test_refuses_before_any_request(self, paddock: Paddock, command: str) -> None:
        paddock.let_operate(paddock.member.id)
        answer = await paddock.type(f"review {command}")
        assert "service account" in answer.content
        assert answer.ephemeral
        assert asked(paddock) == []

    async def test_may_ask_for_the_waiting_time(self, paddock: Paddock) -> None:
        assert tuple((await paddock.type("review wait")).fields) == LEFT_OUT


async def test_history_without_samples(paddock: Paddock) -> None:
    fields = (await paddock.type("review history")).fields
    assert tuple(fields) == LEFT_OUT
    assert set(fields.values()) == {"I have not measured anything in that time."}


async def test_history_sums_up_the_samples(paddock: Paddock) -> None:
    now = paddock.clock.timestamp()
    for hour, seconds in enumerate((540, 0, 1800, 34_200)):
        await keep_sample(paddock.bot.store, "totd", now - 3600 * (hour + 0.5), seconds)
    answer = await paddock.type("review history", type="totd", hours=3)

    (said,) = answer.fields.values()
    assert answer.embed.description == "the last 3 h"
    assert said.splitlines()[1:] == [
        "▁ 0 min · █ 30 min",
        f"last **9 min** <t:{int(now - 1800)}:R>",
        "average **13 min**",
        f"shortest **0 min** <t:{int(now - 5400)}:R>",
        f"longest **30 min** <t:{int(now - 9000)}:R>",
    ]


async def test_history_draws_a_line_of_time(paddock: Paddock) -> None:
    now = paddock.clock.timestamp()
    await keep_sample(paddock.bot.store, "totd", now - 24 * 3600 + 1, 1800)
    await keep_sample(paddock.bot.store, "totd", now - 12 * 3600 + 1, 0)
    await keep_sample(paddock.bot.store, "totd", now, 900)
    (said,) = (await paddock.type("review history", type="totd")).fields.values()
    assert said.splitlines()[:2] == [f"`█{'·' * 11}▁{'·' * 10}▅`", "▁ 0 min · █ 30 min"]


async def test_a_small_change_fills_the_line_of_time(paddock: Paddock) -> None:
    now = paddock.clock.timestamp()
    await keep_sample(paddock.bot.store, "totd", now - 3600 + 1, 78 * 60)
    await keep_sample(paddock.bot.store, "totd", now, 87 * 60)
    (said,) = (await paddock.type("review history", type="totd", hours=1)).fields.values()
    assert said.splitlines()[:2] == [f"`▁{'·' * 22}█`", "▁ 1 h 18 min · █ 1 h 27 min"]


async def test_a_wait_that_never_changed_has_a_flat_line(paddock: Paddock) -> None:
    await keep_sample(paddock.bot.store, "totd", paddock.clock.timestamp(), 0)
    (said,) = (await paddock.type("review history", type="totd")).fields.values()
    assert said.splitlines()[:2] == [f"`{'·' * 23}▁`", "▁ 0 min"]


async def test_the_sampler_feeds_the_history(paddock: Paddock) -> None:
    for _ in range(3):
        paddock.clock.move(60)
        await paddock.env.settle()
    (said,) = (await paddock.type("review history", type="totd", hours=1)).fields.values()
    assert "average" in said
