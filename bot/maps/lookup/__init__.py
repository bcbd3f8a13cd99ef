"""Maps and lists of maps, put together from Nadeo, the file and the clock."""
