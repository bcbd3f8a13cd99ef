"""What people type and choose for announcements, understood or refused: pure functions."""
