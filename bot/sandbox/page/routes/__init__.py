"""The page's own routes, below `/_sandbox`; nothing here keeps state."""
