"""Path in, passages of text with their places out: everything that opens the user's documents."""
