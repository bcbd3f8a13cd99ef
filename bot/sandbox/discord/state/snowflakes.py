"""Discord's identifiers: a moment in the upper bits, a running number in the lower ones."""

from datetime import UTC, datetime, timedelta

from bot.clock import Clock

EPOCH = datetime(2015, 1, 1, tzinfo=UTC)
"""The moment that Discord counts from."""
FIRST_FIXED = datetime(2024, 1, 1, tzinfo=UTC)
"""Where the made-up world's own identifiers begin."""
MOMENT_SHIFT = 22


def at_moment(moment: datetime) -> int:
    """Return the smallest identifier of a moment."""
    return (moment - EPOCH) // timedelta(milliseconds=1) << MOMENT_SHIFT


def moment_of(snowflake: int) -> datetime:
    """Return the moment that an identifier was made at."""
    return EPOCH + timedelta(milliseconds=snowflake >> MOMENT_SHIFT)


def shard_of(guild_id: int, count: int) -> int:
    """Return the shard that a server belongs to."""
    return (guild_id >> MOMENT_SHIFT) % count


class Snowflakes:
    """Hands out identifiers: fixed ones for the world, fresh ones for what happens in it."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        """Which moments fresh ones carry: those of another world, where somebody sets it."""
        self._fixed = at_moment(FIRST_FIXED)
        self._fresh = 0

    def fixed(self) -> int:
        """Return the next identifier of the world, the same one in every run."""
        self._fixed += 1 << MOMENT_SHIFT
        return self._fixed

    def on_shard(self, shard: int, count: int) -> int:
        """Return the next identifier of the world that falls on a shard."""
        snowflake = self.fixed()
        while shard_of(snowflake, count) != shard:
            snowflake = self.fixed()
        return snowflake

    def fresh(self) -> int:
        """Return an identifier of this moment, larger than every fresh one before."""
        self._fresh = max(self._fresh + 1, at_moment(self.clock.now()))
        return self._fresh
