"""Discord's wire formats: forms of requests read and checked, answers and events written."""
