"""A small Discord of our own: REST v10 and the gateway over real sockets, on one machine."""
