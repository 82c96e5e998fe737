"""Where output goes: data to standard output or a file, everything else to standard error."""

import io
import os
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TextIO

from hospplan.cli.catalogue import Catalogue
from hospplan.cli.faults import CallError, not_written
from hospplan.text.visible import visible


@dataclass(frozen=True, slots=True)
class Terminal:
    """The person in front of a run: what is said to them, and how."""

    catalogue: Catalogue
    debug: bool = False
    """Show tracebacks."""
    instead: Callable[[str], None] | None = None
    """Takes the lines, if it is not standard error: a bar stands at the foot of the screen, or they are events of a log."""

    def say(self, key: str, **details: object) -> None:
        """A message on standard error, a line of it whatever a file is called."""
        plain = {
            name: _unbroken(str(value)) if isinstance(value, str | PurePath) else value
            for name, value in details.items()
        }
        self.tell(self.catalogue.say(key, **plain))

    def tell(self, line: str) -> None:
        """A line on standard error."""
        if self.instead is not None:
            self.instead(visible(line))
        elif sys.stderr is not None:
            sys.stderr.write(f"{visible(line)}\n")
            sys.stderr.flush()

    def trace(self, error: BaseException) -> None:
        """The traceback of *error*, where it was asked for."""
        if self.debug:
            self.tell("".join(traceback.format_exception(error)).rstrip())


def _unbroken(text: str) -> str:
    return text.replace("\n", "�").replace("\t", " ")


class Output:
    """
    Standard output, or the file of -o, which is written when all of it is there.

    Files and pipes are UTF-8 whatever the machine: they are read by programs. A screen has its own encoding;
    what it has no character for is shown as "?".
    """

    def __init__(self, path: Path | None) -> None:
        """Write to *path*, or to standard output."""
        self.path = path
        self._parts: list[str] = []
        self._bytes: bytes | None = None

    @property
    def is_screen(self) -> bool:
        """True where a person reads it as it is written."""
        return self.path is None and is_terminal(sys.stdout)

    def data(self, text: str, *, mark: str = "") -> None:
        """
        Add to the output what programs read, too: UTF-8 but on a screen.

        Args:
            text: Line ends stay as they are.
            mark: Written before the text, but not on a screen: the mark of an encoding.
        """
        if self.path is not None:
            self._parts.append(mark + text)
        elif sys.stdout is None:
            return
        elif self.is_screen or not hasattr(sys.stdout, "buffer"):
            # Windows makes its own line ends on a screen
            sys.stdout.write(visible(text.replace("\r\n", "\n")))
        else:
            sys.stdout.flush()
            sys.stdout.buffer.write((mark + text).encode())

    def text(self, text: str) -> None:
        """Add to the output what only people read: in the encoding of standard output."""
        if self.path is not None:
            self._parts.append(text)
        elif sys.stdout is not None:
            sys.stdout.write(text)

    def binary(self, data: bytes) -> None:
        """What the whole output is, where it is no text; never for a screen."""
        self._bytes = data

    def finish(self) -> None:
        """
        Put the file in place, or send what is buffered.

        Raises:
            CallError: The file can't be written.
        """
        if self.path is None:
            if sys.stdout is not None:
                sys.stdout.flush()
                if self._bytes is not None:
                    sys.stdout.buffer.write(self._bytes)
                    sys.stdout.buffer.flush()
            return
        from hospplan.batch.write import write_bytes, write_text  # noqa: PLC0415

        try:
            if self._bytes is not None:
                write_bytes(self.path, self._bytes)
            else:
                write_text(self.path, "".join(self._parts))
        except BrokenPipeError:
            raise  # /dev/stdout, and its reader has enough
        except OSError as error:
            raise not_written(str(self.path), error) from error


def output_to(file: str | None, inputs: list[Path]) -> Output:
    """
    The output that -o asks for.

    Raises:
        CallError: It is a folder, or one of the *inputs*.
    """
    if file is None or file == "-":
        return Output(None)
    path = Path(file)
    if path.is_dir():
        raise CallError("output-is-folder", file=file)
    real = os.path.realpath(path)
    if any(os.path.realpath(given) == real for given in inputs):
        raise CallError("output-is-input", file=file)
    return Output(path)


def is_terminal(stream: TextIO | None) -> bool:
    """True of a stream that a person sits at."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # closed
        return False


def prepare_streams() -> None:
    """Let a screen that lacks a character (GBK has no 𠀀) show "?" instead of ending the run."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def abandon_standard_output() -> None:
    """After the reader of a pipe has gone: let Python's own last flush find nothing to complain about."""
    try:
        devnull = os.open(os.devnull, os.O_WRONLY)
        os.dup2(devnull, sys.stdout.fileno())
    except (OSError, ValueError, AttributeError):
        sys.stdout = None  # as Python has it where there is none
