"""Text as libraries of models can take it."""


def valid_unicode(text: str) -> str:
    """`text` with "?" for lone surrogates, which names of files and what comes from a command line may hold."""
    return text.encode("utf-8", "replace").decode("utf-8")
