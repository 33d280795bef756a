"""Ways to damage a file: by chance, as disks and transfers do, and on purpose, as who attacks parsers does."""

import io
import random
import re
import zipfile
from collections.abc import Callable, Sequence

_MOST_FLIPS = 20
_MOST_REPEATS = 3000
_LONGEST_PIECE = 2000
_LARGEST = 4 << 20
_NUMBER = re.compile(rb"\d+")
_TAG = re.compile(rb"<[^<>]{1,200}>")
_NUMBERS = (b"0", b"-1", b"1", b"65536", b"2147483647", b"4294967296", b"99999999999999999999", b"1e308")


def mutate(content: bytes, other: bytes, chance: random.Random) -> bytes:
    """Damage a file once or twice; `other` is the file whose pieces may get into it.

    In ZIP packages mostly a member is damaged, and packed again as if nothing was wrong.
    """
    if content.startswith(b"PK\x03\x04") and chance.random() < 0.7:
        return _with_mutated_member(content, other, chance)
    for _ in range(chance.randint(1, 2)):
        content = chance.choice(_MUTATIONS)(content, other, chance)[:_LARGEST]
    return content


def _with_mutated_member(content: bytes, other: bytes, chance: random.Random) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        chosen = chance.choice(old.infolist())
        for member in old.infolist():
            inner = old.read(member)
            new.writestr(member.filename, mutate(inner, other, chance) if member is chosen else inner)
    return packed.getvalue()


def _flip(content: bytes, other: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.randint(1, _MOST_FLIPS) if changed else 0):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _truncate(content: bytes, other: bytes, chance: random.Random) -> bytes:
    return content[: chance.randint(0, len(content))]


def _delete(content: bytes, other: bytes, chance: random.Random) -> bytes:
    start, end = _piece(content, chance)
    return content[:start] + content[end:]


def _repeat(content: bytes, other: bytes, chance: random.Random) -> bytes:
    start, end = _piece(content, chance)
    return content[:end] + content[start:end] * chance.randint(1, 5) + content[end:]


def _splice(content: bytes, other: bytes, chance: random.Random) -> bytes:
    at, (start, end) = chance.randint(0, len(content)), _piece(other, chance)
    return content[:at] + other[start:end] + content[at:]


def _change_number(content: bytes, other: bytes, chance: random.Random) -> bytes:
    return _replace_match(_NUMBER, content, chance.choice(_NUMBERS), chance)


def _nest(content: bytes, other: bytes, chance: random.Random) -> bytes:
    tags = [match.group() for match in _TAG.finditer(content)]
    if not tags:
        return content
    return _replace_match(_TAG, content, chance.choice(tags) * chance.randint(1, _MOST_REPEATS), chance)


def _replace_match(pattern: re.Pattern[bytes], content: bytes, replacement: bytes, chance: random.Random) -> bytes:
    matches = list(pattern.finditer(content))
    if not matches:
        return content
    match = chance.choice(matches)
    return content[: match.start()] + replacement + content[match.end() :]


def _piece(content: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randint(0, len(content))
    return start, min(len(content), start + chance.randint(1, _LONGEST_PIECE))


_MUTATIONS: Sequence[Callable[[bytes, bytes, random.Random], bytes]] = (
    _flip,
    _truncate,
    _delete,
    _repeat,
    _splice,
    _change_number,
    _nest,
)
