"""How much Discord takes where something can be chosen or pressed; more and it refuses it all."""

MOST_CHOICES = 25
"""Options of a menu, and suggestions while somebody types."""

LONGEST_CHOICE = 100
"""Characters of a choice's label and of its value, and of the custom id of a button or menu."""

LONGEST_LINK = 512
"""Characters of the address that a button opens."""
