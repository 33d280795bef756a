"""Small numbers as questions write them: in digits, or as English words."""

NUMBER_WORDS = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
)
"""The words for 0 to 20, in their order."""


def number_of(text: str) -> int:
    """The number that `text` is, in digits or as one of `NUMBER_WORDS`. Raises `ValueError` if it is neither."""
    return int(text) if text.isdigit() else NUMBER_WORDS.index(text.casefold())
