"""Starts Pagewise: the desktop without a command, a headless command with one (`main.py --help`)."""

import multiprocessing
import sys


def main() -> int:
    """Run the command line; returns the process's exit code."""
    # Frozen apps start their child processes through this very file.
    multiprocessing.freeze_support()

    from engine.command_line import parse_arguments, run_command

    arguments = parse_arguments(sys.argv[1:])
    if arguments.self_test:
        from desktop.painting_check import paint_page
        from engine.self_test import run_self_test

        return run_self_test(paint_page)
    if arguments.command not in (None, "open"):
        return run_command(arguments)

    from desktop.application import run_desktop
    from desktop.start_request import StartRequest
    from engine.paths import absolute_path, is_file

    places = tuple(absolute_path(path) for path in getattr(arguments, "paths", []))
    return run_desktop(
        arguments.library,
        arguments.language_model,
        arguments.embedding_model and absolute_path(arguments.embedding_model),
        StartRequest(
            places,
            getattr(arguments, "ask", None),
            quick_question=getattr(arguments, "quick_question", False),
            in_background=getattr(arguments, "in_background", False),
            shown=next((place for place in places if is_file(place)), None),
        ),
    )


if __name__ == "__main__":
    sys.exit(main())
