"""Announcements and what is subscribed, drawn."""
