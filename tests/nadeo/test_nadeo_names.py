"""Player names and ids through OAuth."""

import pytest

from bot.nadeo import LiveClient
from bot.nadeo.errors import Unauthorized, UnexpectedAnswer
from tests.nadeo.clients import MakeClient
from tests.nadeo.leaks import raises
from tests.nadeo.samples import ACCOUNT, STRANGER
from tests.nadeo.stand_in import Nadeo

NAMES = "/api/display-names"
IDS = "/api/display-names/account-ids"
NADEO_AUTHORS = ["d2372a08-a8a1-46cb-97fb-23a161d85ad0", "aa02b90e-0652-4a1c-b705-4677e2983003"]


async def test_names_of_accounts(client: LiveClient, nadeo: Nadeo) -> None:
    # quirk 93: ids without a name are missing
    nadeo.answer("GET", NAMES, body={ACCOUNT: "Ace"})
    assert await client.get_display_names([ACCOUNT, STRANGER, ACCOUNT, ""]) == {ACCOUNT: "Ace"}
    (seen,) = nadeo.calls()
    assert (seen.host, seen.query) == (
        "oauth",
        [("accountId[]", ACCOUNT), ("accountId[]", STRANGER)],
    )


async def test_names_go_with_a_bearer(client: LiveClient, nadeo: Nadeo) -> None:
    # quirk 14
    nadeo.answer("GET", NAMES, body={})
    await client.get_display_names([ACCOUNT])
    assert nadeo.story() == ["oauth", "call"]
    assert nadeo.calls()[0].headers["Authorization"].startswith("Bearer ")
    login = nadeo.oauth_logins[0]
    assert login.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert "Authorization" not in login.headers


async def test_fifty_names_a_request(client: LiveClient, nadeo: Nadeo) -> None:
    # quirk 93
    nadeo.answer("GET", NAMES, body={})
    await client.get_display_names(
        f"{number:08}-0000-4000-8000-000000000000" for number in range(120)
    )
    assert [len(seen.query) for seen in nadeo.calls()] == [50, 50, 20]
    assert max(len(seen.path) for seen in nadeo.calls()) < 8000


@pytest.mark.parametrize("body", [[], {}, b"", "null"])
async def test_nobody_has_a_name(client: LiveClient, nadeo: Nadeo, body: object) -> None:
    # quirk 23
    nadeo.answer("GET", NAMES, body=body)
    nadeo.answer("GET", IDS, body=body)
    assert await client.get_display_names([ACCOUNT]) == {}
    assert await client.get_account_ids(["Ace"]) == {}


async def test_nadeo_has_a_name_of_our_own(client: LiveClient, nadeo: Nadeo) -> None:
    # quirk 94
    assert await client.get_display_names(NADEO_AUTHORS) == dict.fromkeys(NADEO_AUTHORS, "Nadeo")
    assert not nadeo.seen


async def test_without_an_application(make_client: MakeClient, nadeo: Nadeo) -> None:
    client = make_client(trackmania_client_id=None, trackmania_client_secret=None)
    assert not client.has_names
    assert await client.get_display_names([ACCOUNT, NADEO_AUTHORS[0]]) == {
        NADEO_AUTHORS[0]: "Nadeo"
    }
    assert await client.get_account_ids(["Ace"]) == {}
    assert not nadeo.seen


async def test_names_change(client: LiveClient, nadeo: Nadeo) -> None:
    # quirk 95: whoever keeps names decides for how long; the client keeps none
    nadeo.answer("GET", NAMES, body={ACCOUNT: "Ace"}, times=1)
    nadeo.answer("GET", NAMES, body={ACCOUNT: "King"}, times=1)
    assert await client.get_display_names([ACCOUNT]) == {ACCOUNT: "Ace"}
    assert await client.get_display_names([ACCOUNT]) == {ACCOUNT: "King"}


async def test_what_is_no_name(client: LiveClient, nadeo: Nadeo) -> None:
    nadeo.answer("GET", NAMES, body={ACCOUNT: None, STRANGER: 5, "x": "X"})
    assert await client.get_display_names([ACCOUNT, STRANGER, "x"]) == {"x": "X"}
    nadeo.answer("GET", NAMES, body=[ACCOUNT])
    with raises(UnexpectedAnswer):
        await client.get_display_names([ACCOUNT])


async def test_accounts_of_names(client: LiveClient, nadeo: Nadeo) -> None:
    nadeo.answer("GET", IDS, body={"tooinfinite": ACCOUNT})
    assert await client.get_account_ids(["tooInfinite", "nobody", ""]) == {"tooInfinite": ACCOUNT}
    assert nadeo.calls()[0].query == [("displayName[]", "tooInfinite"), ("displayName[]", "nobody")]


@pytest.mark.parametrize("name", ["a b", "a&b=c", "a+b", "é中", "a%26", "a#b", "[x]", "a/b?c"])
async def test_names_are_encoded(client: LiveClient, nadeo: Nadeo, name: str) -> None:
    nadeo.answer("GET", IDS, body={name: ACCOUNT})
    assert await client.get_account_ids([name]) == {name: ACCOUNT}
    assert nadeo.calls()[0].query == [("displayName[]", name)]


async def test_long_names_never_make_an_address_too_long(client: LiveClient, nadeo: Nadeo) -> None:
    nadeo.answer("GET", IDS, body={})
    await client.get_account_ids([f"{number}" + "中" * 100 for number in range(20)] + ["x" * 9000])
    assert len(nadeo.calls()) > 1
    assert max(len(seen.path) for seen in nadeo.calls()) < 8000
    assert sum(len(seen.query) for seen in nadeo.calls()) == 20


async def test_a_refused_application_is_not_a_missing_name(
    client: LiveClient, nadeo: Nadeo
) -> None:
    nadeo.refuses_tokens = True
    with raises(Unauthorized):
        await client.get_display_names([ACCOUNT])
    assert nadeo.story() == ["oauth", "call", "oauth", "call"]
