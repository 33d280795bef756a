"""The engine: everything Pagewise does with documents and questions, without any user interface."""

__version__ = "0.1.0"
