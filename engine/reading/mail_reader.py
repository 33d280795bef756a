"""Reads e-mail: single messages (.eml), Outlook's (.msg, with python-oxmsg), and mailboxes. Nothing is fetched.

A message is headed by its subject. Its attachments follow it, read by the readers of their formats.
"""

import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from oxmsg import Message as OutlookMessage

from engine.errors import DamagedDocument, DocumentTooLarge
from engine.reading.mail_message import Letter, letter_of_bytes
from engine.reading.nested_documents import ContainerReader, NestedDocuments
from engine.reading.page_text import PartText
from engine.reading.text_encoding import clean_text, one_line
from engine.reading.text_parts import TextBlock, parts_of_blocks
from engine.reading.text_reader import paragraphs
from engine.reading.web_reader import blocks_of_page

_log = logging.getLogger(__name__)

_LARGEST_MESSAGE = 100 * 1024 * 1024
"""Bytes. Parsed it takes some four times as much memory."""
_SEPARATOR = re.compile(rb"From \S.*\d\d:\d\d")
"""The line before each message of a mailbox; it follows an empty line."""
_LONGEST_LINE = 1 << 20
_LONGEST_SUBJECT = 80
"""Characters of a subject in a place."""


class MailReader(ContainerReader):
    """Yields the parts of one message in its Internet format, then those of its attachments."""

    def _read_container(self, path: Path, documents: NestedDocuments) -> Iterator[PartText]:
        _check_size(path)
        yield from _parts_of_letter(letter_of_bytes(path.read_bytes()), "", documents)


class OutlookMailReader(ContainerReader):
    """Yields the parts of a message that Outlook saved, then those of its attachments."""

    def _read_container(self, path: Path, documents: NestedDocuments) -> Iterator[PartText]:
        _check_size(path)
        data = path.read_bytes()
        try:
            letter = _letter_of_outlook(OutlookMessage.load(data))
        except MemoryError:
            raise
        except Exception as error:  # python-oxmsg lets those of struct and of decoding through, and errors of its own
            raise DamagedDocument("It is not an Outlook message inside.") from error
        yield from _parts_of_letter(letter, "", documents)


class MailboxReader(ContainerReader):
    """Yields the parts of one message after the other, never holding more than one; a damaged one is left out."""

    def _read_container(self, path: Path, documents: NestedDocuments) -> Iterator[PartText]:
        with path.open("rb") as file:
            for number, data in enumerate(_messages(file), start=1):
                try:
                    letter = letter_of_bytes(data)
                except DamagedDocument as error:
                    _log.info("message %d of a mailbox is left out: %s", number, error)
                    continue
                subject = f": {letter.subject[:_LONGEST_SUBJECT]}" if letter.subject else ""
                yield from _parts_of_letter(letter, f"message {number}{subject}", documents)


def _check_size(path: Path) -> None:
    if path.stat().st_size > _LARGEST_MESSAGE:
        raise DocumentTooLarge(f"Messages may have up to {_LARGEST_MESSAGE >> 20} MB.")


def _messages(file: BinaryIO) -> Iterator[bytes]:
    """Yield the messages of a mailbox; what exceeds the largest is cut off."""
    message = bytearray()
    after_blank = True
    while line := file.readline(_LONGEST_LINE):
        if after_blank and _SEPARATOR.match(line):
            if message:
                yield bytes(message)
            message.clear()
        elif len(message) < _LARGEST_MESSAGE:
            message += line[1:] if line.startswith(b">From ") else line
        after_blank = not line.strip()
    if message:
        yield bytes(message)


def _letter_of_outlook(message: OutlookMessage) -> Letter:
    sent = message.sent_date
    recipients = [f"{recipient.name} <{recipient.email_address}>" for recipient in message.recipients]
    headers = {
        "From": message.sender or "",
        "To": ", ".join(recipients),
        "Date": sent.strftime("%d %B %Y %H:%M %Z") if sent else "",
    }
    attachments = [(one_line(file.file_name or ""), file.file_bytes or b"") for file in message.attachments]
    return Letter(
        one_line(message.subject),
        [f"{name}: {one_line(value)}" for name, value in headers.items() if value],
        message.body or "",
        message.html_body or "",
        attachments,
    )


def _parts_of_letter(letter: Letter, place: str, documents: NestedDocuments) -> Iterator[PartText]:
    yield from parts_of_blocks(_blocks(letter, place))
    for name, content in letter.attachments:
        label = f"attachment {name}".strip()
        yield from documents.read([content], name or label, f"{place}, {label}" if place else label, level=2)


def _blocks(letter: Letter, place: str) -> Iterator[TextBlock]:
    if letter.subject or place:  # without a heading of its own a message would stand below that of the one before
        yield TextBlock(letter.subject or place, level=1, place=place)
    if letter.headers:
        yield TextBlock("\n".join(letter.headers), place=place)
    if letter.plain.strip():
        body = paragraphs([clean_text(letter.plain.replace("\r\n", "\n"))])
        yield from (TextBlock(block.text, tight=block.tight, place=place) for block in body)
    elif letter.html.strip():
        for block in blocks_of_page(letter.html, titled=False):
            yield replace(block, level=block.level + 1 if block.level else 0, place=place)
