"""A Trackmania world of its own: official maps, ladders, clubs and review queues, made of rules."""

from bot.sandbox.world.ids import Kind
from bot.sandbox.world.world import Group, World

__all__ = ["Group", "Kind", "World"]
