"""E-mail: messages, Outlook's messages and mailboxes."""

import struct
import tracemalloc
import zipfile
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import pytest

from engine.errors import DamagedDocument, DocumentTooLarge
from engine.reading.mail_reader import MailboxReader, MailReader, OutlookMailReader
from engine.reading.page_text import PartText, place_of_range


def message(subject: str = "Rent", text: str = "The rent is due.") -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "Ada Núñez <ada@example.org>"
    mail["To"] = "bo@example.org"
    mail["Date"] = "Tue, 05 May 2026 10:00:00 +0200"
    if subject:
        mail["Subject"] = subject
    mail.set_content(text)
    return mail


def read_mail(folder: Path, content: bytes | EmailMessage) -> list[PartText]:
    path = folder / "mail.eml"
    path.write_bytes(content if isinstance(content, bytes) else bytes(content))
    return list(MailReader().read(path))


def read_mailbox(folder: Path, content: bytes) -> list[PartText]:
    path = folder / "inbox.mbox"
    path.write_bytes(content)
    return list(MailboxReader().read(path))


def test_a_message_is_headed_by_its_subject(tmp_path: Path) -> None:
    (part,) = read_mail(tmp_path, message("Größe der Küche"))
    assert part.text == (
        "Größe der Küche\n\nFrom: Ada Núñez <ada@example.org>\nTo: bo@example.org\n"
        "Date: Tue, 05 May 2026 10:00:00 +0200\n\nThe rent is due."
    )
    assert [heading.text for heading in part.headings] == ["Größe der Küche"]


def test_plain_text_is_preferred_to_html(tmp_path: Path) -> None:
    mail = message(text="Plain.")
    mail.add_alternative("<p>HTML.</p>", subtype="html")
    assert read_mail(tmp_path, mail)[0].text.endswith("\n\nPlain.")


def test_html_is_read_as_a_person_sees_it(tmp_path: Path) -> None:
    mail = message()
    mail.set_content("<h1>Offer</h1><p>Only <b>today</b></p><img src='https://example.org/p.gif'>", subtype="html")
    (part,) = read_mail(tmp_path, mail)
    assert part.text.endswith("Offer\n\nOnly today")
    assert [(heading.level, heading.text) for heading in part.headings] == [(1, "Rent"), (2, "Offer")]


def test_attachments_are_read_by_their_own_readers(tmp_path: Path, documents: Path) -> None:
    mail = message()
    pdf = (documents / "sample/rental-contract.pdf").read_bytes()
    mail.add_attachment(pdf, maintype="application", subtype="pdf", filename="../contract.pdf")
    mail.add_attachment(b"MZ\0\0\x01\x02", maintype="application", subtype="octet-stream", filename="tool.exe")
    mail.add_attachment(message("Forwarded", "The keys."), filename="old.eml")
    first, *pages, forwarded = read_mail(tmp_path, mail)
    assert first.text.endswith("The rent is due.")
    assert place_of_range(pages[1], 0, 5) == "attachment ../contract.pdf, page 2"
    assert [(heading.level, heading.text) for heading in forwarded.headings] == [(2, "old.eml"), (3, "Forwarded")]
    assert place_of_range(forwarded, 0, 5) == "attachment old.eml"
    assert [part.part for part in (first, *pages, forwarded)] == list(range(1, len(pages) + 3))


def test_an_archive_that_is_attached_is_read_too(tmp_path: Path) -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "Packed.")
    mail = message()
    mail.add_attachment(buffer.getvalue(), maintype="application", subtype="zip", filename="all.zip")
    part = read_mail(tmp_path, mail)[1]
    assert part.text == "all.zip\n\na.txt\n\nPacked."
    assert place_of_range(part, 16, 20) == "attachment all.zip, a.txt, line 1"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"Subject: =?no-such?q?x?=\n\nBody", "=?no-such?q?x?=\n\nBody"),
        (b"Subject: =?utf-8?b?a?=\n\nBody", "=?utf-8?b?a?=\n\nBody"),
        (b"Subject: Caf\xe9\n\nBody", "Caf\ufffd\n\nBody"),
        ("Content-Type: text/plain; charset=no-such\n\nTür".encode("cp1252"), "Tür"),
        (b"Content-Transfer-Encoding: base64\n\nVGV4dA=", "Text"),
        (b"Content-Type: multipart/mixed; boundary=x\n\nno parts", "no parts"),
        (b"Content-Type: message/rfc822\n\n", ""),
        (b"no header at all", "no header at all"),
    ],
)
def test_malformed_messages(tmp_path: Path, content: bytes, text: str) -> None:
    assert read_mail(tmp_path, content)[0].text == text


def test_parts_nested_without_end_are_no_crash(tmp_path: Path) -> None:
    nested = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3000))
    with pytest.raises(DamagedDocument):
        read_mail(tmp_path, b"Subject: deep\n" + nested)


def test_a_huge_message_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "a.eml").open("wb") as file:
        file.truncate(200 << 20)
    with pytest.raises(DocumentTooLarge):
        list(MailReader().read(tmp_path / "a.eml"))


def test_a_mailbox_names_its_messages(tmp_path: Path) -> None:
    mails = [message("First", "From the start.\n\nFrom now on: 10:15."), message("", "Second.")]
    box = b"".join(
        b"From a@b.c Tue May  5 10:00:00 2026\n" + bytes(mail).replace(b"\nFrom ", b"\n>From ") + b"\n"
        for mail in mails
    )
    first, second = read_mailbox(tmp_path, box)
    assert first.text.endswith("From the start.\n\nFrom now on: 10:15.")
    assert place_of_range(first, 0, 5) == "message 1: First"
    assert place_of_range(second, 0, 5) == "message 2"
    assert [heading.text for part in (first, second) for heading in part.headings] == ["First", "message 2"]


def test_a_mailbox_is_read_in_bounded_memory(tmp_path: Path) -> None:
    mail = b"From a@b.c Tue May  5 10:00:00 2026\nSubject: x\n\n" + b"A line of the message.\n" * 200 + b"\n"
    path = tmp_path / "inbox.mbox"
    path.write_bytes(mail * 1000)
    tracemalloc.start()
    try:
        count = sum(1 for _ in MailboxReader().read(path))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert count == 1000
    assert peak < 1_000_000


def _property_entries(*properties: tuple[int, int, int]) -> bytes:
    return b"".join(struct.pack("<HHIQ", kind, number, 6, size) for number, kind, size in properties)


def _ole_file(tree: dict[str, bytes | dict[str, bytes]]) -> bytes:
    """Write an OLE file of short streams, all of them in the small sectors of the root's stream."""
    none, end, small = 0xFFFFFFFF, 0xFFFFFFFE, bytearray()
    small_chain: list[int] = []
    entries: list[tuple[str, int, int, int, int, int]] = []  # name, kind, right, child, start, size

    def add(name: str, content: bytes | dict[str, bytes], *, last: bool) -> None:
        index = len(entries)
        if isinstance(content, dict):
            entries.append((name, 1, none, index + 1, 0, 0))
            for number, (inner, data) in enumerate(content.items(), start=1):
                add(inner, data, last=number == len(content))
        else:
            start = len(small) // 64
            small.extend(content.ljust(-len(content) % 64 + len(content), b"\0"))
            small_chain.extend([*range(start + 1, len(small) // 64), end])
            entries.append((name, 2, none, none, start, len(content)))
        if not last:
            entries[index] = (*entries[index][:2], len(entries), *entries[index][3:])

    entries.append(("Root Entry", 5, none, 1, 0, 0))
    for number, (name, content) in enumerate(tree.items(), start=1):
        add(name, content, last=number == len(tree))
    directory = -(-len(entries) // 4)
    fats = -(-len(small_chain) // 128)
    root = 1 + directory + fats
    total = root + -(-len(small) // 512)
    entries[0] = ("Root Entry", 5, none, 1, root, len(small))
    chain = [0xFFFFFFFD, *range(2, 1 + directory), end, *range(2 + directory, root), end, *range(root + 1, total), end]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIIII", 0, 1, 1, 0, 4096, 1 + directory, fats, end, 0, 0)
    header += struct.pack("<108I", *[none] * 108)
    body = struct.pack("<128I", *chain, *[none] * (128 - len(chain)))
    for name, kind, right, child, start, size in entries:
        encoded = name.encode("utf-16-le") + b"\0\0"
        body += encoded.ljust(64, b"\0") + struct.pack("<HBBIII", len(encoded), kind, 1, none, right, child)
        body += bytes(36) + struct.pack("<IQ", start, size)
    body = body.ljust((1 + directory) * 512, b"\0")
    body += struct.pack(f"<{len(small_chain)}I", *small_chain).ljust(fats * 512, b"\xff")
    return header + (body + bytes(small)).ljust(total * 512, b"\0")


def outlook_message() -> bytes:
    subject, body, sender = "Roof repair", "The roof is repaired on 3 June.", "Cleo"
    name, content = "costs.txt", b"It costs 4,200 euros."
    texts = {0x0037: subject, 0x1000: body, 0x0C1A: sender, 0x0C1F: "cleo@example.org"}
    attachment = {
        "__properties_version1.0": bytes(8)
        + _property_entries((0x3707, 0x1F, 2 * len(name) + 2), (0x3701, 0x102, len(content))),
        "__substg1.0_3707001F": name.encode("utf-16-le"),
        "__substg1.0_37010102": content,
    }
    return _ole_file(
        {
            "__properties_version1.0": bytes(32)
            + _property_entries(*[(number, 0x1F, 2 * len(text) + 2) for number, text in texts.items()]),
            **{f"__substg1.0_{number:04X}001F": text.encode("utf-16-le") for number, text in texts.items()},
            "__attach_version1.0_#00000000": attachment,
        }
    )


def test_outlooks_messages(tmp_path: Path) -> None:
    path = tmp_path / "mail.msg"
    path.write_bytes(outlook_message())
    first, attachment = OutlookMailReader().read(path)
    assert first.text == 'Roof repair\n\nFrom: "Cleo" <cleo@example.org>\n\nThe roof is repaired on 3 June.'
    assert attachment.text == "costs.txt\n\nIt costs 4,200 euros."
    assert place_of_range(attachment, 12, 14) == "attachment costs.txt, line 1"


@pytest.mark.parametrize("length", [100, 600, 1100, 2000])
def test_a_cut_outlook_message_is_damaged(tmp_path: Path, length: int) -> None:
    path = tmp_path / "mail.msg"
    path.write_bytes(outlook_message()[:length])
    with pytest.raises(DamagedDocument):
        list(OutlookMailReader().read(path))
