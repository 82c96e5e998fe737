"""`hospplan schema`: the JSON Schemas of the output, and the XML Schema of its XML."""

from collections.abc import Callable
from typing import Annotated

import typer

from hospplan.cli.faults import CallError
from hospplan.cli.options import one_of
from hospplan.cli.terminal import Output, Terminal

SchemaName = Annotated[
    str | None,
    typer.Argument(
        metavar="NAME",
        autocompletion=one_of(
            "plan", "document", "measure", "task", "finding", "check", "number", "metadata", "metadata-xml"
        ),
    ),
]


def schema(name: SchemaName = None) -> Callable[[Terminal], int]:
    """The run that a call of `schema` asks for."""

    def run(terminal: Terminal) -> int:
        from hospplan.export.schemas import NAMES, schema_text  # noqa: PLC0415
        from hospplan.export.to_metadata import metadata_xsd  # noqa: PLC0415

        names = (*NAMES, "metadata-xml")
        target = Output(None)
        if name is None:
            for known in names:
                target.text(f"{known}\n")
            if target.is_screen:
                terminal.say("schema.about")
        elif name in NAMES:
            target.data(schema_text(name))
        elif name == "metadata-xml":
            target.data(metadata_xsd())
        else:
            raise CallError("no-schema", name=name, names=", ".join(names))
        target.finish()
        return 0

    return run
