"""Pages whose writing is not in their text are told from others."""

import pytest

from engine.reading.unread_pages import Shown, is_usable, shows_unread_writing

AREA = 600.0 * 800.0
ENGLISH = "The monthly rent is due on the third working day of each month, and is paid by transfer to the owner. " * 4
SHIFTED = "".join(chr(ord(letter) - 29) for letter in ENGLISH.replace(" ", "=").replace(".", "="))
IMAGE: Shown = ("fill-image", (0, 0, 600, 800))
LOGO: Shown = ("fill-imgmask", (20, 20, 80, 60))
OUTLINES: list[Shown] = [("fill-path", (10.0 * n, 20, 10.0 * n + 8, 30)) for n in range(40)]
RULE: Shown = ("stroke-path", (0, 100, 600, 100))


def shows(text: str, *shown: Shown, own_length: int | None = None) -> bool:
    return shows_unread_writing(text, len(text) if own_length is None else own_length, shown, AREA)


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        "这是一个关于租金的句子，应当在每月的第三个工作日支付。" * 10,
        "يستحق الإيجار في اليوم الثالث من كل شهر ويدفع بالتحويل. " * 5,
        "किराया हर महीने के तीसरे कार्य दिवस पर देय है। " * 5,
        "Introduction ............ 4\nThe rent ................ 12\nThe deposit ............. 31\n" * 4,
        "| 1,200 | 3,400 |\n|-------+-------|\n" * 20,
    ],
)
def test_text_in_any_script_is_usable(text: str) -> None:
    assert is_usable(text)


@pytest.mark.parametrize(
    "text", ["", "Scanned with a phone", "\ufffd" * 300, "a\x02\x03\x04\ue000\ue001 " * 60, SHIFTED, "~'. ,;|* " * 40]
)
def test_little_or_garbled_text_is_not(text: str) -> None:
    assert not is_usable(text)


def test_a_scan_is_unread_with_and_without_a_stamp() -> None:
    assert shows("", IMAGE)
    assert shows("RECEIVED 12 March", IMAGE)


def test_a_footer_that_all_pages_repeat_is_no_text_of_a_scan() -> None:
    assert shows("Downloaded from the archive of the society. " * 5, IMAGE, own_length=0)


def test_strips_of_a_scan_count_together() -> None:
    assert shows("Page 3", *[("fill-image", (0.0, 100.0 * n, 600.0, 100.0 * n + 100)) for n in range(5)])


def test_garbled_text_is_unread_whatever_else_is_shown() -> None:
    assert shows("\ufffd" * 12)
    assert shows(SHIFTED)


def test_letters_that_are_drawings_or_have_no_characters_are_unread() -> None:
    assert shows("", *OUTLINES)
    assert shows("", ("fill-text", (0, 0, 100, 10)))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", []),
        ("", [RULE]),
        ("", [LOGO]),
        ("This page is left blank.", [LOGO, RULE]),
        ("Chapter one", OUTLINES),
        ("√2", [("fill-text", (0.0, 0.0, 10.0, 10.0))]),
    ],
)
def test_blank_pages_and_pages_with_few_words_are_as_they_are(text: str, shown: list[Shown]) -> None:
    assert not shows(text, *shown)
