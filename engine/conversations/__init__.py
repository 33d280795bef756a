"""Conversations that are kept: recorded, listed, searched and loaded again."""
