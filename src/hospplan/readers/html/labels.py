"""What a web site says about a document that it shows (索引号, 发布日期): lines and tables of labels, meta elements."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from hospplan.models.document import WebField
from hospplan.phrases.web_page import METADATA
from hospplan.readers.html.lines import Paragraph
from hospplan.readers.html.marks import Element, tag_of
from hospplan.readers.html.tables import cells_of, rows_of
from hospplan.text.fold import fold

_BETWEEN = re.compile(r"[\s|]+(?=[【\[]?[\u4e00-\u9fff]{2,8}[：:])")
_META = {
    "pubdate": "发布日期",
    "contentsource": "来源",
    "columnname": "栏目名称",
    "sitename": "网站名称",
    "articletitle": "文章标题",
}
"""Names of the meta elements of sites of government → the labels that such sites show (国办发〔2017〕47号)."""
_LONGEST = 300
_FEWEST = 2
"""Labels from which a table is one of labels."""


@dataclass(frozen=True, slots=True)
class Labels:
    """What was read, and the elements that hold nothing else."""

    fields: tuple[WebField, ...]
    elements: frozenset[Element]


def is_label(text: str) -> bool:
    """Whether a line is what a site says about a document: 索引号：…"""
    return METADATA.regex().fullmatch(fold(text)) is not None


def find_labels(page: Element, head: Sequence[Paragraph], kept: frozenset[Element]) -> Labels:
    """
    The labels of a page.

    Args:
        page: All of it, for its meta elements.
        head: The paragraphs over the article's first sentence.
        kept: Elements that hold text of the article.
    """
    tables = [table for table in _tables_of(head) if table not in kept and is_of_labels(table)]
    in_tables = frozenset(element for table in tables for element in table.iter())
    lines = [p for p in head if p.owner not in in_tables and is_label(p.text)]
    mixed = kept | {p.owner for p in head if not is_label(p.text)}
    fields = [*_fields_of_tables(tables), *_fields_of_lines(p.text for p in lines)]
    known = {field.name for field in fields}
    fields += [field for field in _meta_fields(page) if field.name not in known]
    return Labels(tuple(fields), frozenset(tables) | {p.owner for p in lines if p.owner not in mixed})


def _tables_of(head: Iterable[Paragraph]) -> list[Element]:
    """The innermost table around each paragraph that stands in one, in order."""
    found: dict[Element, None] = {}
    for paragraph in head:
        table = next(paragraph.owner.iterancestors("table"), None)
        if table is not None:
            found[table] = None
    return list(found)


def is_of_labels(table: Element) -> bool:
    """Whether a table is one of labels: 索引号 | … | 发布日期 | …"""
    pairs = list(_pairs(table))
    labels = sum(is_label(f"{name}：") for name, _ in pairs)
    return labels >= _FEWEST and 2 * labels >= len(pairs)


def _pairs(table: Element) -> Iterator[tuple[str, str]]:
    """Labels and values in the rows of a table: side by side, or both in a cell."""
    for row, _ in rows_of(table):
        texts = [" ".join(" ".join(cell.itertext()).split()) for cell in cells_of(row)]
        at = 0
        while at < len(texts):
            name, colon, value = _parted(texts[at])
            if colon and value:
                yield name, value
                at += 1
            else:
                yield name, texts[at + 1] if at + 1 < len(texts) else ""
                at += 2


def _parted(text: str) -> tuple[str, str, str]:
    """A label, its colon, and what stands behind it."""
    name, colon, value = text.replace("：", ":", 1).partition(":")
    return "".join(name.split()).strip("【】[]"), colon, value.strip().rstrip("】]").strip()


def _fields_of_tables(tables: Iterable[Element]) -> Iterator[WebField]:
    for table in tables:
        for name, value in _pairs(table):
            if name and value:
                yield WebField(name=name, value=value[:_LONGEST])


def _fields_of_lines(texts: Iterable[str]) -> Iterator[WebField]:
    for text in texts:
        for piece in _BETWEEN.split(text):
            name, _, value = _parted(piece)
            if name and value and is_label(f"{name}：{value}"):
                yield WebField(name=name, value=value[:_LONGEST])


def _meta_fields(page: Element) -> Iterator[WebField]:
    for meta in page.iter("meta"):
        name = _META.get((meta.get("name") or "").lower()) if tag_of(meta) else None
        value = (meta.get("content") or "").strip()
        if name and value:
            yield WebField(name=name, value=value[:_LONGEST])
