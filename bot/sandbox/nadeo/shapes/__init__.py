"""What the world's things look like in Nadeo's JSON."""
