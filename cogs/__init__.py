"""The commands: one module a subject, each a discord.py extension."""
