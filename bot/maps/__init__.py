"""Official maps: what was released when, found by whatever people type, and shown."""
