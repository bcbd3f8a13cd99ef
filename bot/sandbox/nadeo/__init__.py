"""A small Nadeo over real sockets: four hosts that answer as the real ones do."""
