"""Announcements: feeds decide, the outbox remembers, the dispatcher sends."""
