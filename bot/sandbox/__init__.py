"""Stand-ins for Discord and Nadeo: the whole bot on one machine, without any account."""
