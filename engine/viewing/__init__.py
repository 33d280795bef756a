"""Showing documents: pages as images, other formats as text, rendered in a child process."""
