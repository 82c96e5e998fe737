from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.unit.export.sample import plan

from hospplan.export.metadata_faults import metadata_faults
from hospplan.export.to_metadata import metadata_to_xml, metadata_xsd

XSD = etree.XMLSchema(etree.fromstring(metadata_xsd().encode()))
TEXT = metadata_to_xml(plan(), "a/plan.docx")
HASH = "0" * 64


def faults(text: str) -> list[tuple[str, str]]:
    return list(metadata_faults(etree.fromstring(text.encode())))


def test_what_is_written_has_no_fault() -> None:
    assert faults(TEXT) == []


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("公文元数据", "元数据", ("/", "the root is 元数据 of urn:hospplan:metadata:1.0, not 公文元数据 of urn:hospplan:metadata:1.0")),
        ("metadata:1.0", "metadata:9",
         ("/", "the root is 公文元数据 of urn:hospplan:metadata:9, not 公文元数据 of urn:hospplan:metadata:1.0")),
        (f"  <公文标识>sha256:{HASH}</公文标识>\n", "", ("/公文元数据", "公文标识 is missing")),
        (f"sha256:{HASH}", "7", ("/公文元数据/公文标识[1]", "“7” is not sha256: and 64 digits")),
        (f"<校验值>{HASH}", "<校验值>" + "g" * 64, ("/公文元数据/来源[1]/校验值[1]", f"“{'g' * 40}…” is not 64 digits of a hash")),
        ("<字节数>42", "<字节数>-1", ("/公文元数据/来源[1]/字节数[1]", "“-1” is no number of bytes")),
        ("<来源>", "<成文日期>2023-02-30</成文日期><来源>", ("/公文元数据/成文日期[1]", "“2023-02-30” is no day of the form 2023-02-06")),
        ("<来源>", "<印发日期>昨天</印发日期><来源>", ("/公文元数据/印发日期[1]", "“昨天” is no day of the form 2023-02-06")),
        ("<来源>", "<附注>甲</附注><附注>乙</附注><来源>", ("/公文元数据/附注[2]", "it stands there more than once")),
        ("</来源>", "</来源><附注>甲</附注>", ("/公文元数据/附注[1]", "it stands behind 来源")),
        ("<来源>", "<发布层次>县</发布层次><来源>", ("/公文元数据/发布层次", "there is no such element here")),
        ("<来源>", "<附注><b/></附注><来源>", ("/公文元数据/附注[1]", "elements stand in it, where text is wanted")),
        ("<来源>", "散字<来源>", ("/公文元数据", "text stands between its elements")),
        ("<来源>", '<来源 级="1">', ("/公文元数据/来源[1]", "it has no attribute 级")),
        ("<来源>", "<密级和保密期限><保密期限>1年</保密期限></密级和保密期限><来源>", ("/公文元数据/密级和保密期限[1]", "密级 is missing")),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_place(before: str, after: str, found: tuple[str, str]) -> None:
    bare = metadata_to_xml(plan().model_copy(update={"document": _bare()}), "a/plan.docx")
    text = bare.replace(before, after)
    assert text != bare
    assert faults(text) == [found]
    assert not XSD.validate(etree.fromstring(text.encode()))


@settings(deadline=None, max_examples=300)
@given(st.data())
def test_a_changed_file_is_faulty_here_where_it_is_by_the_schema(data: st.DataObject) -> None:
    root = etree.fromstring(TEXT.encode())
    for _ in range(data.draw(st.integers(0, 3))):
        _change(root, data)
    text = etree.tostring(root, encoding="unicode")
    assert (faults(text) == []) == bool(XSD.validate(etree.fromstring(text.encode()))), text


def _change(root: Any, data: st.DataObject) -> None:
    elements = [element for element in root.iter() if element is not root]
    if not elements:
        return
    chosen = data.draw(st.sampled_from(elements))
    around = chosen.getparent()
    match data.draw(st.sampled_from(["drop", "twice", "last", "text", "inside", "name"])):
        case "drop":
            around.remove(chosen)
        case "twice":
            chosen.addnext(deepcopy(chosen))
        case "last":
            around.append(chosen)
        case "text":
            chosen.text = data.draw(
                st.sampled_from(["", " ", "x", "12", "2023-02-06", "sha256:" + HASH, HASH])
            )
        case "inside":
            chosen.append(etree.Element(data.draw(st.sampled_from(elements)).tag))
        case _:
            chosen.tag = data.draw(st.sampled_from([*elements, root])).tag


def _bare() -> Any:
    document = plan().document
    return type(document)(source=document.source, header=type(document.header)(), parts=())
