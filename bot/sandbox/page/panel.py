"""The state of the world as the page's panel shows it."""

from bot import text
from bot.sandbox.discord.shapes import Json
from bot.sandbox.page.stage import Stage
from bot.sandbox.world.drives import Drive

OWN_RECORD_IS_QUIET = (
    "No post tells of it: the bot cannot know whether its own first place is secret. "
    "Let another player drive."
)


async def world_entry(stage: Stage) -> Json:
    """Write the state of the world: what the panel shows."""
    world, now = stage.world, stage.world.now()
    running = world.days.count(now) - 1
    budget = stage.budget
    return {
        "online": stage.discord.is_online,
        "now": now,
        "speed": stage.clock.speed,
        "next_totd_at": world.days.start(running + 1) + world.totd_delay,
        "reminder_at": world.next_reminder_at,
        "mode": stage.nadeo.failures.mode,
        "queue": dict(world.queue),
        "set_queues": [name for name in world.queue if world.queue.is_set(name)],
        "outlooks": {name: await stage.outlook_for(name) for name in world.queue},
        "server": stage.tampering.entry(),
        "drivers": [
            {"account": account, "name": world.accounts.name(account) or account}
            for account in world.drives.choice
        ],
        "driven": stage.driven,
        "asked": stage.asked,
        "budget": budget
        and {
            "rate": budget.rate,
            "waiting": budget.queue_length,
            "held_for": round(budget.held_for, 1),
        },
    }


def driven(stage: Stage, drive: Drive, *, past_all: bool) -> str:
    """Return in words what somebody drove on the Track of the Day."""
    day = stage.world.days.newest(drive.at)
    track = stage.world.track(day.map_uid) if day else None
    assert track is not None  # noqa: S101 # somebody has just driven on it
    who = stage.world.accounts.name(drive.account) or drive.account
    score = text.score(drive.score, track.type.rpartition("\\")[2].casefold())
    where = text.named(track.name, track.uid)
    told = f"{who} drove {score} on {where}{', the world record' if past_all else ''}."
    # Nadeo shows an account its own times where all others are secret (quirk 171).
    is_quiet = past_all and drive.account == stage.world.accounts.own
    return f"{told} {OWN_RECORD_IS_QUIET}" if is_quiet else told
