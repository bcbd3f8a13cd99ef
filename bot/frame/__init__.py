"""What makes it a bot on Discord: starting, stopping, errors, buttons and commands."""
