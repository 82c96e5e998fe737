"""`hospplan validate`: whether files that hospplan wrote are what they should be."""

import json
from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from hospplan.cli.options import OutputFile, choose, one_of
from hospplan.cli.status import DONE, FLAWED, NOTHING_READ
from hospplan.cli.terminal import Terminal, output_to

if TYPE_CHECKING:
    from hospplan.validate.fault import Fault

_FORMS: tuple[Literal["text", "jsonl"], ...] = ("text", "jsonl")
_MOST = 100
"""Faults of one file that are shown; a file of the wrong kind has one in each line."""

Exports = Annotated[list[str], typer.Argument(metavar="FILE")]
Form = Annotated[str, typer.Option("--format", "-f", metavar="FORMAT", autocompletion=one_of(*_FORMS))]


def validate(files: Exports, form: Form = "text", output: OutputFile = None) -> Callable[[Terminal], int]:
    """The run that a call of `validate` asks for."""

    def run(terminal: Terminal) -> int:
        from pathlib import Path  # noqa: PLC0415

        from hospplan.cli.faults import explain  # noqa: PLC0415
        from hospplan.validate.check import Exports as Checks  # noqa: PLC0415
        from hospplan.validate.check import find_exports  # noqa: PLC0415

        chosen = choose("--format", form, _FORMS)
        names = find_exports(files)
        target = output_to(output, [Path(name) for name in names])
        checks = Checks()
        valid = failed = flawed = 0

        def tell(file: str, faults: "Iterator[Fault]") -> int:
            """Write the faults of a file; how many there are."""
            count = 0
            for fault in islice(faults, _MOST):
                count += 1
                reason = terminal.catalogue.say(f"fault.{fault.code}", **fault.details)
                if chosen == "jsonl":
                    told = {"file": file, "place": fault.place, "code": fault.code, "message": reason}
                    target.data(json.dumps(told, ensure_ascii=False) + "\n")
                else:
                    key = "fault.line" if fault.place else "fault.whole"
                    line = terminal.catalogue.say(key, file=file, place=fault.place, reason=reason)
                    target.text(_one_line(line) + "\n")
            more = sum(1 for _ in faults)
            if more:
                terminal.say("validate.more", file=file, count=more)
            return count + more

        sound: list[tuple[str, str]] = []
        for name in names:
            try:
                checked = checks.check(name)
                count = tell(name, checked.faults)
            except Exception as error:  # noqa: BLE001  (one file's fault never stops the others)
                failed += 1
                terminal.tell(explain(name, error, terminal.catalogue))
                terminal.trace(error)
                continue
            if count:
                flawed += 1
            else:
                sound.append((name, checked.kind or ""))
        loose = {file: tell(file, checked.faults) for file, checked in checks.loose()}
        for name, kind in sound:
            if name in loose:
                flawed += 1
            else:
                valid += 1
                terminal.say("validate.valid", file=name, kind=kind)
        target.finish()
        terminal.say("validate.done", valid=valid, total=len(names), flawed=flawed, failed=failed)
        if valid + flawed == 0:
            return NOTHING_READ
        return FLAWED if flawed or failed else DONE

    return run


def _one_line(text: str) -> str:
    from hospplan.cli.faults import one_line  # noqa: PLC0415

    return one_line(text)
