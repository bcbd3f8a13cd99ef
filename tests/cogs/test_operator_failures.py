"""/operator request: what an operator is told where Nadeo fails, and where nothing was sent."""

import pytest

from tests.cogs.operators import ENTER, TOKEN, ask, sent
from tests.conftest import Answer, Paddock


async def test_what_fails_after_the_button_is_told(cab: Paddock) -> None:
    answer = await ask(cab, "POST", ENTER)
    cab.nadeo.failures.mode = "down"
    cab.nadeo.failures.down_status = 0
    told = await cab.click_in_private(answer, "Send")
    assert "do not answer right now" in told.content
    assert "may have arrived" in answer.message.content
    assert answer.message.components == []
    assert len(sent(cab)) == 1


async def test_a_failure_after_the_button_may_have_had_an_effect(cab: Paddock) -> None:
    for status in (500, 503):
        cab.nadeo.failures.script(path=ENTER, status=status, body={"message": "boom"})
        done = await cab.click_in_private(await ask(cab, "POST", ENTER), "Send")
        assert f"`{status}`" in done.embed.description
        assert '"message": "boom"' in done.embed.description
        assert "may have had an effect" in done.embed.description
        assert done.message.components == []


async def sent_later(cab: Paddock, answer: Answer) -> None:
    """Expect that nothing was sent, and that the same call can be sent once."""
    assert answer.message.content.startswith("Nothing was sent")
    assert [request for request in sent(cab) if request.method == "POST"] == []
    cab.nadeo.failures.clear()
    done = await cab.click_in_private(answer, "Send")
    assert "clubState:error-wrongState" in done.embed.description
    assert [r.body for r in sent(cab) if r.method == "POST"] == [{"n": 1}]
    assert done.message.components == []


async def test_what_was_not_sent_for_want_of_a_turn_can_still_be(cab: Paddock) -> None:
    answer = await ask(cab, "POST", ENTER, body='{"n": 1}')
    longest, cab.bot.nadeo.budget.longest_wait = cab.bot.nadeo.budget.longest_wait, -1e9
    told = await cab.click_in_private(answer, "Send")
    assert "Many people are asking" in told.content
    cab.bot.nadeo.budget.longest_wait = longest
    await sent_later(cab, answer)


@pytest.mark.parametrize("status", [401, 503])
async def test_what_was_not_sent_for_want_of_a_login_can_still_be(
    cab: Paddock, status: int
) -> None:
    answer = await ask(cab, "POST", ENTER, body='{"n": 1}')
    cab.nadeo.failures.script(path="v2/auth", status=status, body={"message": "hush"}, times=9)
    cab.nadeo.tokens.revoke_all()
    told = await cab.click_in_private(answer, "Send")
    assert "Nadeo" in told.content
    assert "hush" not in told.content
    assert answer.message.content.startswith("Nothing was sent")
    assert answer.buttons == {"Send": True, "Do not send": True}


FAILING = [
    (400, {"message": "length is required", "foo": "bar"}, "Nadeo refused", '"foo": "bar"'),
    (500, {"message": "boom"}, "Nadeo failed", '"message": "boom"'),
    (503, "<html>Sorry `you`</html>", "Nadeo failed", "Sorry \\u0060you\\u0060"),
    (429, "Too many", "Nadeo failed", "Too many"),
    (200, "OK done", "Nadeo's answer", "OK done"),
    (302, "", "Nadeo's answer", "without a body"),
    (404, ["club:error-notFound"], "Nadeo refused", '"club:error-notFound"'),
]


@pytest.mark.parametrize(("status", "body", "title", "shown"), FAILING)
async def test_whatever_nadeo_answers_is_shown(
    cab: Paddock, status: int, body: object, title: str, shown: str
) -> None:
    cab.nadeo.failures.script(path="club/9$", status=status, body=body, times=9)
    answer = await ask(cab, "GET", "api/token/club/9")
    assert answer.embed.title == title
    assert f"`{status}" in answer.embed.description
    assert shown in answer.embed.description


async def test_failures_hold_no_secrets_and_are_cut(cab: Paddock) -> None:
    body = {"password": "hunter2", "note": f"{TOKEN} sandbox.token", "more": "x" * 5000}
    cab.nadeo.failures.script(path="club/9$", status=400, body=body)
    answer = await ask(cab, "GET", "api/token/club/9?key=sandbox.token")
    for secret in (TOKEN, "hunter2", "sandbox.token"):
        assert secret not in answer.embed.description
    assert len(answer.embed.description) < 2000


async def test_a_right_that_is_missing_is_not_about_reviews(cab: Paddock) -> None:
    body = {"error": "NLS::Player::MissingRule", "message": "", "traceId": "x"}
    cab.nadeo.failures.script(path="player-server", status=403, body=body)
    answer = await cab.in_private("operator servers")
    assert "a certain right" in answer.content
    assert "review" not in answer.content


async def test_what_nobody_confirms_is_forgotten_by_time(cab: Paddock) -> None:
    await ask(cab, "POST", ENTER, body='{"password": "hunter2"}')
    cab.clock.move(3601)
    await cab.env.settle()
    assert await cab.bot.store.rows("SELECT * FROM pending_calls") == []
