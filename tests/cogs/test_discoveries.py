"""`/random` and `/on-this-day`: maps that somebody may have missed."""

from collections import Counter
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from support import ManualClock

from bot.exchange.cards import KeptStyle
from bot.exchange.rows import keep_styles
from bot.maps import discovery_wording as wording
from bot.maps.rows.styles import unstyled_maps
from bot.sandbox.exchange.server import ExchangeServer
from bot.sandbox.world.ids import Kind
from tests.conftest import WITHOUT_WARM_UP, Answer, Paddock

KINDS = {
    "totd": Kind.TOTD,
    "campaign": Kind.SEASON,
    "shorts": Kind.SHORT,
    "royal": Kind.ROYAL,
}


@pytest.fixture
def overrides(exchange: ExchangeServer) -> dict[str, object]:
    return {"TRACKMANIA_EXCHANGE_URL": exchange.url}


def kind_of(paddock: Paddock, uid: str) -> Kind:
    thing = paddock.nadeo.world.library.thing(uid)
    assert thing is not None
    return thing.kind


def uid_of(answer: Answer) -> str:
    return str(answer.embed.url).rpartition("/")[2]


async def learn(paddock: Paddock, **tags: tuple[str, ...]) -> None:
    """Let maps have tags: those of a kind, each the next of its tags."""
    now = paddock.clock.timestamp()
    maps = await unstyled_maps(paddock.bot.store, now, 10_000)
    kept: list[KeptStyle] = []
    for number, one in enumerate(maps):
        kind = kind_of(paddock, one.map_uid).name.lower()
        of_kind = tags.get(kind, ())
        chosen = (of_kind[number % len(of_kind)],) if of_kind else ()
        kept.append(KeptStyle(one.map_uid, number + 1, chosen, 1, now, now + 1e9))
    await keep_styles(paddock.bot.store, kept)


@pytest.mark.filled
@pytest.mark.parametrize("kind", [None, *KINDS])
async def test_a_map_that_does_not_run(paddock: Paddock, kind: str | None) -> None:
    chosen = {} if kind is None else {"kind": kind}
    for _ in range(5):
        answer = await paddock.type("random", **chosen)

        uid = uid_of(answer)
        assert kind_of(paddock, uid) in ([KINDS[kind]] if kind else list(KINDS.values()))
        assert "Ended" in answer.text
        assert next(iter(answer.buttons)) == str(wording.ANOTHER)
    assert paddock.upstream() == []


@pytest.mark.filled
async def test_another_takes_its_place_and_is_another_one(paddock: Paddock) -> None:
    answer = await paddock.type("random", kind="totd")
    seen = [uid_of(answer)]
    for _ in range(4):
        answer = await paddock.click(answer, str(wording.ANOTHER))
        seen.append(uid_of(answer))

    assert all(one != other for one, other in pairwise(seen))
    assert {kind_of(paddock, uid) for uid in seen} == {Kind.TOTD}
    assert paddock.upstream() == []


@pytest.mark.filled
async def test_another_is_for_the_one_who_asked(paddock: Paddock) -> None:
    answer = await paddock.type("random")
    other = paddock.guild.add_member(paddock.env.create_user("bob"))

    refused = await paddock.click(answer, str(wording.ANOTHER), by=other)

    assert refused.ephemeral
    assert not refused.embeds


@pytest.mark.filled
async def test_older_maps_are_likelier(paddock: Paddock) -> None:
    discoveries = paddock.bot.lookup.discoveries
    wish = await discoveries.understood("totd", None)
    world = paddock.nadeo.world
    count = world.days.count(world.now())
    halves: Counter[bool] = Counter()
    for _ in range(60):
        thing = world.library.thing((await discoveries.drawn(wish)).map_uid)
        assert thing is not None
        halves[thing.number < count // 2] += 1

    # A share of three in four is to be expected; that of chance alone is as good as impossible.
    assert halves[True] > 30


@pytest.mark.filled
async def test_a_style_is_offered_and_found(paddock: Paddock) -> None:
    await learn(paddock, totd=("Tech", "Dirt", "Tech", "Press Forward"), short=("Mini",))

    offered = await paddock.suggest("random", "style", "")
    assert offered[0] == ("Tech", "Tech")
    assert {style for style, _ in offered} == {"Tech", "Mini", "Dirt", "Press Forward"}
    assert await paddock.suggest("random", "style", "pressf") == [("Press Forward",) * 2]
    answer = await paddock.type("random", style="press forward")
    assert "Press Forward" in answer.text
    again = await paddock.click(answer, str(wording.ANOTHER))
    assert "Press Forward" in again.text
    assert uid_of(again) != uid_of(answer)
    assert paddock.upstream() == []


@pytest.mark.filled
async def test_a_style_that_is_none_or_several(paddock: Paddock) -> None:
    await learn(paddock, totd=("SpeedTech", "SpeedFun", "*Tech*"))

    unknown = await paddock.type("random", style="Ice")
    assert unknown.content.startswith("I know no style of that name. There are **")
    assert "\\*Tech\\*" in unknown.content
    several = await paddock.type("random", style="speed")
    assert several.content.startswith("Which style do you mean")
    chosen = await paddock.choose(several, "SpeedFun")
    assert "SpeedFun" in chosen.text
    none = await paddock.type("random", kind="campaign", style="SpeedFun")
    assert (none.content, none.ephemeral) == (str(wording.NO_SUCH_MAP), True)


@pytest.mark.filled
async def test_styles_are_filled_in_the_background_newest_first(
    paddock: Paddock, exchange: ExchangeServer
) -> None:
    empty = await paddock.type("random", style="Tech")
    assert (empty.content, empty.ephemeral) == (str(wording.NO_STYLES_YET), True)
    assert await paddock.suggest("random", "style", "") == []
    missing = len(await unstyled_maps(paddock.bot.store, paddock.clock.timestamp(), 10_000))

    await paddock.bot.lookup.styles.collect()

    left = await unstyled_maps(paddock.bot.store, paddock.clock.timestamp(), 10_000)
    assert len(left) == missing - 100
    assert len(exchange.requests[-1].query["uid"][0].split(",")) == 100
    offered = await paddock.suggest("random", "style", "")
    assert len(offered) > 3
    answer = await paddock.type("random", style=offered[0][1])
    assert answer.embeds
    assert paddock.upstream() == []


@WITHOUT_WARM_UP
async def test_before_the_catalogue_there_is_a_sentence(paddock: Paddock) -> None:
    for command in ("random", "on-this-day"):
        answer = await paddock.type(command)
        assert (answer.content, answer.ephemeral) == (str(wording.NOTHING_YET), True)


@pytest.mark.filled
async def test_the_tracks_of_a_date_in_earlier_years(paddock: Paddock, clock: ManualClock) -> None:
    # 22:30 in Paris is the next day in Tokyo, and 22 August in Paris.
    clock.set(datetime(2026, 8, 22, 20, 30, tzinfo=UTC))

    answer = await paddock.type("on-this-day")

    assert (answer.embed.title, answer.embed.author.name) == ("22 August", str(wording.ON_THIS_DAY))
    years = [row[1:5] for row in answer.text.splitlines()]
    assert years == ["2025", "2024", "2023", "2022", "2021", "2020"]
    (menu,) = answer.menus
    assert [label[:7] for label in menu] == [f"{year} · " for year in years]
    card = await paddock.choose(answer, menu[next(iter(menu))])
    assert card.embed.author.name == "Track of the Day · 22 August 2025"
    assert paddock.upstream() == []


@pytest.mark.filled
async def test_the_29_february(paddock: Paddock, clock: ManualClock) -> None:
    clock.set(datetime(2028, 2, 29, 12, tzinfo=UTC))

    leap = await paddock.type("on-this-day")

    assert [row[1:5] for row in leap.text.splitlines()] == ["2024"]
    clock.set(datetime(2027, 3, 1, 12, tzinfo=UTC))
    usual = await paddock.type("on-this-day")
    assert [row[1:5] for row in usual.text.splitlines()][-1] == "2021"
