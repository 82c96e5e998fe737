"""A law: whatever bytes a Word document has, reading it gives a source or an error that a person can mend."""

from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.readers.docx.docx_parts import (
    NAMESPACES,
    lvl,
    make_docx,
    number,
    numbering,
    p,
    read,
    style,
    t,
    tbl,
    tc,
)

from hospplan.errors import SourceError
from hospplan.lexicon import default_lexicon
from hospplan.limits import DEFAULT_LIMITS
from hospplan.models.source import SourceTable
from hospplan.readers import read as read_any

_FIELD = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
_BODY = (
    p("总则", number(1))
    + p(runs=t("甲") + _FIELD + "<w:r><w:br/><w:t>乙</w:t></w:r>", properties='<w:pStyle w:val="A"/>')
    + tbl(tc("甲", '<w:gridSpan w:val="2"/>') + tc("乙", '<w:vMerge w:val="restart"/>'), tc(tbl(tc("丙"))))
    + '<w:sectPr><w:type w:val="nextPage"/></w:sectPr>'
)
_PARTS = {
    "numbering": numbering(lvl(0, "chineseCounting", "%1、")),
    "styles": style("A", '<w:basedOn w:val="A"/>'),
}
_DOCUMENT = f"<w:document {NAMESPACES}><w:body>{_BODY}</w:body></w:document>".encode()
_PACKAGE = make_docx(_BODY, parts=_PARTS)
_CHANGES = st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=3)), min_size=1, max_size=4)
_WORDS = st.sampled_from(
    [
        "p",
        "r",
        "t",
        "tbl",
        "tr",
        "tc",
        "tcPr",
        "pPr",
        "rPr",
        "numPr",
        "vMerge",
        "hMerge",
        "gridSpan",
        "sdt",
        "sdtContent",
        "del",
        "ins",
        "br",
        "fldChar",
        "sectPr",
        "txbxContent",
        "pict",
        "vanish",
        "sym",
        "footnoteReference",
    ]
)


def _change(data: bytes, changes: list[tuple[float, bytes]]) -> bytes:
    changed = bytearray(data)
    for place, piece in changes:
        at = int(place * len(changed))
        changed[at : at + len(piece)] = piece
    return bytes(changed)


def _check(data: bytes) -> None:
    try:
        source = read(data)
    except SourceError:
        return
    for block in source.blocks:
        if isinstance(block, SourceTable):
            taken = [
                (cell.row + r, cell.col + c)
                for cell in block.cells
                for r in range(cell.row_span)
                for c in range(cell.col_span)
            ]
            assert len(taken) == len(set(taken)), "cells overlap"
            assert sorted(block.cells, key=lambda cell: (cell.row, cell.col)) == list(block.cells)
        else:
            assert block.text == block.text.strip() != ""
            assert "\n" not in block.text


@settings(max_examples=300, deadline=None)
@given(_CHANGES)
def test_damage_to_the_main_part_gives_a_source_or_an_error(changes: list[tuple[float, bytes]]) -> None:
    _check(make_docx("", parts=_PARTS, members={"word/document.xml": _change(_DOCUMENT, changes)}))


@settings(max_examples=300, deadline=None)
@given(_CHANGES)
def test_damage_to_the_package_gives_a_source_or_an_error(changes: list[tuple[float, bytes]]) -> None:
    data = _change(_PACKAGE, changes)
    _check(data)
    with suppress(SourceError):
        read_any(data, "计划.docx", lexicon=default_lexicon(), limits=DEFAULT_LIMITS)


@settings(max_examples=300, deadline=None)
@given(
    st.recursive(
        st.just("<w:r><w:t>甲</w:t></w:r>"),
        lambda inner: st.builds(
            lambda word, value, parts: f'<w:{word} w:val="{value}">{"".join(parts)}</w:{word}>',
            _WORDS,
            st.sampled_from(["restart", "continue", "2", "-1", "page", "x"]),
            st.lists(inner, max_size=4),
        ),
        max_leaves=25,
    )
)
def test_elements_in_any_order_give_a_source_or_an_error(body: str) -> None:
    _check(make_docx(body))
