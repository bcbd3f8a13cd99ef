"""A Trackmania world of its own: official maps, ladders, clubs and review queues, made of rules."""
