"""How a conversation goes. Pure: (conversation, what was heard) becomes (conversation, reply)."""
