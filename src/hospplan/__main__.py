"""The entry point: help and version at once, everything else through `hospplan.cli`."""

import gc
import os
import sys
from collections.abc import Sequence

from hospplan import __version__
from hospplan.cli.language import choose, take_everywhere


def main(arguments: Sequence[str] | None = None) -> int:
    """
    Run the program.

    Args:
        arguments: Those of the call, by default those of the process.

    Returns:
        The exit status; see `hospplan.cli.app.run`.
    """
    everywhere = take_everywhere(sys.argv[1:] if arguments is None else arguments)
    language = choose(everywhere.language, os.environ)
    # A shell that asks for completions calls with a part of a command line in the environment.
    if "_HOSPPLAN_COMPLETE" not in os.environ and everywhere.language in {None, "zh", "en"}:
        match everywhere.rest:
            case [] | ["-h"] | ["--help"]:
                return _show(_first_page(language))
            case ["--version"]:
                return _show(f"hospplan {__version__}\n")
            case _:
                pass
    # A short run ends before a collection would pay: a tenth of its time. Long ones turn it on again.
    gc.disable()
    from hospplan.cli.app import run  # noqa: PLC0415  (typer takes most of the time of a short run)

    return run(everywhere, language)


def _first_page(language: str) -> str:
    folder = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120  (pathlib costs a third of it)
    path = os.path.join(folder, "cli", "messages", f"help.{language}.txt")  # noqa: PTH118
    with open(path, encoding="utf-8") as file:  # noqa: PTH123
        return file.read()


def _show(text: str) -> int:
    """Print a text; a screen that lacks a character shows "?", a closed pipe ends quietly."""
    if sys.stdout is None:
        return 0
    encoding = sys.stdout.encoding or "utf-8"
    try:
        sys.stdout.write(text.encode(encoding, "replace").decode(encoding))
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    return 0


if __name__ == "__main__":
    sys.exit(main())
