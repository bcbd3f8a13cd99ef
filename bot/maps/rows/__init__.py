"""The SQL of releases and maps."""
