"""Maps and lists of maps, drawn."""
