"""What only those who run the bot may ask."""
