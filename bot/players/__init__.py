"""People of Discord who play: which accounts are theirs, and how they do among each other."""
