"""Whatever Nadeo does, a command ends in one friendly sentence that only one person sees."""

from datetime import date

import pytest

from bot.face import wording
from bot.nadeo.errors import LoginRejected, NadeoError, TooManyRequests, Unauthorized, Unavailable
from tests.conftest import WITHOUT_WARM_UP, Paddock

SENTENCES: dict[str, type[NadeoError]] = {
    "down": Unavailable,
    "html": Unavailable,
    "unauthorized": Unauthorized,
    "too-many": TooManyRequests,
}
COMMANDS: list[tuple[str, dict[str, object]]] = [
    ("totd", {"date": "2021-05-05"}),
    ("leaderboard", {}),
]


@pytest.fixture(autouse=True)
def no_real_waiting(paddock: Paddock) -> None:
    paddock.nadeo.failures.retry_after = None


@pytest.mark.parametrize(("command", "options"), COMMANDS, ids=[name for name, _ in COMMANDS])
@pytest.mark.parametrize("mode", SENTENCES)
async def test_a_failure_is_told_to_one_person(
    paddock: Paddock, command: str, options: dict[str, object], mode: str
) -> None:
    paddock.nadeo.failures.mode = mode  # type: ignore[assignment] # a Mode

    answer = await paddock.type(command, **options)

    assert answer.content == str(wording.NADEO_SENTENCES[SENTENCES[mode]])
    assert answer.ephemeral
    assert answer.embeds == []
    # It is the first response, so nothing was promised to everybody.
    assert answer.result.followups == []
    assert len(paddock.upstream()) <= 4


@pytest.mark.usefixtures("late")
@pytest.mark.parametrize(("command", "options"), COMMANDS, ids=[name for name, _ in COMMANDS])
async def test_a_late_failure_takes_the_promise_back(
    paddock: Paddock, command: str, options: dict[str, object]
) -> None:
    paddock.nadeo.failures.mode = "down"

    answer = await paddock.type(command, **options)

    assert answer.ephemeral
    # The loading message, which everybody saw, is gone.
    assert answer.result.response is None
    assert [request.method for request in paddock.env.http_requests[-3:]] == [
        "POST",
        "DELETE",
        "POST",
    ]


async def test_a_single_hiccup_is_not_noticed(paddock: Paddock) -> None:
    paddock.nadeo.failures.script(path="/top$", status=503)

    answer = await paddock.type("leaderboard")

    assert answer.embed.author.name.startswith("Season leaderboard")


async def test_a_dead_token_is_not_noticed(paddock: Paddock) -> None:
    paddock.nadeo.tokens.expire_access()
    assert (await paddock.type("leaderboard")).embeds

    paddock.nadeo.tokens.revoke_all()
    assert (await paddock.type("totd", date="2021-05-05")).embeds


async def test_a_rejected_login_is_told_and_not_repeated(paddock: Paddock) -> None:
    paddock.nadeo.tokens.revoke_all()
    refusal = {"code": "C-AA-00-03", "correlation_id": "x", "message": "Invalid credentials."}
    paddock.nadeo.failures.script(path="token/basic", status=401, body=refusal, times=99)

    for command, options in COMMANDS:
        answer = await paddock.type(command, **options)
        assert answer.content == str(wording.NADEO_SENTENCES[LoginRejected])
        assert answer.ephemeral

    logins = [one for one in paddock.nadeo.requests if one.path.endswith("token/basic")]
    assert len(logins) == 1


async def test_a_dedicated_account_answers_these_commands_as_well(paddock: Paddock) -> None:
    paddock.bot.nadeo._settings = paddock.bot.settings.model_copy(
        update={"nadeo_account": "dedicated"}
    )

    assert (await paddock.type("totd")).embeds
    assert (await paddock.type("leaderboard")).embeds


async def test_an_answer_of_an_unknown_form_is_told(paddock: Paddock) -> None:
    paddock.nadeo.failures.script(path="/top$", body=["what", "is", "this"], times=9)

    answer = await paddock.type("leaderboard")

    assert answer.content == "Nadeo answered something I do not understand. Please try again later."


@WITHOUT_WARM_UP
async def test_the_first_command_after_an_outage_is_answered(paddock: Paddock) -> None:
    assert (await paddock.type("totd")).embed.title


# --- the last good answer ------------------------------------------------------------------------


@pytest.mark.parametrize("mode", SENTENCES)
async def test_what_was_known_is_shown_with_its_age(paddock: Paddock, mode: str) -> None:
    fresh_card = await paddock.type("totd")
    fresh_board = await paddock.type("leaderboard")
    then = int(paddock.clock.timestamp())
    paddock.clock.move(86400 + 60)
    paddock.nadeo.failures.mode = mode  # type: ignore[assignment] # a Mode

    card = await paddock.type("totd")
    board = await paddock.type("leaderboard")

    note = f"⚠️ Nadeo does not answer: this is from <t:{then}:R>."
    assert card.embed.title == fresh_card.embed.title
    assert note in str(card.embed.description)
    assert note in str(board.embed.description)
    rows = str(fresh_board.embed.description).split("\n")[:20]
    assert str(board.embed.description).split("\n")[:20] == rows
    assert not card.ephemeral


async def test_a_day_that_is_over_needs_no_nadeo(paddock: Paddock) -> None:
    card = await paddock.type("totd", date="2021-05-05")
    paddock.nadeo.failures.mode = "down"

    again = await paddock.type("totd", date="2021-05-05")

    assert again.embed == card.embed
    assert paddock.bot.lookup.typed_maps.newest_date() == date(2026, 8, 22)


@WITHOUT_WARM_UP
async def test_an_answer_of_unknown_age_is_shown_with_a_plain_sentence(paddock: Paddock) -> None:
    # The year's months come with another month; when they were asked for is not noted for these.
    assert (await paddock.type("calendar", month="2026-03")).embeds
    world = paddock.nadeo.world
    running = world.days.newest(world.now())
    assert running is not None
    assert (await paddock.type("map", query=running.map_uid)).embeds
    paddock.nadeo.failures.mode = "down"

    card = await paddock.type("totd")

    assert "⚠️ Nadeo does not answer, so this may be out of date." in card.text
