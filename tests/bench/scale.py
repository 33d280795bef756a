"""How search, start, memory and disk grow with a library: 10,000, 100,000 and 1,000,000 passages.

`make bench ARGS=scale`; `python -m tests.bench.scale 10000 100000` takes other sizes. The library is synthetic: words
drawn with Zipf's frequencies from a vocabulary of 50,000, and vectors drawn around 1,000 centres, where neighbours
differ in 24 directions, as vectors of real texts do (drawn in all 384, each would be equally far from all others). They
go through `Catalogue` and `VectorIndexKeeper` as real ones do.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.library.catalogue import Catalogue
from engine.library.catalogue_records import FileStamp
from engine.library.vector_index_keeper import VectorIndexKeeper
from engine.paths import catalogue_file, vector_index_file
from engine.reading.page_text import PartText
from engine.reading.passage_splitter import PassageSpan, SplitPart

SIZES = (10_000, 100_000, 1_000_000)
MODEL_ID = "drawn"
DIMENSIONS = 384
_ROOT = Path(__file__).resolve().parents[2]
_SYLLABLES = ("ba", "den", "fo", "gar", "hin", "ka", "lor", "mi", "nes", "par", "qui", "ro", "sta", "tem", "vol", "zu")
_VOCABULARY = 50_000
_STOP_WORDS = 100
"""As many of the most frequent words are in no question: a question's stop words are not looked for."""
_WORDS_A_PASSAGE = 110
_PASSAGES_A_DOCUMENT = 500
_STEP = 50_000
_CENTRES = 1000
_DIRECTIONS = 24


def measure(folder: Path, sizes: Sequence[int] = SIZES) -> None:
    """Grow a library, measure it in fresh processes at each size, and print the table."""
    print("| passages | words p50/p95 | meaning p50/p95 | both p50/p95 | start | start after a crash | memory | disk |")
    print("|---|---|---|---|---|---|---|---|", flush=True)
    library = _GrowingLibrary(folder)
    try:
        for size in sizes:
            library.grow(size)
            crashed, clean = _probe(folder, "crash"), _probe(folder, "close")
            print(_line(size, crashed, clean, _bytes_in(folder)), flush=True)
    finally:
        library.close()


def questions(count: int) -> list[str]:
    """Questions of eight words."""
    drawn = _draw_words(np.random.default_rng(7), 8 * count, first=_STOP_WORDS)
    return [" ".join(drawn[start : start + 8]) for start in range(0, len(drawn), 8)]


def draw_vectors(generator: np.random.Generator, count: int) -> NDArray[np.float32]:
    """Unit vectors (count x dimensions)."""
    fixed = np.random.default_rng(1)
    centres = fixed.standard_normal((_CENTRES, DIMENSIONS), dtype=np.float32)
    directions = fixed.standard_normal((_DIRECTIONS, DIMENSIONS), dtype=np.float32)
    offsets = generator.standard_normal((count, _DIRECTIONS), dtype=np.float32) @ directions
    vectors = centres[generator.integers(_CENTRES, size=count)] + offsets / 5
    unit: NDArray[np.float32] = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    return unit


class _GrowingLibrary:
    def __init__(self, folder: Path) -> None:
        self._generator = np.random.default_rng(2)
        self._catalogue = Catalogue(catalogue_file(folder), MODEL_ID)
        self._vectors = VectorIndexKeeper(vector_index_file(folder, MODEL_ID), MODEL_ID, DIMENSIONS)
        self._size = 0

    def grow(self, size: int) -> None:
        """Add passages until there are `size`, and leave the files as a program does that ends."""
        self._vectors.load(self._catalogue)
        while self._size < size:
            started = time.perf_counter()
            end = min(self._size + _STEP, size)
            while self._size < end:
                self._add_document(min(_PASSAGES_A_DOCUMENT, end - self._size))
            stored = time.perf_counter()
            self._add_vectors()
            print(
                f"{self._size:,} passages: {stored - started:.0f} s for words, "
                f"{time.perf_counter() - stored:.0f} s for vectors",
                file=sys.stderr,
            )
        self._vectors.save(self._catalogue)
        self._vectors.close()

    def close(self) -> None:
        self._catalogue.close()

    def _add_document(self, passages: int) -> None:
        path = Path(f"/reports/{self._size // 10_000}/{self._size}.pdf")
        words = _draw_words(self._generator, passages * _WORDS_A_PASSAGE)
        self._catalogue.replace_document(path, FileStamp(1, 1), f"{self._size:064}", "pdf", _parts(words))
        self._size += passages

    def _add_vectors(self) -> None:
        texts = self._catalogue.texts_without_vector(_STEP)
        vectors = draw_vectors(self._generator, len(texts))
        keys = self._catalogue.store_vectors([text.text_hash for text in texts], vectors)
        self._vectors.index.add(keys, vectors)
        self._vectors.save(self._catalogue)


def _draw_words(generator: np.random.Generator, count: int, first: int = 0) -> list[str]:
    """Words of the vocabulary, from its `first` on, the more frequent the earlier they stand in it."""
    ends = np.cumsum(1 / np.arange(first + 1, _VOCABULARY + 1))
    places = first + np.searchsorted(ends, generator.random(count) * ends[-1])
    return [_word(place) for place in places.tolist()]


def _word(number: int) -> str:
    """Another word for each number."""
    syllables = [_SYLLABLES[number % 16]]
    while number := number // 16:
        syllables.append(_SYLLABLES[number % 16])
    return "".join(syllables)


def _parts(words: Sequence[str]) -> Iterator[SplitPart]:
    for number, start in enumerate(range(0, len(words), _WORDS_A_PASSAGE), start=1):
        text = " ".join(words[start : start + _WORDS_A_PASSAGE])
        yield SplitPart(PartText(number, number, text), (PassageSpan(0, len(text), ""),))


def _probe(folder: Path, end: str) -> dict[str, float]:
    """What a fresh process measures of the library."""
    command = [sys.executable, "-m", "tests.bench.scale_probe", str(folder), end]
    output = subprocess.run(command, cwd=_ROOT, capture_output=True, check=True, text=True).stdout
    measured: dict[str, float] = json.loads(output)
    return measured


def _line(size: int, marked: dict[str, float], unmarked: dict[str, float], disk: int) -> str:
    times = (f"{marked[f'{what}_p50']:.1f}/{marked[f'{what}_p95']:.1f} ms" for what in ("words", "meaning", "both"))
    starts = f"{1000 * marked['start']:.0f} ms | {1000 * unmarked['start']:.0f} ms"
    memory = f"{marked['own'] / 1e6:.0f} MB + {marked['mapped'] / 1e6:.0f} MB mapped"
    return f"| {size:,} | {' | '.join(times)} | {starts} | {memory} | {disk / 1e9:.2f} GB |"


def _bytes_in(folder: Path) -> int:
    return sum(entry.stat().st_size for entry in os.scandir(folder))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        measure(Path(temporary), [int(size) for size in sys.argv[1:]] or SIZES)
