"""In which script a question is written, which decides whether its meaning can be compared."""


def meaning_can_be_compared(text: str) -> bool:
    """True if the embedding model can tell texts like this one apart: half of the letters or more are Latin.

    The embedded model knows English and finds texts in another script all alike. Measured on 80 questions each over
    PDFs in Chinese and Russian, the true page came first for 95 % and 80 % of them when only words were compared, and
    for 48 % and 49 % with vectors; in German the first five passages had it for 94 % and 98 %.
    """
    letters = [character for character in text if character.isalpha()]
    return 2 * sum(character < "\u0250" for character in letters) >= len(letters)
