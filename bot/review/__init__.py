"""Map review: the queue, the account's submissions and their votes."""
