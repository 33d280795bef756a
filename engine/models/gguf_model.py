"""What a GGUF file is and whether Pagewise can answer with it, as far as its header tells."""

from dataclasses import dataclass
from pathlib import Path

from engine.errors import LanguageModelUnsuitable, ModelDamaged, ModelMissing
from engine.models.gguf_reader import AnotherFormat, GgufHeader, NotGguf, Value, read_header, texts

_BYTES_OF_A_CACHED_NUMBER = 2
"""llama.cpp keeps keys and values as 16-bit floats."""

_QUANTISATIONS = {
    0: "F32",
    1: "F16",
    2: "Q4_0",
    3: "Q4_1",
    7: "Q8_0",
    8: "Q5_0",
    9: "Q5_1",
    10: "Q2_K",
    11: "Q3_K_S",
    12: "Q3_K_M",
    13: "Q3_K_L",
    14: "Q4_K_S",
    15: "Q4_K_M",
    16: "Q5_K_S",
    17: "Q5_K_M",
    18: "Q6_K",
    20: "IQ2_XS",
    19: "IQ2_XXS",
    21: "Q2_K_S",
    22: "IQ3_XS",
    23: "IQ3_XXS",
    24: "IQ1_S",
    25: "IQ4_NL",
    26: "IQ3_S",
    27: "IQ3_M",
    28: "IQ2_S",
    29: "IQ2_M",
    30: "IQ4_XS",
    31: "IQ1_M",
    32: "BF16",
    38: "MXFP4",
}
"""Names of `general.file_type`, as in llama.h (llama_ftype)."""

_BLOCKS = {
    0: (1, 4),
    1: (1, 2),
    2: (32, 18),
    3: (32, 20),
    6: (32, 22),
    7: (32, 24),
    8: (32, 34),
    10: (256, 84),
    11: (256, 110),
    12: (256, 144),
    13: (256, 176),
    14: (256, 210),
    20: (32, 18),
    23: (256, 136),
    30: (1, 2),
    39: (32, 17),
}
"""Numbers and bytes of a block of ggml's types; those of the rarer ones are not needed to see a file cut off."""


@dataclass(frozen=True, slots=True)
class GgufModel:
    """A language model in a file that is intact as far as its header tells. Texts that it does not tell are ""."""

    file: Path
    size: int
    architecture: str
    parameters: int
    context_tokens: int
    """How many tokens it was made to look at; 0 if that is not told."""
    quantisation: str
    licence: str
    languages: tuple[str, ...]
    cache_bytes_per_token: int
    """Memory that each token of the context takes while it runs."""


def read_gguf_model(file: Path) -> GgufModel:
    """The model in `file`.

    Raises `ModelMissing`, `ModelDamaged` if it is cut off or its header is damaged, and `LanguageModelUnsuitable` if it
    is something else than a whole model that answers.
    """
    try:
        header = read_header(file)
    except OSError as error:
        raise ModelMissing(f"{file} ({error.strerror})") from error
    except AnotherFormat as error:
        raise LanguageModelUnsuitable(f"{file.name}: {error}") from error
    except NotGguf as error:
        raise ModelDamaged(f"{file.name}: {error}") from error
    _require_chat_model(header, file)
    _require_whole_file(header, file)
    return _described(header, file)


def _require_chat_model(header: GgufHeader, file: Path) -> None:
    metadata = header.metadata
    architecture = metadata.get("general.architecture")
    if not isinstance(architecture, str) or not architecture:
        raise LanguageModelUnsuitable(f"{file.name} does not tell how it is built.")
    if metadata.get("general.type", "model") != "model" or architecture == "clip":
        raise LanguageModelUnsuitable(f"{file.name} is a part that is added to a model, not a model.")
    if _number(metadata.get("split.count")) > 1:
        raise LanguageModelUnsuitable(f"{file.name} is one of several parts. Choose a model in a single file.")
    if f"{architecture}.pooling_type" in metadata or "bert" in architecture:
        raise LanguageModelUnsuitable(f"{file.name} turns text into vectors and cannot write.")
    if "tokenizer.chat_template" not in metadata:
        raise LanguageModelUnsuitable(
            f"{file.name} was made to continue text, not to answer. "
            'Choose one with "Instruct" or "Chat" in its name, if there is one.'
        )


def _require_whole_file(header: GgufHeader, file: Path) -> None:
    for tensor in header.tensors:
        numbers, size = _BLOCKS.get(tensor.type_number, (1, 0))
        end = tensor.position + -(-tensor.elements // numbers) * size
        if end > header.size:
            raise ModelDamaged(f"{file.name} is cut off: {header.size} of at least {end} bytes are there")


def _described(header: GgufHeader, file: Path) -> GgufModel:
    metadata = header.metadata
    architecture = str(metadata["general.architecture"])
    return GgufModel(
        file=file,
        size=header.size,
        architecture=architecture,
        parameters=sum(tensor.elements for tensor in header.tensors),
        context_tokens=_number(metadata.get(f"{architecture}.context_length")),
        quantisation=_QUANTISATIONS.get(_number(metadata.get("general.file_type"), -1), ""),
        licence=_text(metadata.get("general.license")),
        languages=tuple(texts(metadata.get("general.languages"))),
        cache_bytes_per_token=_cache_bytes_per_token(metadata, architecture),
    )


def _cache_bytes_per_token(metadata: dict[str, Value], architecture: str) -> int:
    """The keys and values that every layer keeps of a token; an upper bound where layers are of different kinds."""

    def told(name: str, otherwise: int = 0) -> int:
        value = metadata.get(f"{architecture}.{name}")
        # A list tells it layer by layer.
        return (
            max((_number(item) for item in value), default=0) if isinstance(value, list) else _number(value, otherwise)
        )

    heads = max(1, told("attention.head_count", 1))
    length = told("embedding_length") // heads
    both = told("attention.key_length", length) + told("attention.value_length", length)
    return told("block_count") * told("attention.head_count_kv", heads) * both * _BYTES_OF_A_CACHED_NUMBER


def _number(value: object, otherwise: int = 0) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else otherwise


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""
