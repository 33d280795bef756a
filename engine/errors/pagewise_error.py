"""The base of all expected errors."""

from engine.types import Failure


class PagewiseError(Exception):
    """Base of all expected errors. The only argument is the `reason`, details for this very case."""

    title = "Something went wrong"
    advice = "Try again. If it happens again, please report it."

    def __init__(self, reason: str = "") -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return self.as_failure().cause

    def as_failure(self) -> Failure:
        """The same as a value that can be stored with a document."""
        return Failure(self.title, self.reason, self.advice)
