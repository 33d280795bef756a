"""What Pagewise is, what it stands on, and where its data lies."""
