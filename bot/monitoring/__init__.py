"""How the bot is doing, for programs that watch it and for whoever runs it."""
