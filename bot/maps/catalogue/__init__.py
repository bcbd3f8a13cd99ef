"""Every official map there ever was."""
