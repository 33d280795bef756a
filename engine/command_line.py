"""The headless commands: `index`, `search`, `ask`, tasks, `status`, `models`; the same engine as the desktop's, no Qt.

Results go to stdout, messages to stderr. Exit codes: 0 done, 1 an error (its title, reason and advice are on
stderr), 2 wrong usage, 130 interrupted with Ctrl-C.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from io import TextIOWrapper
from pathlib import Path

from engine import command_output as output
from engine.api import DocumentAssistant
from engine.command_scope import add_scope_options, scope_of
from engine.data_places import chosen_library_folder
from engine.errors import BadBatchFile, PagewiseError, PlaceNotFound, system_reason
from engine.events import Event, IndexingProgressed, NoticeRaised, TaskProgressed
from engine.explanation_output import explanation_json, explanation_text
from engine.model_commands import add_model_commands, run_model_command
from engine.paths import absolute_path, is_there
from engine.task_commands import TASK_COMMANDS, add_task_commands, task_json, task_of, task_text
from engine.types import Failure, Question

_MOST_HITS = 1000
"""More passages than anybody reads; the search gets slower with each."""


def parse_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """The parsed command line; `command` is None or "open" for the desktop. Exits with code 2 on wrong usage.

    `library` is None where the user's own library is meant. A path in the command's place is opened, as programs do.
    """
    parser = argparse.ArgumentParser(prog="pagewise", description="Offline personal document assistant.")
    _add_common_options(parser, None, None, None)
    parser.add_argument("--self-test", action="store_true", help="check that every part works on this computer")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    common = argparse.ArgumentParser(add_help=False)
    # SUPPRESS: without it, the sub-command's defaults would undo what was given before the sub-command.
    _add_common_options(common, argparse.SUPPRESS, argparse.SUPPRESS, argparse.SUPPRESS)
    _add_open(commands.add_parser("open", parents=[common], help="open the window, add places, ask a question"))
    _add_index(commands.add_parser("index", parents=[common], help="index folders or files"))
    _add_search(commands.add_parser("search", parents=[common], help="find passages"))
    _add_ask(commands.add_parser("ask", parents=[common], help="answer a question with citations"))
    add_task_commands(commands, common)
    add_model_commands(commands, common)
    _add_json(commands.add_parser("status", parents=[common], help="what the library holds"))
    if arguments and arguments[0] not in commands.choices and is_there(Path(arguments[0])):
        arguments = ["open", *arguments]
    parsed = parser.parse_args(arguments)
    if parsed.command in ("search", "ask"):
        if (parsed.text is None) == (parsed.batch is None):
            parser.error(f"{parsed.command} needs either a text or --batch FILE")
        if parsed.text is not None and not parsed.text.strip():
            parser.error(f"there is nothing to {parsed.command}: the text is empty")
        if parsed.since and parsed.until and parsed.since > parsed.until:
            parser.error(f"--since {parsed.since} lies after --until {parsed.until}")
    return parsed


def run_command(arguments: argparse.Namespace) -> int:
    """Run a headless command and return its exit code."""
    commands: dict[str, Callable[[argparse.Namespace], None]] = {
        "index": _index,
        "search": _search,
        "ask": _ask,
        "status": _status,
        "models": _models,
        **dict.fromkeys(TASK_COMMANDS, _do_task),
    }
    if isinstance(sys.stdout, TextIOWrapper):
        # Windows would write a code page into pipes; names that are no valid Unicode hold what no encoding takes.
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    try:
        if arguments.command != "models":  # they need no library, whose disk may be away
            arguments.library = arguments.library or chosen_library_folder()
        commands[arguments.command](arguments)
    except PagewiseError as error:
        print(f"{error}\n{error.advice}", file=sys.stderr)
        return 1
    except BrokenPipeError:  # who reads the results has had enough of them, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else Python complains at its end
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130
    return 0


def _add_common_options(parser: argparse.ArgumentParser, library: object, language: object, embedding: object) -> None:
    add = parser.add_argument
    add("--library", type=Path, default=library, metavar="DIR", help="where the index lives")
    add("--language-model", type=Path, default=language, metavar="FILE", help="a GGUF file to answer with")
    add("--embedding-model", type=Path, default=embedding, metavar="DIR", help="a model to search by meaning with")


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON")


def _add_open(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="folders or files to add")
    parser.add_argument("--ask", metavar="QUESTION", help="ask this when everything is indexed")
    parser.add_argument("--quick-question", action="store_true", help="open a small window that takes a question")
    parser.add_argument("--in-background", action="store_true", help="open no window if there is an icon by the clock")


def _add_index(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="folders or files to add")
    parser.add_argument("--watch", action="store_true", help="keep following changes until Ctrl-C")
    _add_json(parser)


def _add_query(parser: argparse.ArgumentParser, name: str) -> None:
    parser.add_argument("text", nargs="?", metavar=name)
    parser.add_argument("--batch", type=Path, metavar="FILE", help='JSON lines of {"id", "question"}')
    add_scope_options(parser)
    parser.add_argument("--thorough", action="store_true", help="consider more passages, which takes longer")
    _add_json(parser)


def _add_search(parser: argparse.ArgumentParser) -> None:
    _add_query(parser, "QUERY")
    parser.add_argument("-k", dest="limit", type=_limit, default=10, metavar="N", help="how many passages")


def _add_ask(parser: argparse.ArgumentParser) -> None:
    _add_query(parser, "QUESTION")
    parser.add_argument("--no-model", action="store_true", help="answer with quotes only")
    parser.add_argument("--explain", action="store_true", help="tell why the answer is what it is")


def _limit(text: str) -> int:
    if not (text.isdecimal() and 1 <= int(text) <= _MOST_HITS):
        raise argparse.ArgumentTypeError(f"must be a number from 1 to {_MOST_HITS}")
    return int(text)


def _index(arguments: argparse.Namespace) -> None:
    places = [absolute_path(path) for path in arguments.paths]
    for place in places:
        if not is_there(place):
            raise PlaceNotFound(str(place))
    report = _report_progress if sys.stderr.isatty() else _report_notices
    model = arguments.embedding_model and absolute_path(arguments.embedding_model)
    assistant = DocumentAssistant(arguments.library, report, embedding_model=model, watch=arguments.watch)
    try:
        assistant.start()
        assistant.resume_indexing()  # who asks for it does not want to wait for the end of an earlier pause
        assistant.add_places(places)
        summary = assistant.wait_until_indexed()
        _print(arguments, output.summary_json(summary), output.summary_text(summary))
        if arguments.watch:
            print("Watching for changes; Ctrl-C ends.", file=sys.stderr)
            while True:
                time.sleep(3600)  # Ctrl-C ends it on Windows too, which waiting for an event would not allow
    finally:
        assistant.close()


def _search(arguments: argparse.Namespace) -> None:
    scope = scope_of(arguments)
    with _ReadOnlyAssistant(arguments) as assistant:
        for question_id, text in _queries(arguments):
            result = assistant.search(text, arguments.limit, scope, thorough=arguments.thorough)
            _print_reply(arguments, question_id, output.search_json(result), output.search_text(result))


def _ask(arguments: argparse.Namespace) -> None:
    scope = scope_of(arguments)
    with _ReadOnlyAssistant(arguments) as assistant:
        for question_id, text in _queries(arguments):
            question = Question(text, scope, thorough=arguments.thorough, use_model=not arguments.no_model)
            answer, explanation = assistant.answer_and_explain(question)
            if answer.notice:
                print(answer.notice, file=sys.stderr)
            data, for_people = output.answer_json(answer), output.answer_text(answer)
            if arguments.explain:
                data["explanation"] = explanation_json(explanation)
                for_people += f"\n\n{explanation_text(explanation)}"
            _print_reply(arguments, question_id, data, for_people)


def _do_task(arguments: argparse.Namespace) -> None:
    with _ReadOnlyAssistant(arguments) as assistant:
        answer = assistant.answer(task_of(arguments))
        if answer.notice:
            print(answer.notice, file=sys.stderr)
        _print(arguments, task_json(answer), task_text(answer))


def _status(arguments: argparse.Namespace) -> None:
    with _ReadOnlyAssistant(arguments) as assistant:
        status = assistant.status()
        _print(arguments, output.status_json(status), output.status_text(status))


def _models(arguments: argparse.Namespace) -> None:
    _print(arguments, *run_model_command(arguments))


class _ReadOnlyAssistant:
    """An assistant that searches a library and never writes, so that it works while the desktop has it open."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self._assistant = DocumentAssistant(
            arguments.library,
            _report_notices,
            language_model=arguments.language_model,
            embedding_model=arguments.embedding_model and absolute_path(arguments.embedding_model),
            writable=False,
        )

    def __enter__(self) -> DocumentAssistant:
        self._assistant.start()
        return self._assistant

    def __exit__(self, *exception: object) -> None:
        self._assistant.close()


def _queries(arguments: argparse.Namespace) -> Iterator[tuple[object, str]]:
    """Pairs of id (any JSON value) and text: one from the command line, or those of the batch file."""
    if arguments.batch is None:
        yield None, arguments.text
        return
    try:
        # Not splitlines(): a JSON string may hold characters that it takes for line ends.
        lines = arguments.batch.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        raise BadBatchFile(system_reason(error)) from error
    except UnicodeDecodeError as error:
        raise BadBatchFile(f"{arguments.batch} is not in UTF-8") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                entry = json.loads(line)
                question_id, text = entry["id"], entry["question"]
            except (ValueError, TypeError, KeyError) as error:
                raise BadBatchFile(f"{arguments.batch}, line {number}") from error
            if not isinstance(text, str):
                raise BadBatchFile(f"{arguments.batch}, line {number}")
            yield question_id, text


def _print(arguments: argparse.Namespace, data: output.Json, text: str) -> None:
    """Print a result in the shape that was asked for."""
    print(json.dumps(data, ensure_ascii=False) if arguments.json else text, flush=True)


def _print_reply(arguments: argparse.Namespace, question_id: object, data: output.Json, text: str) -> None:
    """Print the reply to a query: as one JSON line with its id in a batch, else as asked for."""
    if arguments.batch is None:
        _print(arguments, data, text)
    else:
        print(json.dumps({"id": question_id, **data}, ensure_ascii=False), flush=True)


def _report_notices(event: Event) -> None:
    if isinstance(event, TaskProgressed) and sys.stderr.isatty():
        print(f"{event.done + 1}/{event.total} {event.what}", file=sys.stderr)
    if isinstance(event, NoticeRaised):
        print(Failure(event.title, "", event.advice), file=sys.stderr)


def _report_progress(event: Event) -> None:
    _report_notices(event)
    if isinstance(event, IndexingProgressed):
        progress = event.progress
        print(
            f"\r{progress.documents_done}/{progress.documents_total} documents, {progress.pages_read} pages, "
            f"{progress.passages_embedded}/{progress.passages_to_embed} passages by meaning ",
            end="\n" if progress.idle else "",
            file=sys.stderr,
            flush=True,
        )
