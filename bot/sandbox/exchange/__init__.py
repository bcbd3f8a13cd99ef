"""A stand-in of Trackmania Exchange, which speaks of the same world as that of Nadeo."""
