"""The settings window: one page a file."""
