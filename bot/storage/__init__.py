"""What the bot remembers, in one SQLite file. The SQL of a subject lies with the subject."""
