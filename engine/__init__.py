"""The engine: everything Pagewise does with documents and questions, without any user interface."""
