"""A GGUF file is known by its header, and one that is damaged, hostile or no chat model is refused with a reason."""

import random
import struct
from contextlib import suppress
from pathlib import Path

import pytest

from engine.errors import LanguageModelUnsuitable, ModelDamaged, ModelError, ModelMissing
from engine.models.gguf_model import read_gguf_model
from engine.models.model_catalog import language_model
from tests.gguf_files import CHAT_MODEL, MetadataValue, write_gguf


def test_the_header_tells_what_the_model_is(tmp_path: Path) -> None:
    model = read_gguf_model(write_gguf(tmp_path / "model.gguf"))
    assert (model.architecture, model.parameters, model.context_tokens) == ("llama", 64, 2048)
    assert (model.quantisation, model.licence, model.languages) == ("Q4_K_M", "mit", ("en", "de"))
    # 2 layers, 2 heads, keys and values of 64 / 4 numbers, 2 bytes each
    assert model.cache_bytes_per_token == 2 * 2 * (16 + 16) * 2


@pytest.mark.models
def test_the_embedded_model_is_read_as_what_it_is() -> None:
    model = read_gguf_model(language_model().file)
    assert (model.parameters, model.quantisation, model.licence) == (134_515_008, "Q4_1", "apache-2.0")
    assert model.cache_bytes_per_token == 30 * 3 * (64 + 64) * 2


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"general.type": "adapter"}, "part that is added"),
        ({"general.architecture": "clip"}, "part that is added"),
        ({"general.architecture": "nomic-bert"}, "cannot write"),
        ({"split.count": 3}, "one of several parts"),
        ({"general.architecture": ""}, "how it is built"),
    ],
)
def test_what_is_no_whole_language_model_is_refused(
    tmp_path: Path, changed: dict[str, MetadataValue], reason: str
) -> None:
    file = write_gguf(tmp_path / "other.gguf", {**CHAT_MODEL, **changed})
    with pytest.raises(LanguageModelUnsuitable, match=reason):
        read_gguf_model(file)


def test_a_model_without_a_chat_template_is_refused(tmp_path: Path) -> None:
    metadata = {key: value for key, value in CHAT_MODEL.items() if key != "tokenizer.chat_template"}
    with pytest.raises(LanguageModelUnsuitable, match="Instruct"):
        read_gguf_model(write_gguf(tmp_path / "base.gguf", metadata))


@pytest.mark.parametrize("cut_off", [1, 255, 400, 8000])
def test_a_file_that_is_cut_off_is_noticed(tmp_path: Path, cut_off: int) -> None:
    with pytest.raises(ModelDamaged, match="cut off"):
        read_gguf_model(write_gguf(tmp_path / "model.gguf", cut_off=cut_off))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GGUF",
        b"GGUF" + struct.pack("<IQQ", 9, 0, 0),
        b"GGUF" + struct.pack("<IQQ", 3, 2**63, 2**63),  # counts beyond all reason
        b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + struct.pack("<Q", 2**62),  # a key of 4 EB
        b"GGUF" + struct.pack("<IQQQ", 3, 0, 1, 1) + b"k" + struct.pack("<IIQ", 9, 8, 2**61),  # a list of as many texts
        b"GGUF" + struct.pack("<IQQQ", 3, 0, 1, 1) + b"k" + struct.pack("<IIQ", 9, 9, 3),  # lists within lists
        b"GGUF" + struct.pack("<IQQQ", 3, 0, 1, 1) + b"k" + struct.pack("<I", 77),  # a type that does not exist
    ],
)
def test_damaged_and_hostile_headers_are_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "hostile.gguf"
    file.write_bytes(content)
    with pytest.raises(ModelDamaged):
        read_gguf_model(file)


def test_a_file_of_another_format_is_no_language_model(tmp_path: Path) -> None:
    file = tmp_path / "archive.gguf"
    file.write_bytes(b"PK\x03\x04 a zip archive")
    with pytest.raises(LanguageModelUnsuitable, match="no GGUF file"):
        read_gguf_model(file)


def test_flipped_bytes_never_do_worse_than_an_error(tmp_path: Path) -> None:
    intact = write_gguf(tmp_path / "model.gguf").read_bytes()
    file, dice = tmp_path / "flipped.gguf", random.Random(6)  # no secret
    for _ in range(300):
        content = bytearray(intact)
        for _ in range(4):
            content[dice.randrange(len(content))] = dice.randrange(256)
        file.write_bytes(content)
        with suppress(ModelError):
            read_gguf_model(file)


def test_a_missing_file_is_noticed(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing):
        read_gguf_model(tmp_path / "missing.gguf")
