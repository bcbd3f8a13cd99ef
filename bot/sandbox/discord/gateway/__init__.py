"""The live connection that tells the bot what happens."""
