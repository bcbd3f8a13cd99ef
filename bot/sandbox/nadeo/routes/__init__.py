"""The hosts' routes, a subject a module."""
