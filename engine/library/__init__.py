"""What is indexed, and keeping it true to the files on disk."""
