"""What every card, button and sentence is made of."""
