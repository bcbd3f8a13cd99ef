"""What people type for days, maps and campaigns, understood or refused: pure functions."""
