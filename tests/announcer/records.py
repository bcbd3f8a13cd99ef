"""Records that are driven and taken away in the sandbox's world, and what was posted of them."""

from typing import Any

from support import ManualClock
from watch import CHANNEL, Watch
from yarl import URL

from bot.announcer.cards import mark_of
from bot.sandbox.world.drives import Drive
from bot.sandbox.world.ids import Kind
from bot.sandbox.world.ladders import Entry, Ladder
from bot.sandbox.world.world import Group, World

KINDS = (Kind.SEASON, Kind.SHORT, Kind.GRAND, Kind.CUP)
TOP = "/top"


def running(world: World, kind: Kind = Kind.TOTD) -> list[tuple[Group, str]]:
    """Return the boards of what runs of a kind: group and map."""
    now = world.now()
    if kind == Kind.TOTD:
        day = world.days.newest(now)
        assert day is not None
        group, maps = world.group(day.group), [day.map_uid] if day.end > now else []
    else:
        campaign = world.campaign(kind)
        assert campaign is not None
        is_over = campaign.end and campaign.end <= now
        group, maps = world.group(campaign.group), [] if is_over else campaign.maps
    assert group is not None
    return [(group, uid) for uid in maps]


def ladder(world: World, group: Group, map_uid: str) -> Ladder:
    found = world.ladder(group, map_uid)
    assert found is not None
    return found


def drive(world: World, board: tuple[Group, str], better: int = 100, player: int = 30) -> Drive:
    """Let a player beat the record by so much, or miss it by as much below zero."""
    group, uid = board
    best, track = ladder(world, group, uid).true_score(1), world.track(uid)
    assert track is not None
    score = best + better if track.is_stunt else best - better
    driven = Drive(world.accounts.id(player), score, int(world.now()))
    world.drives.add(uid, driven)
    return driven


def remove(world: World, map_uid: str, driven: Drive) -> None:
    """Let Nadeo take a record away."""
    world.drives.added[map_uid].remove(driven)


def mark(board: tuple[Group, str], driven: Drive | Entry) -> str:
    group, uid = board
    return mark_of("world-records", f"{group.uid} {uid} {driven.account} {driven.score}")


def mark_in(embed: dict[str, Any]) -> str:
    return URL(embed["url"]).query["pitwall"]


async def passing(watch: Watch, seconds: float) -> None:
    """Look, post and edit until so much time has passed."""
    clock: ManualClock = watch.clock
    until = clock.timestamp() + seconds
    while (left := until - clock.timestamp()) > 0:
        pause = await watch.announcer.watching.look("world-records")
        await delivered(watch)
        clock.move(left if pause is None else min(pause, left))


async def delivered(watch: Watch) -> None:
    await watch.announcer.dispatcher.flush()
    await watch.announcer.edits.flush()


def posts(watch: Watch, channel: int = CHANNEL) -> list[dict[str, Any]]:
    return [message.embeds[0] for message in watch.postbox.messages(channel)]


def top_requests(watch: Watch) -> list[str]:
    """Return the maps whose boards were asked for since the last call."""
    found = [one.path.split("/")[-2] for one in watch.nadeo.requests if one.path.endswith(TOP)]
    watch.nadeo.requests.clear()
    return found
