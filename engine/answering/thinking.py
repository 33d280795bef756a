"""Sets apart what a model thinks aloud before it answers: it is never checked, cited or taken for the answer."""

from collections.abc import Callable, Iterable, Iterator

OPENING, CLOSING = "<think>", "</think>"
MOST_THOUGHT = 1024
"""Tokens that a model may think aloud before its answer. One that never comes to an end leaves the answer to quotes."""


class ThoughtSeparator:
    """Takes a model's text piece by piece. Thoughts stand between tags, before the answer; later tags are mere text."""

    def __init__(self) -> None:
        self.is_thinking = False
        """Whether what comes next is a thought."""
        self._may_open = True
        self._held_back = ""
        """The beginning of what may become a tag."""

    def feed(self, piece: str) -> tuple[str, str]:
        """What of the text so far is known to be thought, and what answer."""
        text = self._held_back + piece
        self._held_back = ""
        thought, answer = "", ""
        while text:
            if self.is_thinking:
                inside, text = self._until_closing(text)
                thought += inside
            else:
                outside, text = self._until_opening(text)
                answer += outside
        return thought, answer

    def finish(self) -> tuple[str, str]:
        """The text has ended; what was held back."""
        held, self._held_back = self._held_back, ""
        return (held, "") if self.is_thinking else ("", held)

    def _until_closing(self, text: str) -> tuple[str, str]:
        """What stands before the tag and what behind it; without the tag, all but what may be its beginning."""
        before, found, behind = text.partition(CLOSING)
        if found:
            self.is_thinking = False
            return before, behind
        held = next((n for n in range(min(len(CLOSING) - 1, len(text)), 0, -1) if text.endswith(CLOSING[:n])), 0)
        self._held_back = text[len(text) - held :]
        return text[: len(text) - held], ""

    def _until_opening(self, text: str) -> tuple[str, str]:
        """The same for the tag that may stand before the answer."""
        begin = text.lstrip()
        space = text[: len(text) - len(begin)]
        if not self._may_open:
            return text, ""
        if begin.startswith(OPENING):
            self.is_thinking = True
            return space, begin.removeprefix(OPENING)
        if OPENING.startswith(begin):
            self._held_back = begin
            return space, ""
        self._may_open = False
        return text, ""


def without_thoughts(pieces: Iterable[str], on_thought: Callable[[str], None] = lambda _: None) -> Iterator[str]:
    """Yield the answer in pieces, an empty one for each that was thought or a sign of life; tell of the thoughts."""
    separator = ThoughtSeparator()
    for piece in pieces:
        thought, answer = separator.feed(piece)
        if thought:
            on_thought(thought)
        yield answer
    thought, answer = separator.finish()
    if thought:
        on_thought(thought)
    if answer:
        yield answer
