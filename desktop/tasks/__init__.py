"""Tasks beyond a question: how they are chosen, and what they are called."""
