"""Lines of manifest.jsonl: written in one form, and read with care, since OUT may come from a stranger."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path, PurePath
from typing import Any

from hospplan.batch.recipe import OWN_SUFFIXES, Recipe
from hospplan.batch.record import Entry

MANIFEST = "manifest.jsonl"
_COUNTS = ("counts", "findings", "files")
_TEXTS = ("sha256", "error", "message", "mend", "media_type")


def line(entry: Entry) -> bytes:
    """The line of an entry, without its line feed."""
    text = json.dumps(entry.to_json(), ensure_ascii=False, allow_nan=False)
    # what is no Unicode is written as JSON has it: \udc80
    return text.encode("utf-8", "backslashreplace")


def read_line(text: bytes) -> Entry:
    """
    The entry of a line.

    Raises:
        ValueError: It is none, or names files that could not be a document's below OUT.
    """
    try:
        told: Any = json.loads(text)
        is_sound = (
            is_below(told["name"])
            and told["status"] in {"read", "failed"}
            and told["files"].keys() <= set(OWN_SUFFIXES.values())
            and all(type(value) is int for key in _COUNTS for value in told[key].values())
            and all(told[key] is None or isinstance(told[key], str) for key in _TEXTS)
        )
        if is_sound:
            return Entry.from_json(told)
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"not a line of a manifest: {error}") from error
    raise ValueError(f"not a line of a manifest: {text[:80]!r}")


def entries(manifest: Path) -> Iterator[Entry]:
    """The entries of a manifest, in order; lines that are none are passed over."""
    with suppress(FileNotFoundError), manifest.open("rb") as lines:
        for text in lines:
            with suppress(ValueError):
                yield read_line(text)


def is_below(name: str) -> bool:
    """True of a name that stays in its folder, written as a run writes it."""
    path = PurePath(name)
    is_plain = not {"", ".", ".."} & set(name.split("/")) and "\0" not in name
    return is_plain and not path.anchor and ".." not in path.parts  # Windows knows other ways


def plain(entry: Entry, recipe: Recipe) -> Entry:
    """
    The entry as a run with *recipe* alone would have it.

    Files of formats that are not asked for any more are no part of it, and whose duplicate it is is found out anew.
    """
    files = {suffix: entry.files[suffix] for suffix in own_suffixes(recipe) if suffix in entry.files}
    return replace(entry, files=files, duplicate_of=None)


def own_suffixes(recipe: Recipe) -> tuple[str, ...]:
    """The suffixes of the files that each document gets, in one order whatever the order of the call."""
    return tuple(suffix for form, suffix in OWN_SUFFIXES.items() if form in recipe.formats)
