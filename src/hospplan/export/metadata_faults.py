"""What is wrong with a file of metadata in XML, each fault with its place and reason."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, Self, get_args

from pydantic import BaseModel

from hospplan.export.to_metadata import NAMESPACE, ROOT
from hospplan.models.metadata import METADATA_NAMES, Metadata

_INSTANCE = "{http://www.w3.org/2001/XMLSchema-instance}"
"""Attributes that any element may have: where its schema lies."""
_HASH = re.compile(r"[0-9a-f]{64}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Element(Protocol):
    """An element as every XML library of Python has it."""

    @property
    def tag(self) -> Any:
        """Its name, with its namespace in braces before it."""

    @property
    def text(self) -> str | None:
        """What stands before its first child."""

    @property
    def tail(self) -> str | None:
        """What stands behind it."""

    @property
    def attrib(self) -> Any:
        """Its attributes."""

    def __iter__(self) -> Iterator[Any]: ...


@dataclass(frozen=True, slots=True)
class _Wanted:
    """An element that may stand at a place."""

    name: str
    field: str
    is_needed: bool
    is_list: bool
    inner: type[BaseModel] | None

    @classmethod
    def of(cls, model: type[BaseModel], field: str) -> Self:
        described = model.model_fields[field]
        kinds = (described.annotation, *get_args(described.annotation))
        inner = next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)), None)
        return cls(METADATA_NAMES[field], field, described.is_required(), described.default == (), inner)


def metadata_faults(root: Element) -> Iterator[tuple[str, str]]:
    """
    (place, reason) of each way in which *root* is not what `metadata_xsd` describes, in the order of the file.

    A place is a path of elements, each with its number among its like: /公文元数据/主送机关[2]. Nothing comes of a file
    that is valid.
    """
    if root.tag != f"{{{NAMESPACE}}}{ROOT}":
        namespace = str(root.tag).rpartition("}")[0].lstrip("{") or "no namespace"
        yield "/", f"the root is {_shown(root.tag)} of {namespace}, not {ROOT} of {NAMESPACE}"
        return
    yield from _of_record(root, Metadata, f"/{ROOT}")


def _of_record(element: Element, model: type[BaseModel], place: str) -> Iterator[tuple[str, str]]:
    wanted = [_Wanted.of(model, field) for field in model.model_fields if field != "schema_version"]
    order = {one.name: at for at, one in enumerate(wanted)}
    yield from _attributes(element.attrib, place)
    if _says(element.text) or any(_says(child.tail) for child in element):
        yield place, "text stands between its elements"
    reached, counts = -1, dict.fromkeys(order, 0)
    for child in element:
        name = _shown(child.tag)
        if child.tag != f"{{{NAMESPACE}}}{name}" or name not in order:
            yield f"{place}/{name}", "there is no such element here"
            continue
        counts[name] += 1
        here = f"{place}/{name}[{counts[name]}]"
        one = wanted[order[name]]
        if order[name] < reached:
            yield here, f"it stands behind {wanted[reached].name}"
        elif counts[name] > 1 and not one.is_list:
            yield here, "it stands there more than once"
        reached = max(reached, order[name])
        if one.inner is not None:
            yield from _of_record(child, one.inner, here)
        else:
            yield from _of_text(child, one.field, here)
    for one in wanted:
        if one.is_needed and not counts[one.name]:
            yield place, f"{one.name} is missing"


def _of_text(element: Element, field: str, place: str) -> Iterator[tuple[str, str]]:
    yield from _attributes(element.attrib, place)
    if any(True for _ in element):
        yield place, "elements stand in it, where text is wanted"
        return
    text = element.text or ""
    match field:
        case "identifier":
            if not text.startswith("sha256:") or not _HASH.fullmatch(text.removeprefix("sha256:")):
                yield place, f"{_quoted(text)} is not sha256: and 64 digits"
        case "sha256":
            if not _HASH.fullmatch(text):
                yield place, f"{_quoted(text)} is not 64 digits of a hash"
        case "date" | "issue_date":
            if not _is_day(text.strip()):
                yield place, f"{_quoted(text)} is no day of the form 2023-02-06"
        case "size":
            if not (text.strip().isascii() and text.strip().isdigit()):
                yield place, f"{_quoted(text)} is no number of bytes"
        case _:
            pass  # any text


def _attributes(attributes: Mapping[Any, str], place: str) -> Iterator[tuple[str, str]]:
    for name in attributes:
        if not str(name).startswith(_INSTANCE):
            yield place, f"it has no attribute {_shown(name)}"


def _is_day(text: str) -> bool:
    if not _DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _says(text: str | None) -> bool:
    return bool(text and text.strip(" \t\r\n"))


def _shown(name: object) -> str:
    return str(name).rpartition("}")[2]


def _quoted(text: str) -> str:
    return f"“{text[:40]}…”" if len(text) > 40 else f"“{text}”"
