"""How every document of a run is converted: plain data, so that it reaches workers on this and on other machines."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Literal, Self

from hospplan import __version__
from hospplan.limits import DEFAULT_LIMITS, Limits

if TYPE_CHECKING:  # it loads pydantic, which a run that finds nothing to do does not wait for
    from hospplan.models.source import DocEngine, TableEngine

Format = Literal["json", "jsonl", "csv", "xlsx", "md", "sqlite", "parquet", "metadata-xml", "metadata-json"]
FORMATS: tuple[Format, ...] = (
    "json",
    "jsonl",
    "csv",
    "xlsx",
    "md",
    "sqlite",
    "parquet",
    "metadata-xml",
    "metadata-json",
)
OWN_SUFFIXES: Mapping[Format, str] = {
    "json": ".json",
    "md": ".md",
    "metadata-xml": ".metadata.xml",
    "metadata-json": ".metadata.json",
}
"""Formats that are a file for each document → what is put behind the document's name. All others are of the collection."""


@dataclass(frozen=True)
class Recipe:
    """What is asked of every document of a run, and by which words."""

    formats: tuple[Format, ...] = ("json",)
    """Also those of the collection: they say whether rows and lines are wanted."""
    is_stored: bool = False
    """Rows are wanted for a database, too."""
    lexicon: str | None = None
    """A folder whose tables of words are laid over the package's."""
    lexicon_version: str = ""
    """Of the words that are used; see `hospplan.lexicon.lexicon_version`."""
    min_confidence: float = 0.0
    verify: bool = False
    """Look every quote up again."""
    password: str | None = None
    table_engine: "TableEngine" = "grid"
    doc_engine: "DocEngine" = "auto"
    reads_pictures: bool = False
    """The extra that recognises text is there: without it, pages that are pictures are left out of what is read."""
    limits: Limits = DEFAULT_LIMITS

    @property
    def own_formats(self) -> tuple[Format, ...]:
        """Those that are a file for each document."""
        return tuple(name for name in self.formats if name in OWN_SUFFIXES)

    @property
    def has_rows(self) -> bool:
        """True where whole-collection tables are made."""
        return self.is_stored or len(self.own_formats) < len(self.formats)

    @property
    def has_lines(self) -> bool:
        """True where JSON Lines are among them."""
        return "jsonl" in self.formats

    @cached_property
    def key(self) -> str:
        """
        A digest of all that changes what is read from the same bytes.

        The formats are no part of it: that a file is there is looked for by itself. Nor is the password: the
        wrong one gives an error and no other reading.
        """
        asked = asdict(self)
        for name in ("formats", "is_stored", "lexicon", "password"):
            del asked[name]
        told = json.dumps({"hospplan": __version__, **asked}, sort_keys=True, allow_nan=False)
        return sha256(told.encode()).hexdigest()[:12]

    def to_json(self) -> dict[str, Any]:
        """What `from_json` makes an equal recipe of."""
        return asdict(self)

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Self:
        """The recipe that `to_json` told of."""
        plain = {field.name: told[field.name] for field in fields(cls)}
        return cls(**{**plain, "formats": tuple(plain["formats"]), "limits": Limits(**plain["limits"])})
