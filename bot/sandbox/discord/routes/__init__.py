"""REST v10, route by route; nothing here keeps state."""
