"""Maps by their links and numbers of Trackmania Exchange, and their style on the card."""

import pytest

from bot.exchange import wording
from bot.maps import wording as maps_wording
from bot.sandbox.exchange.server import ExchangeServer
from bot.sandbox.exchange.shelf import TAGS, Shelved
from tests.conftest import Paddock


@pytest.fixture
def overrides(exchange: ExchangeServer) -> dict[str, object]:
    return {"TRACKMANIA_EXCHANGE_URL": exchange.url}


def track(paddock: Paddock, exchange: ExchangeServer, back: int) -> Shelved:
    """Return the newest track on the Exchange that has tags and is so many days old at least."""
    days, now = paddock.nadeo.world.days, paddock.nadeo.world.now()
    numbers = range(days.count(now) - 1 - back, 0, -1)
    found = (exchange.shelf.by_uid(days.get(number, now).map_uid) for number in numbers)
    return next(one for one in found if one is not None and one.tags)


@pytest.mark.filled
@pytest.mark.parametrize(
    "form",
    [
        "<https://trackmania.exchange/maps/{}/some-map>",
        "trackmania.exchange/mapshow/{}",
        "{site}/mapshow/{}",
        "tmx:{}",
    ],
)
async def test_a_link_shows_its_map(paddock: Paddock, exchange: ExchangeServer, form: str) -> None:
    one = track(paddock, exchange, 40)

    answer = await paddock.type("map", query=form.format(one.number, site=exchange.url))

    assert one.map_uid in str(answer.embed.url)
    assert str(answer.embed.author.name).startswith("Track of the Day")
    # What the Exchange told of the number is the style as well.
    assert f"/mapshow/{one.number})" in answer.text.splitlines()[1]
    assert all(TAGS[tag] in answer.text for tag in one.tags[:1])
    by_id = [request.query["id"] for request in exchange.requests if "id" in request.query]
    assert by_id == [[str(one.number)]]


@pytest.mark.filled
async def test_every_option_that_takes_a_map_takes_it(
    paddock: Paddock, exchange: ExchangeServer
) -> None:
    number = track(paddock, exchange, 40).number
    day = await paddock.type("totd", date=f"tmx:{number}")
    board = await paddock.type("leaderboard", map=f"tmx:{number}")

    assert str(day.embed.author.name).startswith("Track of the Day")
    assert board.embed.title == day.embed.title


@pytest.mark.filled
async def test_a_map_that_never_was_a_track_is_no_day(
    paddock: Paddock, exchange: ExchangeServer
) -> None:
    world = paddock.nadeo.world
    seasons = (world.series[kind].newest(world.now()) for kind in world.series)
    uids = (uid for season in seasons if season is not None for uid in season.maps)
    one = next(found for uid in uids if (found := exchange.shelf.by_uid(uid)))

    answer = await paddock.type("totd", date=f"tmx:{one.number}")

    assert answer.content == str(maps_wording.NEVER_A_TRACK).replace("`/map`", paddock.tap("map"))
    assert answer.ephemeral


async def test_what_cannot_be_looked_up_is_one_sentence(
    paddock: Paddock, exchange: ExchangeServer
) -> None:
    unknown = await paddock.type("map", query="tmx:7")
    assert (unknown.content, unknown.ephemeral) == (str(wording.NO_SUCH_MAP), True)

    exchange.failures.mode = "html"
    silent = await paddock.type("map", query="https://trackmania.exchange/mapshow/1234")
    assert (silent.content, silent.ephemeral) == (str(wording.NO_ANSWER), True)
    assert paddock.upstream() == []


@pytest.mark.parametrize("command", ["map", "leaderboard", "totd"])
async def test_other_sites_of_its_family_are_refused(
    paddock: Paddock, exchange: ExchangeServer, command: str
) -> None:
    # quirk 159
    option = {"map": "query", "leaderboard": "map", "totd": "date"}[command]

    answer = await paddock.type(command, **{option: "https://tmnf.exchange/trackshow/12345"})

    assert (answer.content, answer.ephemeral) == (str(wording.OTHER_SITE), True)
    assert not any("id" in request.query for request in exchange.requests)


async def test_the_running_track_shows_its_style_to_whoever_looks_next(
    paddock: Paddock, exchange: ExchangeServer
) -> None:
    # The warm-up has looked at it first.
    before = await paddock.type("totd")
    assert "mapshow" not in before.text

    await paddock.bot.lookup.styles.collect()

    after = await paddock.type("totd")
    assert f"{exchange.url}/mapshow/" in after.text.splitlines()[1]
    assert len(after.text.splitlines()) == len(before.text.splitlines()) + 1
    assert paddock.upstream() == []


async def test_a_slow_exchange_holds_up_no_card(paddock: Paddock, exchange: ExchangeServer) -> None:
    exchange.failures.mode = "slow"

    answer = await paddock.type("totd")

    assert answer.embed.fields
    assert not answer.result.followups
