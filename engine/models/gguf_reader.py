"""Reads the header of a GGUF file: its metadata and the list of its tensors, never their numbers.

The layout is that of https://github.com/ggml-org/ggml/blob/master/docs/gguf.md (versions 2 and 3). The `gguf` package
of llama.cpp reads it too, but turns every word of the vocabulary into an object: 3.3 s for the embedded model, and ten
for one that knows many languages. Files may be damaged or hostile, so nothing is believed here before it was compared
with what the file has room for.
"""

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

MAGIC = b"GGUF"
_VERSIONS = (2, 3)
_MOST_HEADER_BYTES = 128 * 1024**2
"""The vocabulary is the largest part: those of 260,000 words take some 10 MB."""
_MOST_ENTRIES = 100_000
"""Of metadata, and of tensors: the largest models have some thousands."""
_LONGEST_KEPT_TEXT = 256 * 1024
_LONGEST_KEPT_LIST = 512
"""Longer lists hold the vocabulary, which nobody here wants to know."""
_MOST_DIMENSIONS = 8
_CHUNK = 1024**2
_DEFAULT_ALIGNMENT = 32

_STRING, _ARRAY = 8, 9
_SCALARS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
_FORMATS = {kind: struct.Struct(f"<{letter}") for kind, letter in _SCALARS.items()}
_LENGTH = struct.Struct("<Q")

Scalar = str | int | float | bool
Value = Scalar | list[Scalar] | None
"""None stands for what is too long to be kept."""


class NotGguf(ValueError):
    """The file is no intact GGUF file; the argument says why."""


class AnotherFormat(NotGguf):
    """The file does not even begin as one."""


@dataclass(frozen=True, slots=True)
class Tensor:
    """One block of numbers: how many there are, ggml's number of their type, and where they begin in the file."""

    name: str
    elements: int
    type_number: int
    position: int


@dataclass(frozen=True, slots=True)
class GgufHeader:
    """What stands at the beginning of a GGUF file of `size` bytes."""

    metadata: dict[str, Value]
    tensors: tuple[Tensor, ...]
    size: int


def read_header(file: Path) -> GgufHeader:
    """Read the header of `file`. Raises `OSError`, and `NotGguf` if it is damaged or something else."""
    size = file.stat().st_size
    with file.open("rb") as stream:
        reader = _Reader(stream, min(size, _MOST_HEADER_BYTES))
        try:
            return _header(reader, size)
        except struct.error as error:
            raise NotGguf("its header is damaged") from error


def _header(reader: "_Reader", size: int) -> GgufHeader:
    if reader.take(4) != MAGIC:
        raise AnotherFormat("it is no GGUF file")
    if (version := reader.number(4)) not in _VERSIONS:
        raise NotGguf(f"it is written in version {version} of the format, which is not supported")
    tensor_count, entry_count = reader.count(), reader.count()
    metadata = dict(reader.entry() for _ in range(entry_count))
    tensors = [_tensor(reader) for _ in range(tensor_count)]
    alignment = metadata.get("general.alignment", _DEFAULT_ALIGNMENT)
    if not isinstance(alignment, int) or not 0 < alignment <= _CHUNK:
        raise NotGguf("its alignment makes no sense")
    data = -(-reader.position // alignment) * alignment
    placed = (Tensor(each.name, each.elements, each.type_number, data + each.position) for each in tensors)
    return GgufHeader(metadata, tuple(placed), size)


def _tensor(reader: "_Reader") -> Tensor:
    name = reader.text() or ""
    dimensions = reader.number(4)
    if dimensions > _MOST_DIMENSIONS:
        raise NotGguf("a tensor has too many dimensions")
    elements = 1
    for _ in range(dimensions):
        elements *= reader.number(8)
    return Tensor(name, elements, reader.number(4), reader.number(8))


class _Reader:
    """Takes values off the beginning of a stream; no more than `limit` bytes are ever read."""

    def __init__(self, stream: BinaryIO, limit: int) -> None:
        self._stream = stream
        self._limit = limit
        self._bytes = bytearray()
        self.position = 0

    def take(self, count: int) -> bytes:
        """The next `count` bytes."""
        self._have(count)
        self.position += count
        return bytes(self._bytes[self.position - count : self.position])

    def number(self, size: int) -> int:
        """The next unsigned number of so many bytes."""
        return int.from_bytes(self.take(size), "little")

    def count(self) -> int:
        """How many entries follow, if that is a number to be believed."""
        count = self.number(8)
        if count > _MOST_ENTRIES:
            raise NotGguf("its header is damaged")
        return count

    def text(self) -> str | None:
        """The next text; None if it is too long to be kept."""
        length = self.number(8)
        if length > _LONGEST_KEPT_TEXT:
            self._skip(length)
            return None
        return self.take(length).decode("utf-8", "replace")

    def entry(self) -> tuple[str, Value]:
        """The next key and its value."""
        key = self.text() or ""
        return key, self._value(self.number(4))

    def _value(self, kind: int) -> Value:
        if kind == _STRING:
            return self.text()
        if kind == _ARRAY:
            return self._list(self.number(4), self.number(8))
        return self._scalar(kind)

    def _scalar(self, kind: int) -> Scalar:
        scalar: Scalar = self._format(kind).unpack(self.take(self._format(kind).size))[0]
        return scalar

    def _list(self, kind: int, length: int) -> list[Scalar] | None:
        if length <= _LONGEST_KEPT_LIST:
            read: Callable[[], Scalar] = (lambda: self.text() or "") if kind == _STRING else lambda: self._scalar(kind)
            return [read() for _ in range(length)]
        if kind == _STRING:
            self._skip_texts(length)
        else:
            self._skip(length * self._format(kind).size)
        return None

    def _format(self, kind: int) -> struct.Struct:
        if kind not in _FORMATS:
            raise NotGguf(f"its header holds values of the unknown type {kind}")
        return _FORMATS[kind]

    def _skip(self, count: int) -> None:
        self._have(count)
        self.position += count

    def _skip_texts(self, count: int) -> None:
        if count * _LENGTH.size > self._limit - self.position:
            raise NotGguf("its header is damaged")
        for _ in range(count):
            self._have(_LENGTH.size)
            (length,) = _LENGTH.unpack_from(self._bytes, self.position)
            self.position += _LENGTH.size
            self._skip(length)

    def _have(self, count: int) -> None:
        """Have the next `count` bytes read, in chunks."""
        end = self.position + count
        if end > self._limit:
            raise NotGguf("its header is cut off" if self._limit < _MOST_HEADER_BYTES else "its header is damaged")
        if end > len(self._bytes):
            wanted = min(self._limit, max(end, len(self._bytes) + _CHUNK)) - len(self._bytes)
            self._bytes += self._stream.read(wanted)
            if end > len(self._bytes):
                raise NotGguf("its header is cut off")


def texts(value: Value) -> Iterator[str]:
    """The texts of a list of metadata; none if it is something else."""
    if isinstance(value, list):
        yield from (item for item in value if isinstance(item, str))
