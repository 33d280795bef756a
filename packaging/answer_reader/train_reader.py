"""Trains the answer reader: a small transformer that marks where a passage answers a question, or that it does not.

From `packaging/`, with what `answer_reader/requirements.txt` names:
`python -m answer_reader.train_reader --encoder FOLDER --squad train-v1.1.json --output FOLDER`

With `--continue-with FOLDER` it goes on with what it wrote before, at a lower rate.

Fine-tunes the encoder all-MiniLM-L6-v2, its word embeddings aside. It computes in bfloat16, with weights kept in full
precision beside: that is several times as fast on processors that multiply such matrices (AMX).
"""

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from answer_reader.encyclopedia_lessons import encyclopedia_lessons
from answer_reader.everyday_lessons import everyday_lessons
from answer_reader.reading_example import ReadingExample
from tokenizers import Tokenizer
from transformers import BertForQuestionAnswering

_MOST_TOKENS = 256
_MOST_QUESTION_TOKENS = 48
_MOST_TITLE_TOKENS = 20
_TOKENS_A_BATCH = 8192
_POOL = 4096
"""Lessons that are sorted by length before they are made batches, so that little is padded."""
_PEAK_RATE = 2e-4
_PEAK_RATE_OF_MORE = 5e-5
"""Of lessons that a trained model goes on with."""
_LEAST_RATE = 1e-7
_WARM_UP = 0.06
_SECONDS_BETWEEN_LINES = 30.0
_EARLY_SHARE = 0.16
"""The weights after this share of the lessons and those after all of them make the model, half of each: it reads texts
that are unlike the lessons better than the last ones, and those like them nearly as well (Wortsman et al., "Robust
fine-tuning of zero-shot models", 2022)."""
_EARLY_SHARE_OF_MORE = 0.5
"""The same for a model that goes on; half of the result are the weights that it began with."""
_SEED = 20

_IGNORED = -1e4
"""The score of a token that can't begin or end an answer."""


@dataclass(frozen=True, slots=True)
class _Encoded:
    """A lesson as tokens. `start` and `end` are the first and last token of the answer, both 0 (`[CLS]`) if none."""

    ids: list[int]
    second_from: int
    answers_from: int
    start: int
    end: int


def main() -> None:
    """Train, print how it goes, and save."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--encoder", type=Path, required=True, help="folder of all-MiniLM-L6-v2 in full precision")
    parser.add_argument("--squad", type=Path, required=True, help="train-v1.1.json")
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--everyday", type=int, default=24_000, help="how many lessons of everyday documents")
    parser.add_argument("--encyclopedia", type=int, help="how many lessons of the encyclopedia; all of them otherwise")
    parser.add_argument("--most", type=int, help="stop after so many lessons")
    parser.add_argument("--continue-with", type=Path, metavar="FOLDER", help="what an earlier training wrote")
    options = parser.parse_args()
    chance = random.Random(_SEED)
    torch.manual_seed(_SEED)
    tokenizer = Tokenizer.from_file(str(options.encoder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    of_encyclopedia = list(encyclopedia_lessons(options.squad, chance))
    chance.shuffle(of_encyclopedia)
    lessons = [*of_encyclopedia[: options.encyclopedia], *everyday_lessons(options.everyday, chance)]
    chance.shuffle(lessons)
    lessons = lessons[: options.most]
    model = BertForQuestionAnswering.from_pretrained(
        options.encoder, attn_implementation="eager", hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0
    )
    if options.continue_with is not None:
        model.load_state_dict(torch.load(options.continue_with / "reader.pt", weights_only=True), strict=False)
    train(model, tokenizer, lessons, chance, options.output, goes_on=options.continue_with is not None)


def train(
    model: BertForQuestionAnswering,
    tokenizer: Tokenizer,
    lessons: Sequence[ReadingExample],
    chance: random.Random,
    output: Path,
    *,
    goes_on: bool,
) -> None:
    """One time through `lessons`; the model is saved in `output`. `goes_on` if it was trained before."""
    peak_rate, early_share = (_PEAK_RATE_OF_MORE, _EARLY_SHARE_OF_MORE) if goes_on else (_PEAK_RATE, _EARLY_SHARE)
    model.train()
    model.bert.embeddings.word_embeddings.requires_grad_(False)
    trained = [parameter for parameter in model.parameters() if parameter.requires_grad]
    masters = [parameter.detach().clone() for parameter in trained]
    begun_with = [master.clone() for master in masters] if goes_on else []
    model.bfloat16()
    optimizer = torch.optim.AdamW(masters, lr=peak_rate, weight_decay=0.01, fused=True)
    early: list[torch.Tensor] = []
    progress = _Progress(len(lessons))
    for batch in _batches(tokenizer, lessons, chance):
        rate = peak_rate * min(progress.share / _WARM_UP, (1 - progress.share) / (1 - _WARM_UP))
        for group in optimizer.param_groups:
            group["lr"] = max(rate, _LEAST_RATE)
        loss = _loss(model, batch)
        loss.backward()
        with torch.no_grad():
            for master, parameter in zip(masters, trained, strict=True):
                master.grad = None if parameter.grad is None else parameter.grad.float()
                parameter.grad = None
            torch.nn.utils.clip_grad_norm_(masters, 1.0)
            optimizer.step()
            for master, parameter in zip(masters, trained, strict=True):
                parameter.copy_(master)
        progress.note(len(batch), loss.item())
        if not early and progress.share >= early_share:
            early = [master.clone() for master in masters]
    result = _halves(early, masters)
    _save(model, _halves(begun_with, result) if goes_on else result, output)


def _halves(some: Sequence[torch.Tensor], others: Sequence[torch.Tensor]) -> list[torch.Tensor]:
    """Weights that are half of each."""
    return [(one + other) / 2 for one, other in zip(some, others, strict=True)]


class _Progress:
    """How far the training is; prints it now and then."""

    def __init__(self, lessons: int) -> None:
        self._lessons = lessons
        self._done = 0
        self._begun = self._shown = time.monotonic()
        self._losses: list[float] = []

    @property
    def share(self) -> float:
        """How much of the lessons is done, from 0 to 1."""
        return self._done / self._lessons

    def note(self, lessons: int, loss: float) -> None:
        """So many more lessons are done."""
        self._done += lessons
        self._losses.append(loss)
        now = time.monotonic()
        if now - self._shown > _SECONDS_BETWEEN_LINES:
            left = (now - self._begun) / self._done * (self._lessons - self._done) / 60
            mean = sum(self._losses) / len(self._losses)
            print(f"{self._done} of {self._lessons}, loss {mean:.3f}, {left:.0f} min left", flush=True)
            self._shown, self._losses = now, []


def _loss(model: BertForQuestionAnswering, batch: Sequence[_Encoded]) -> torch.Tensor:
    starts, ends = _scores(model, batch)
    cross_entropy = torch.nn.functional.cross_entropy
    return (
        cross_entropy(starts.float(), torch.tensor([item.start for item in batch]))
        + cross_entropy(ends.float(), torch.tensor([item.end for item in batch]))
    ) / 2


def _scores(model: BertForQuestionAnswering, batch: Sequence[_Encoded]) -> tuple[torch.Tensor, torch.Tensor]:
    longest = max(len(item.ids) for item in batch)
    ids = torch.zeros(len(batch), longest, dtype=torch.long)
    mask, kinds = torch.zeros_like(ids), torch.zeros_like(ids)
    outside = torch.zeros(len(batch), longest)
    for row, item in enumerate(batch):
        size = len(item.ids)
        ids[row, :size] = torch.tensor(item.ids)
        mask[row, :size] = 1
        kinds[row, item.second_from : size] = 1
        outside[row, 1 : item.answers_from] = _IGNORED
        outside[row, size - 1 :] = _IGNORED
    found = model(input_ids=ids, attention_mask=mask, token_type_ids=kinds)
    return found.start_logits + outside.to(found.start_logits.dtype), found.end_logits + outside.to(
        found.end_logits.dtype
    )


def _batches(
    tokenizer: Tokenizer, lessons: Sequence[ReadingExample], chance: random.Random
) -> Iterator[list[_Encoded]]:
    for first in range(0, len(lessons), _POOL):
        pool = [item for lesson in lessons[first : first + _POOL] if (item := _encoded(tokenizer, lesson))]
        pool.sort(key=lambda item: len(item.ids))
        batches: list[list[_Encoded]] = [[]]
        for item in pool:
            if (len(batches[-1]) + 1) * len(item.ids) > _TOKENS_A_BATCH:
                batches.append([])
            batches[-1].append(item)
        chance.shuffle(batches)
        yield from batches


def _encoded(tokenizer: Tokenizer, lesson: ReadingExample) -> _Encoded | None:
    """None if the answer is beyond the tokens that fit in."""
    question = tokenizer.encode(lesson.question, add_special_tokens=False).ids[:_MOST_QUESTION_TOKENS]
    title = tokenizer.encode(f"{lesson.title} :", add_special_tokens=False).ids[-_MOST_TITLE_TOKENS:]
    passage = tokenizer.encode(lesson.passage, add_special_tokens=False)
    first, separator = tokenizer.encode("").ids  # [CLS] and [SEP]
    second_from = len(question) + 2
    answers_from = second_from + len(title)
    room = _MOST_TOKENS - answers_from - 1
    ids = [first, *question, separator, *title, *passage.ids[:room], separator]
    if lesson.answer is None:
        return _Encoded(ids, second_from, answers_from, 0, 0)
    low, high = lesson.answer
    inside = [
        place for place, (start, end) in enumerate(passage.offsets[:room]) if start < high and end > low and end > start
    ]
    if not inside:
        return None
    return _Encoded(ids, second_from, answers_from, answers_from + inside[0], answers_from + inside[-1])


def _save(model: BertForQuestionAnswering, masters: Sequence[torch.Tensor], output: Path) -> None:
    """The weights in full precision, under the names that transformers knows."""
    names = [name for name, parameter in model.named_parameters() if parameter.requires_grad]
    output.mkdir(parents=True, exist_ok=True)
    model.config.save_pretrained(output)
    torch.save(dict(zip(names, masters, strict=True)), output / "reader.pt")


if __name__ == "__main__":
    main()
