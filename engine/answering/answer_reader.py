"""Reads a passage for a question, and tells where in it the answer stands, or that it does not: run by onnxruntime.

A small transformer of our own (`packaging/answer_reader/`) scores each token of a passage as the first and as the last
one of an answer, and the token before all others as "there is none" (Devlin et al., "BERT: Pre-training of Deep
Bidirectional Transformers for Language Understanding", 2019, section 4.3). It knows English.
"""

import threading
from dataclasses import dataclass
from math import exp, inf
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.errors import ModelDamaged, ModelMissing
from engine.models.embedding_model_folder import MODEL_FILE
from engine.models.model_catalog import AnswerReaderInfo
from engine.unicode_text import valid_unicode

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

_TOKENIZER_FILE = "tokenizer.json"
_MOST_TOKENS = 256
"""Of a question, a title and a window of the passage together, as in the model's lessons."""
_MOST_QUESTION_TOKENS = 48
_MOST_TITLE_TOKENS = 32
_SHARED_TOKENS = 48
"""So many tokens of a long passage are in two windows, so that an answer is whole in one of them."""
_LONGEST_ANSWER = 30
"""Tokens."""
_TEMPERATURE = 4.0
"""The model is surer than it should be: margins are divided by this before they become a share."""


@dataclass(frozen=True, slots=True)
class _Window:
    """Logits of tokens to begin and to end an answer, and where in the passage they stand (`places`, n x 2).

    `none` is the sum of logits that says that there is no answer here.
    """

    places: NDArray[np.int64]
    starts: NDArray[np.float32]
    ends: NDArray[np.float32]
    none: float

    def best(self, start: int, end: int) -> "_Span | None":
        """The likeliest answer in a range of characters of the passage; None if no token stands there."""
        (inside,) = np.nonzero((self.places[:, 0] >= start) & (self.places[:, 1] <= end))
        if not len(inside):
            return None
        sums = self.starts[inside][:, None] + self.ends[inside][None, :]
        possible = np.triu(np.tril(np.ones_like(sums, dtype=bool), _LONGEST_ANSWER - 1))
        first, last = np.unravel_index(np.where(possible, sums, -inf).argmax(), sums.shape)
        there = (int(self.places[inside[first], 0]), int(self.places[inside[last], 1]))
        return _Span(*there, float(sums[first, last]) - self.none)


@dataclass(frozen=True, slots=True)
class _Span:
    """A possible answer, a range of characters; `margin` is by how much it is likelier than none, as a logit."""

    start: int
    end: int
    margin: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What the model makes of one passage."""

    windows: tuple[_Window, ...]

    def answered(self, start: int, end: int) -> float:
        """How surely an answer stands within the characters `start` to `end` of the passage, from 0 to 1."""
        span = self._best(start, end)
        return 1 / (1 + exp(-max(span.margin, -100.0) / _TEMPERATURE)) if span else 0.0

    def answer(self, start: int, end: int) -> tuple[int, int] | None:
        """Where within these characters the answer stands, if it is likelier than none."""
        span = self._best(start, end)
        return (span.start, span.end) if span and span.margin > 0 else None

    def _best(self, start: int, end: int) -> _Span | None:
        spans = [span for window in self.windows if (span := window.best(start, end))]
        return max(spans, key=lambda span: span.margin, default=None)


class AnswerReader:
    """Reads passages with one model. Thread-safe; the model is loaded when it is first needed."""

    def __init__(self, model: AnswerReaderInfo) -> None:
        self._model = model
        self._lock = threading.Lock()
        self._loaded: tuple[InferenceSession, Tokenizer] | None = None

    def prepare(self) -> None:
        """Load the model before the first passage is to be read. Raises `ModelMissing` and `ModelDamaged`."""
        self._load()

    def read(self, question: str, title: str, passage: str) -> Reading:
        """Look for the answer to `question` in a passage; `title` is what it stands under (its document, its heading).

        Takes ten to forty milliseconds for a passage of usual length. Raises `ModelMissing` and `ModelDamaged`.
        """
        session, tokenizer = self._load()
        asked = tokenizer.encode(valid_unicode(question), add_special_tokens=False).ids[:_MOST_QUESTION_TOKENS]
        named = tokenizer.encode(valid_unicode(f"{title} :"), add_special_tokens=False).ids[-_MOST_TITLE_TOKENS:]
        text = tokenizer.encode(passage, add_special_tokens=False)
        begin, separate = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
        head = [begin, *asked, separate, *named]
        room = _MOST_TOKENS - len(head) - 1
        windows = []
        for first in range(0, max(1, len(text.ids) - _SHARED_TOKENS), room - _SHARED_TOKENS):
            part = slice(first, first + room)
            ids = np.array([[*head, *text.ids[part], separate]], dtype=np.int64)
            second = np.zeros_like(ids)
            second[0, len(asked) + 2 :] = 1
            inputs = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": second}
            try:
                starts, ends = (logits[0] for logits in session.run(None, inputs))
            except Exception as error:  # onnxruntime raises classes of its own
                raise ModelDamaged(f"{self._model.folder}: {error}") from error
            places = np.array(text.offsets[part], dtype=np.int64).reshape(-1, 2)
            inside = slice(len(head), len(head) + len(places))
            windows.append(_Window(places, starts[inside], ends[inside], float(starts[0] + ends[0])))
        return Reading(tuple(windows))

    def _load(self) -> "tuple[InferenceSession, Tokenizer]":
        """The model, loaded by the first thread that needs it while the others wait."""
        with self._lock:
            if self._loaded is None:
                self._loaded = _load_model(self._model)
            return self._loaded


def _load_model(model: AnswerReaderInfo) -> "tuple[InferenceSession, Tokenizer]":
    for name in (MODEL_FILE, _TOKENIZER_FILE):
        if not (model.folder / name).is_file():
            raise ModelMissing(str(model.folder / name))
    from onnxruntime import InferenceSession, SessionOptions
    from tokenizers import Tokenizer

    options = SessionOptions()
    options.intra_op_num_threads = 1  # as for vectors: several gain little, and leave no core to the window
    try:
        session = InferenceSession(str(model.folder / MODEL_FILE), options, providers=["CPUExecutionProvider"])
        tokenizer = Tokenizer.from_file(str(model.folder / _TOKENIZER_FILE))
    except Exception as error:  # onnxruntime and tokenizers raise classes of their own for what they cannot parse
        raise ModelDamaged(f"{model.folder}: {error}") from error
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return session, tokenizer
