"""Writes small GGUF files: the header of a language model, with tensors that hold zeros."""

import struct
from pathlib import Path

MetadataValue = str | int | bool | list[str]

CHAT_MODEL: dict[str, MetadataValue] = {
    "general.architecture": "llama",
    "general.type": "model",
    "general.license": "mit",
    "general.languages": ["en", "de"],
    "general.file_type": 15,
    "llama.context_length": 2048,
    "llama.block_count": 2,
    "llama.embedding_length": 64,
    "llama.attention.head_count": 4,
    "llama.attention.head_count_kv": 2,
    "tokenizer.ggml.tokens": ["word"] * 600,
    "tokenizer.chat_template": "{% for message in messages %}{{ message['content'] }}{% endfor %}",
}
"""The metadata of a model that may be used."""


def write_gguf(
    file: Path, metadata: dict[str, MetadataValue] | None = None, *, tensor_elements: int = 64, cut_off: int = 0
) -> Path:
    """Write a model with one tensor of 32-bit floats; the last `cut_off` bytes are missing."""
    metadata = CHAT_MODEL if metadata is None else metadata
    header = b"GGUF" + struct.pack("<IQQ", 3, 1, len(metadata))
    header += b"".join(_text(key) + _value(value) for key, value in metadata.items())
    header += _text("token_embd.weight") + struct.pack("<IQIQ", 1, tensor_elements, 0, 0)
    header += bytes(-len(header) % 32)
    content = header + bytes(4 * tensor_elements)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content[: len(content) - cut_off])
    return file


def _text(text: str) -> bytes:
    return struct.pack("<Q", len(text.encode())) + text.encode()


def _value(value: MetadataValue) -> bytes:
    if isinstance(value, str):
        return struct.pack("<I", 8) + _text(value)
    if isinstance(value, bool):
        return struct.pack("<I?", 7, value)
    if isinstance(value, int):
        return struct.pack("<II", 4, value)
    return struct.pack("<IIQ", 9, 8, len(value)) + b"".join(_text(item) for item in value)
