"""Takes e-mail messages apart: who wrote when to whom about what, the text, and the attachments.

The email package of the standard library parses anything, but decoding what hostile messages claim to be raises
errors of many kinds, so every step is guarded.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import collapse_rfc2231_value

from engine.errors import DamagedDocument
from engine.reading.text_encoding import encoding_of_bytes, one_line

_MOST_LEAVES = 1000
"""Bodies and attachments of one message."""
_HEADERS = ("From", "To", "Cc", "Date")
_LONGEST_HEADER = 4000
"""Characters. Lists of recipients can be longer."""


@dataclass(slots=True)
class Letter:
    """A message as a person sees it; `headers` are lines such as "From: Ada <ada@example.org>"."""

    subject: str = ""
    headers: list[str] = field(default_factory=list)
    plain: str = ""
    html: str = ""
    attachments: list[tuple[str, bytes]] = field(default_factory=list)
    """Names, "" if there is none, and contents."""


def letter_of_bytes(data: bytes) -> Letter:
    """Take a message in its Internet format apart. Raises `DamagedDocument`."""
    try:
        message = message_from_bytes(data)
        letter = Letter(_header(message, "Subject"))
        letter.headers = [f"{name}: {value}" for name in _HEADERS if (value := _header(message, name))]
        for number, leaf in enumerate(_leaves(message)):
            if number < _MOST_LEAVES:
                _add_leaf(letter, leaf)
    except MemoryError:
        raise
    except Exception as error:  # whatever the email package raises, see the module's docstring
        raise DamagedDocument("It is not an e-mail message inside.") from error
    return letter


def page_of_web_archive(data: bytes) -> str:
    """Find the page in a web archive, which is a message: its first HTML. Raises `DamagedDocument` if there is none."""
    try:
        pages = [leaf for leaf in _leaves(message_from_bytes(data)) if leaf.get_content_type() == "text/html"]
        return _text(pages[0])
    except MemoryError:
        raise
    except Exception as error:  # whatever the email package raises, see the module's docstring
        raise DamagedDocument("There is no web page in it.") from error


def _header(message: Message, name: str) -> str:
    return _decoded(str(message.get(name, "")))


def _decoded(header: str) -> str:
    """Decode the words of a header that are encoded, if their encoding is known and is what they say."""
    header = header[:_LONGEST_HEADER]
    try:
        return one_line(str(make_header(decode_header(header))))
    except (LookupError, ValueError, MessageError):
        return one_line(header)


def _leaves(message: Message) -> Iterator[Message]:
    """Yield the parts that hold something themselves, in order; attached messages are one part."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        payload = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(payload, list):
            waiting += [inner for inner in reversed(payload) if isinstance(inner, Message)]
        else:
            yield part


def _add_leaf(letter: Letter, leaf: Message) -> None:
    name = collapse_rfc2231_value(leaf.get_filename(""))
    kind = leaf.get_content_type()
    is_body = not name and leaf.get_content_disposition() != "attachment"
    if is_body and (kind == "text/plain" or leaf.get_content_maintype() == "multipart"):  # that has no parts
        letter.plain += _text(leaf) + "\n\n"
    elif is_body and kind == "text/html":
        letter.html += _text(leaf)
    else:
        letter.attachments.append((_decoded(name), _content(leaf)))


def _content(leaf: Message) -> bytes:
    payload = leaf.get_payload()
    if isinstance(payload, list):  # an attached message
        return b"".join([inner.as_bytes() for inner in payload[:1] if isinstance(inner, Message)])
    data = leaf.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _text(leaf: Message) -> str:
    data = _content(leaf)
    try:
        return data.decode(leaf.get_content_charset() or encoding_of_bytes(data), "replace")
    except LookupError:  # no encoding has that name
        return data.decode(encoding_of_bytes(data), "replace")
