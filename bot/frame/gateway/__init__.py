"""The connection to Discord's gateway: kept up for as long as the bot is to run."""
