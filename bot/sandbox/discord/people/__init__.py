"""What a human with Discord's client does, within what that client lets a human do."""
