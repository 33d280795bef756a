"""The notices of what Pagewise stands on: one text file for people, which is taken apart again to be shown in parts."""

import re
from collections.abc import Iterable
from pathlib import Path

from engine.types import ThirdPartyNotice

_RULE = "=" * 80
_HEADER = re.compile(
    rf"^{_RULE}\n(?P<name>.+)\nLicence: (?P<licence>.+)\nSource: (?P<source>.+)\n{_RULE}\n",
    re.MULTILINE,
)
_INTRODUCTION = "Pagewise contains the work of others. These are their names, licences and notices.\n"


def notices_text(notices: Iterable[ThirdPartyNotice]) -> str:
    """The file's text, which `read_notices` takes apart."""
    return _INTRODUCTION + "".join(f"\n{_header(notice)}\n{notice.text.strip()}\n" for notice in notices)


def read_notices(file: Path) -> tuple[ThirdPartyNotice, ...]:
    """All notices in the file, in its order; none if it is missing, as in a checkout that was not set up."""
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ()
    headers = list(_HEADER.finditer(text))
    ends = [*(header.start() for header in headers[1:]), len(text)]
    return tuple(
        ThirdPartyNotice(header["name"], header["licence"], header["source"], text[header.end() : end].strip())
        for header, end in zip(headers, ends, strict=True)
    )


def _header(notice: ThirdPartyNotice) -> str:
    return f"{_RULE}\n{notice.name}\nLicence: {notice.licence}\nSource: {notice.source}\n{_RULE}\n"
