"""Players: their names and where they are from."""
