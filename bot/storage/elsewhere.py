"""Servers whose data stands in this file while another process cares for them, with its own file.

They are marked as left at the end of time: what is sent to no server that was left is not sent to
them either, and no such mark grows old enough to have anything deleted.
"""

from math import inf

AT_THE_END_OF_TIME = inf
"""The moment of the mark, in Unix seconds."""
ELSEWHERE = "SELECT guild_id FROM servers_left WHERE left_at = 9e999"
"""Those servers, in SQL: there infinity is a number too large to be written."""
