"""The SQL of subscriptions, of the servers that have them and of what feeds remember."""
