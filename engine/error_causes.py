"""What lies behind an error: libraries of the network wrap those of the system in several of their own."""

from collections.abc import Iterator


def causes_of(error: BaseException) -> Iterator[BaseException]:
    """The error itself, then what caused it, then what caused that, and so on."""
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__
