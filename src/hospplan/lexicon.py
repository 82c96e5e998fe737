"""
The words of the domain: typed, frozen tables read from `data/*.toml`.

A file is a class below, a key of the file is a field of the class. A folder of the same file names can be laid
on top (`--lexicon DIR`): its lists are added to ours, its mappings win over ours.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_type_hints

from hospplan.errors import LexiconError

Words = tuple[str, ...]
WordMap = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Units:
    """data/units.toml: what follows a number."""

    count: Words
    """Count words: 个, 项, 人."""
    measure: Words
    """Units of measure, percent and rates among them."""
    magnitude: Mapping[str, str]
    """Multiplier word → power of ten: 万 → 4."""
    canonical: WordMap
    """A unit → the unit that it is written as in the output: ㎡ → 平方米."""
    money_nouns: Words
    """Last words of indicators that count money, where the unit may be silent: 经费."""
    per: WordMap
    """A word of time in or after a unit, or before a value → year, month, day."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """data/bounds.toml: words that bound a value, each → ge, gt, le, lt, approx."""

    before: WordMap
    after: WordMap


@dataclass(frozen=True, slots=True)
class Verbs:
    """data/verbs.toml: verbs of measures, by what they do to the value that follows."""

    reach: Words
    """The value is a level: 达到, 为."""
    raise_to: Words
    """The value is a level that was lower: 提高到, 增至."""
    lower_to: Words
    """The value is a level that was higher: 下降到, 压缩至."""
    increase: Words
    """The value is a difference upwards: 增加, 增长, 新增."""
    decrease: Words
    """The value is a difference downwards: 减少, 下降."""
    doing: Words
    """What is done, a value or a noun follows: 引进, 举办."""
    doing_or_noun: Words
    """The same, but as often part of a noun (培训, 建设): a verb only at the head of its clause."""
    predicate: Words
    """Verbs that end a noun phrase that stands before them: 支援, 列入."""
    adverbs: Words
    """Words that stand before a verb or a value and belong to no noun phrase: 累计, 成功."""


@dataclass(frozen=True, slots=True)
class Modalities:
    """data/modality.toml: words that say how firmly a target is meant."""

    must: Words
    strive: Words
    plan: Words


@dataclass(frozen=True, slots=True)
class SectionRoles:
    """data/sections.toml: words in headings and titles that say what a section's numbers are."""

    result: Words
    """What was done or stands."""
    target: Words
    """What is to be reached or done."""
    context: Words
    """Neither: the situation, statistics about others, principles."""
    rule: Words
    """Rules, definitions, scoring: their thresholds are no targets."""


@dataclass(frozen=True, slots=True)
class Columns:
    """data/columns.toml: what a table's heads are called."""

    index: Words
    indicator: Words
    unit: Words
    target: Words
    actual: Words
    baseline: Words
    attribute: Words
    """约束性 / 预期性."""
    remark: Words
    task: Words
    group: Words
    project: Words
    lead: Words
    leader: Words
    """Columns of leading persons."""
    responsible: Words
    support: Words
    deadline: Words


@dataclass(frozen=True, slots=True)
class Genres:
    """data/genres.toml: kinds of documents."""

    statutory: Words
    """The fifteen 文种 of the regulation of 2012."""
    carried: Words
    """Kinds of texts that a notice carries: 规划, 方案, 总结."""


@dataclass(frozen=True, slots=True)
class Organs:
    """data/organs.toml: how names of departments, organs and posts are built."""

    department_suffixes: Words
    organisation_suffixes: Words
    whole_names: Words
    """Names without such an ending: 工会, 团委."""
    group_heads: Words
    """Words that make a name mean many: 各, 有关."""
    posts: Words
    """职务, longest reading first."""
    surnames: Words


@dataclass(frozen=True, slots=True)
class OwnerWords:
    """data/owners.toml: labels and verbs that give a name its role."""

    labels: WordMap
    """Label before a colon, or head of a column → lead, responsible, support."""
    verbs: WordMap
    """Verb after names → lead, responsible, support."""
    deadline_labels: Words


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """All tables. Compared by identity, so that what is compiled for one can be kept for it."""

    units: Units
    bounds: Bounds
    verbs: Verbs
    modality: Modalities
    sections: SectionRoles
    columns: Columns
    genres: Genres
    organs: Organs
    owners: OwnerWords
    version: str
    """A hash of all tables: two runs with the same version read alike."""


def load_lexicon(overlay: Path | None = None) -> Lexicon:
    """
    The tables of the package, with those of the folder *overlay* laid on top.

    Raises:
        LexiconError: A file is no TOML, a key is unknown or missing, or a value is of the wrong kind; the
            message names file and key.
    """
    digest = sha256()
    tables: dict[str, Any] = {}
    hints = get_type_hints(Lexicon)
    for field in fields(Lexicon):
        if field.name == "version":
            continue
        name = f"{field.name}.toml"
        raw = (files("hospplan") / "data" / name).read_bytes()
        digest.update(raw)
        data = _load(raw, name)
        if overlay is not None and (overlay / name).is_file():
            raw = (overlay / name).read_bytes()
            digest.update(raw)
            data = _lay_over(data, _load(raw, str(overlay / name)), str(overlay / name))
        tables[field.name] = _table(hints[field.name], data, name)
    return Lexicon(**tables, version=digest.hexdigest()[:12])


@cache
def default_lexicon() -> Lexicon:
    """The tables of the package, read once."""
    return load_lexicon()


def _load(raw: bytes, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(raw.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LexiconError(f"{name} is not a TOML file: {error}") from error


def _lay_over(base: dict[str, Any], top: dict[str, Any], name: str) -> dict[str, Any]:
    laid = dict(base)
    for key, value in top.items():
        ours = base.get(key)
        if isinstance(ours, list) and isinstance(value, list):
            laid[key] = [*ours, *value]
        elif isinstance(ours, dict) and isinstance(value, dict):
            laid[key] = ours | value
        else:
            raise LexiconError(
                f"{name}: key {key!r} is unknown, or not of the kind that the package's file has"
            )
    return laid


def _table(kind: type[Any], data: dict[str, Any], name: str) -> Any:
    wanted = {field.name: hint for field, hint in _hinted(kind)}
    if data.keys() != wanted.keys():
        raise LexiconError(f"{name}: keys {sorted(data)} instead of {sorted(wanted)}")
    return kind(**{key: _value(data[key], hint, f"{name}: {key}") for key, hint in wanted.items()})


def _hinted(kind: type[Any]) -> Iterator[tuple[Any, Any]]:
    hints = get_type_hints(kind)
    return ((field, hints[field.name]) for field in fields(kind))


def _value(value: Any, hint: Any, place: str) -> Words | Mapping[str, str]:
    if hint == Words and isinstance(value, list) and all(isinstance(x, str) for x in value):
        return tuple(dict.fromkeys(value))
    if hint != Words and isinstance(value, dict):
        return MappingProxyType({key: str(text) for key, text in value.items()})
    raise LexiconError(f"{place} is not a {'list of strings' if hint == Words else 'table of strings'}")
