"""The state of the world as the page's panel shows it."""

from bot.sandbox.discord.shapes import Json
from bot.sandbox.page.stage import Stage


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
        "asked": stage.asked,
        "budget": budget
        and {
            "rate": budget.rate,
            "waiting": budget.queue_length,
            "held_for": round(budget.held_for, 1),
        },
    }
