"""The state of the stand-in, free of HTTP and of wire formats."""
