"""Addresses without encryption: which are named, and which are no matter."""

import pytest
from yarl import URL

from bot.settings import load
from tests.settings.environment import ENOUGH, EVERYTHING, Environment


@pytest.mark.parametrize(
    "address",
    [
        "https://prod.trackmania.core.nadeo.online",
        "https://10.0.0.1:8443/nadeo",
        "http://127.0.0.1:5",
        "http://127.9.9.9",
        "http://localhost:8400/core",
        "http://LOCALHOST",
        "http://nadeo.localhost:1",
        "http://[::1]:5",
    ],
)
def test_what_is_encrypted_or_stays_on_this_machine_is_no_matter(
    env: Environment, address: str
) -> None:
    env.set(**ENOUGH, NADEO_CORE_URL=address)

    assert load(None).in_the_clear == ()


@pytest.mark.parametrize(
    "address",
    [
        "http://prod.trackmania.core.nadeo.online",
        "http://10.0.0.1:8080",
        "http://0.0.0.0:1",
        "http://[2001:db8::1]/core",
        "http://nadeo-proxy:8080",
        "http://localhost.evil.example",
        "http://127.0.0.1.evil.example",
    ],
)
def test_an_address_that_others_can_read_along_is_named_and_usable(
    env: Environment, address: str
) -> None:
    env.set(**ENOUGH, NADEO_LIVE_URL=address, DISCORD_API_URL=f"{address}/api")

    settings = load(None)

    assert settings.nadeo_live_url == URL(address)
    assert settings.in_the_clear == ("DISCORD_API_URL", "NADEO_LIVE_URL")


WITHOUT_SECRETS = {"TRACKMANIA_EXCHANGE_URL"}


@pytest.mark.parametrize(
    "name", [name for name in EVERYTHING if name.endswith("_URL") and name not in WITHOUT_SECRETS]
)
def test_every_address_is_looked_at(env: Environment, name: str) -> None:
    env.set(**ENOUGH, **{name: "http://elsewhere.example"})

    assert load(None).in_the_clear == (name,)


def test_what_gets_no_secret_need_not_be_encrypted(env: Environment) -> None:
    env.set(**ENOUGH, TRACKMANIA_EXCHANGE_URL="http://elsewhere.example")

    assert load(None).in_the_clear == ()
