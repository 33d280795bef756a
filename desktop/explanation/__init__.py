"""Why an answer is what it is, shown to the user."""
