"""The headless commands for tasks: `summarise`, `compare`, `quiz`, `explain` and `translate`."""

import argparse
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from engine.command_output import Json, answer_json, citations_text
from engine.paths import absolute_path, is_folder
from engine.types import (
    Answer,
    CompareDocuments,
    ExplainPassage,
    QuizOnDocument,
    Selection,
    Sentence,
    SummariseDocument,
    SummariseFolder,
    Task,
    TranslatePassage,
)

if TYPE_CHECKING:
    Parsers = argparse._SubParsersAction[argparse.ArgumentParser]

TASK_COMMANDS = ("summarise", "compare", "quiz", "explain", "translate")


def add_task_commands(commands: "Parsers", common: argparse.ArgumentParser) -> None:
    """Add the parsers of all tasks; `common` holds the options that every command has."""
    summarise = commands.add_parser("summarise", parents=[common], help="the most telling sentences, with citations")
    summarise.add_argument("path", metavar="PATH", help="a document, or a folder")
    compare = commands.add_parser("compare", parents=[common], help="what differs between two documents")
    compare.add_argument("path", metavar="FIRST", help="a document")
    compare.add_argument("second", metavar="SECOND", help="another document")
    quiz = commands.add_parser("quiz", parents=[common], help="questions about a document, with their answers")
    quiz.add_argument("path", metavar="PATH", help="a document")
    explain = commands.add_parser("explain", parents=[common], help="what a document says about a passage of it")
    translate = commands.add_parser("translate", parents=[common], help="a passage in another language")
    for parser in (explain, translate):
        parser.add_argument("path", metavar="PATH", help="a document")
        parser.add_argument("quote", metavar="QUOTE", help="words of the document")
    translate.add_argument("language", metavar="LANGUAGE", help='such as "German"')
    for parser in (summarise, compare, quiz, explain, translate):
        parser.add_argument("--json", action="store_true", help="print JSON")


def task_of(arguments: argparse.Namespace) -> Task:
    """The task that the command line asks for."""
    path = absolute_path(arguments.path)
    match arguments.command:
        case "compare":
            return CompareDocuments(path, absolute_path(arguments.second))
        case "quiz":
            return QuizOnDocument(path)
        case "explain":
            return ExplainPassage(Selection(path, arguments.quote))
        case "translate":
            return TranslatePassage(Selection(path, arguments.quote), arguments.language)
        case _:
            return SummariseFolder(path) if is_folder(path) else SummariseDocument(path)


def task_json(answer: Answer) -> Json:
    """The result of a task: that of `ask` with the structure of the answer."""
    sentences = [
        {**shared, **_structure(sentence)}
        for shared, sentence in zip(answer_json(answer)["sentences"], answer.sentences, strict=True)
    ]
    return {**answer_json(answer), "sentences": sentences, "notice": answer.notice}


def task_text(answer: Answer) -> str:
    """The result of a task for people: the sentences with the numbers of their citations, then the citations."""
    if not answer.found:
        return answer.text
    if any(sentence.quiz is not None for sentence in answer.sentences):
        return "\n\n".join([answer.text, citations_text(answer)])
    return "\n\n".join([*_sections(answer), citations_text(answer)])


def _structure(sentence: Sentence) -> Json:
    quiz = sentence.quiz
    return {
        "heading": sentence.heading,
        "column": sentence.column,
        "quiz": quiz and {"question": quiz.text, "answer": quiz.answer, "choices": list(quiz.choices)},
    }


def _sections(answer: Answer) -> Iterator[str]:
    for heading, sentences in groupby(answer.sentences, key=lambda sentence: sentence.heading):
        lines = [_numbered(sentence) for sentence in sentences]
        yield "\n".join([f"# {heading}", *lines] if heading else lines)


def _numbered(sentence: Sentence) -> str:
    marker = {1: "< ", 2: "> "}.get(sentence.column, "")
    return " ".join([marker + sentence.text, *(f"[{number}]" for number in sentence.citations)])
