"""The desktop app: a window over `engine.api`."""
