"""Models as cards: what they are, what they need, and getting them."""
