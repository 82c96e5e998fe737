"""
The JSON Schemas of the output, made from the models, so that neither can drift from the other.

`python -m hospplan.export.schemas --write` renews the files of `schemas/`; `--check` says which are stale.
"""

import ast
import inspect
import json
import sys
import textwrap
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any

from hospplan.export.row_schemas import (
    MANIFEST,
    MANIFEST_EXAMPLE,
    ROW_TABLES,
    manifest_schema,
    row_example,
    row_schema,
)
from hospplan.export.schema_examples import EXAMPLES
from hospplan.export.to_metadata import metadata_xsd
from hospplan.models.base import Model
from hospplan.models.document import Document
from hospplan.models.ledger import Examination, LedgerEntry
from hospplan.models.metadata import Metadata
from hospplan.models.plan import SCHEMA_VERSION, Finding, Measure, Plan, Task

DIALECT = "https://json-schema.org/draft/2020-12/schema"

MODELS: MappingProxyType[str, type[Model]] = MappingProxyType(
    {
        "plan": Plan,
        "document": Document,
        "measure": Measure,
        "task": Task,
        "finding": Finding,
        "check": Examination,
        "number": LedgerEntry,
        "metadata": Metadata,
    }
)
"""Name of a schema → the model that it describes."""
NAMES: tuple[str, ...] = (*MODELS, *ROW_TABLES, MANIFEST)
"""All JSON Schemas."""


def schema(name: str) -> dict[str, Any]:
    """
    The JSON Schema (draft 2020-12) of one kind of record, as it is written: every field is there.

    Unknown fields are allowed: a later version may add one under the same `schema_version`.

    Raises:
        KeyError: There is no schema of that name; `NAMES` has them.
    """
    if name in ROW_TABLES:
        table = ROW_TABLES[name]
        return {**_head(name, name), **row_schema(table), "examples": [row_example(table)]}
    if name == MANIFEST:
        return {**_head(name, name), **manifest_schema(), "examples": [dict(MANIFEST_EXAMPLE)]}
    model = MODELS[name]
    body = model.model_json_schema(mode="serialization", ref_template="#/$defs/{model}")
    kinds = {kind.__name__: kind for kind in _models(Model)}
    for kind, described in (
        (model, body),
        *((kinds[key], part) for key, part in body.get("$defs", {}).items()),
    ):
        for field, text in _field_docs(kind).items():
            key = kind.model_fields[field].alias or field
            described["properties"][key].setdefault("description", text)
    head = _head(name, body.pop("title"))
    written: dict[str, Any] = _as_written(body)
    return {**head, **written, "examples": [EXAMPLES[name]]}


def _head(name: str, title: str) -> dict[str, Any]:
    return {"$schema": DIALECT, "$id": f"urn:hospplan:schema:{name}:{SCHEMA_VERSION}", "title": title}


def schema_text(name: str) -> str:
    """The same as the text of its file."""
    return json.dumps(schema(name), ensure_ascii=False, indent=2) + "\n"


def texts() -> dict[str, str]:
    """Each file of the folder of schemas → its text."""
    return {**{file_name(name): schema_text(name) for name in NAMES}, "metadata.xsd": metadata_xsd()}


def file_name(name: str) -> str:
    """What the file of a schema is called."""
    return f"{name}.schema.json"


def stale(folder: Path) -> list[str]:
    """Names of files in *folder* that are missing, differ from the models, or describe nothing."""
    wanted = texts()
    paths = (path for pattern in ("*.schema.json", "*.xsd") for path in folder.glob(pattern))
    found = {path.name: path.read_text(encoding="utf-8") for path in paths}
    return sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))


def write(folder: Path) -> None:
    """Write every schema into *folder*."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _models(kind: type[Model]) -> Iterator[type[Model]]:
    for model in kind.__subclasses__():
        yield model
        yield from _models(model)


@cache
def _field_docs(model: type[Model]) -> dict[str, str]:
    """
    Field → the docstring beneath it.

    Read here from the source and not by pydantic's `use_attribute_docstrings`, which would read it at each start
    of the program and costs a third of the time to import the models.
    """
    (tree,) = ast.parse(textwrap.dedent(inspect.getsource(model))).body
    body = tree.body if isinstance(tree, ast.ClassDef) else []
    docs: dict[str, str] = {}
    for field, text in pairwise(body):
        if not (isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)):
            continue
        if (
            isinstance(text, ast.Expr)
            and isinstance(text.value, ast.Constant)
            and isinstance(text.value.value, str)
        ):
            docs[field.target.id] = inspect.cleandoc(text.value.value)
    return docs


def _as_written(node: Any) -> Any:
    """
    A schema of what is written, from one of what the models take.

    Every field is there, so none has a default; unknown ones are no fault of a document, only of our own code.
    """
    if isinstance(node, list):
        return [_as_written(value) for value in node]
    if not isinstance(node, dict):
        return node
    written = {key: _as_written(value) for key, value in node.items()}
    if isinstance(properties := written.get("properties"), dict):
        written.pop("additionalProperties", None)
        written["required"] = list(properties)
        for value in properties.values():
            value.pop("default", None)
    return written


def main(arguments: Sequence[str]) -> int:
    """Write or check the files; the folder may follow, by default `schemas`."""
    match arguments:
        case ["--write", *rest] if len(rest) <= 1:
            write(Path(*rest or ["schemas"]))
            return 0
        case ["--check", *rest] if len(rest) <= 1:
            names = stale(Path(*rest or ["schemas"]))
            for name in names:
                sys.stderr.write(f"{name} differs from the models; run hospplan.export.schemas --write\n")
            return 1 if names else 0
        case _:
            sys.stderr.write("usage: python -m hospplan.export.schemas --write|--check [FOLDER]\n")
            return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
