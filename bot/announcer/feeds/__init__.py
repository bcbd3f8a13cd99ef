"""What is new: pure decisions from Nadeo's answers and the time."""
