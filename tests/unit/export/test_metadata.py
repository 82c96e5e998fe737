import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from lxml import etree
from tests.unit.export.sample import plan

from hospplan.export.metadata import metadata_of
from hospplan.export.schemas import schema
from hospplan.export.to_metadata import NAMESPACE, metadata_to_json, metadata_to_xml, metadata_xsd
from hospplan.models.document import Document, Header, Imprint, SignOff
from hospplan.models.metadata import METADATA_NAMES, Metadata
from hospplan.models.plan import Plan

GOLDEN = sorted((Path(__file__).parents[2] / "golden").glob("*/plan.json"))
XSD = etree.XMLSchema(etree.fromstring(metadata_xsd().encode()))
JSON = Draft202012Validator(schema("metadata"))
HASH = "0" * 64


def test_a_document_says_all_that_it_says_and_no_more() -> None:
    assert metadata_to_xml(_request(), "2023/request.docx") == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<公文元数据 xmlns="urn:hospplan:metadata:1.0">\n'
        f"  <公文标识>sha256:{HASH}</公文标识>\n"
        "  <文种>请示</文种>\n"
        "  <份号>000003</份号>\n"
        "  <密级和保密期限>\n"
        "    <密级>秘密</密级>\n"
        "    <保密期限>1年</保密期限>\n"
        "  </密级和保密期限>\n"
        "  <签发人>林知远</签发人>\n"
        "  <签发人>方以宁</签发人>\n"
        "  <标题>关于增加编制床位的请示</标题>\n"
        "  <主送机关>云州市卫生健康委员会</主送机关>\n"
        "  <附件说明>床位设置方案</附件说明>\n"
        "  <发文机关或签发人署名>云州市第三人民医院</发文机关或签发人署名>\n"
        "  <成文日期>2023-07-06</成文日期>\n"
        "  <附注>此件公开发布</附注>\n"
        "  <抄送机关>云州市财政局</抄送机关>\n"
        "  <印发机关>云州市第三人民医院党政办公室</印发机关>\n"
        "  <印发日期>2023-07-07</印发日期>\n"
        "  <来源>\n"
        "    <文件名>2023/request.docx</文件名>\n"
        "    <媒体类型>application/test</媒体类型>\n"
        "    <字节数>42</字节数>\n"
        f"    <校验值>{HASH}</校验值>\n"
        "  </来源>\n"
        "</公文元数据>\n"
    )


def test_json_has_every_key_in_the_order_of_the_standard() -> None:
    written = json.loads(metadata_to_json(_bare(), "note.txt"))
    assert list(written) == [
        *(
            "schema_version",
            "公文标识",
            "文种",
            "份号",
            "密级和保密期限",
            "紧急程度",
            "发文机关标志",
            "发文字号",
        ),
        *("签发人", "标题", "主送机关", "附件说明", "发文机关或签发人署名", "成文日期", "附注", "抄送机关"),
        *("印发机关", "印发日期", "来源"),
    ]
    assert {value for value in written.values() if not isinstance(value, list | dict | str)} == {None}


def test_a_document_that_says_nothing_has_its_hash_and_its_file_alone() -> None:
    root = etree.fromstring(metadata_to_xml(_bare(), "note.txt").encode())
    assert [_tag(child) for child in root] == ["公文标识", "来源"]
    assert XSD.validate(root), XSD.error_log


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.parent.name)
def test_every_sample_fits_both_schemas_and_reads_back(path: Path) -> None:
    read = Plan.model_validate_json(path.read_text("utf-8"))
    wanted = metadata_of(read, "sub/plan.docx")
    text = metadata_to_xml(read, "sub/plan.docx")
    root = etree.fromstring(text.encode())
    assert XSD.validate(root), XSD.error_log
    assert _read_back(root) == wanted
    written = metadata_to_json(read, "sub/plan.docx")
    JSON.validate(json.loads(written))
    assert Metadata.model_validate_json(written) == wanted
    assert (text, written) == (
        metadata_to_xml(read, "sub/plan.docx"),
        metadata_to_json(read, "sub/plan.docx"),
    )


@settings(deadline=None)  # the first call makes what later ones find made
@given(
    st.lists(st.text(), max_size=3),
    st.text(min_size=1),
)
def test_any_text_gives_xml_that_is_valid_and_reads_back(names: list[str], title: str) -> None:
    header = Header(title=title, addressees=tuple(names))
    read = Plan(document=_bare().document.model_copy(update={"header": header}))
    root = etree.fromstring(metadata_to_xml(read, title).encode())
    assert XSD.validate(root), XSD.error_log
    shown = _read_back(root)
    assert shown.title == _kept(title)
    assert shown.addressees == tuple(map(_kept, names))
    assert shown.source.name == _kept(title)


def test_markup_and_characters_that_xml_cannot_hold_do_no_harm() -> None:
    header = Header(title="</标题><签发人>某</签发人>&amp;\x00\x0b\x1b\ud800\ufffe]]>\r\n末")
    read = Plan(document=_bare().document.model_copy(update={"header": header}))
    text = metadata_to_xml(read, "a.txt")
    assert "&lt;/标题&gt;&lt;签发人&gt;某&lt;/签发人&gt;&amp;amp;�����]]&gt;&#13;\n末</标题>" in text
    assert _read_back(etree.fromstring(text.encode())).signatories == ()


def test_the_schema_of_xml_has_the_elements_of_the_record_in_its_order() -> None:
    elements = re.findall(r'<xs:element name="([^"]+)"', metadata_xsd())
    fields: list[str] = []
    for name, field in Metadata.model_fields.items():
        fields.append(METADATA_NAMES[name])
        inner = next((kind for kind in _kinds(field.annotation) if hasattr(kind, "model_fields")), None)
        fields.extend(METADATA_NAMES[key] for key in (inner.model_fields if inner else ()))
    assert elements == ["公文元数据", *fields[1:]]
    assert f'targetNamespace="{NAMESPACE}"' in metadata_xsd()


def test_the_identifier_is_the_hash_of_the_bytes() -> None:
    data = "云州市第三人民医院2024年工作计划\n".encode()
    digest = hashlib.sha256(data).hexdigest()
    from hospplan import parse_bytes

    read = parse_bytes(data, "plan.txt")
    assert metadata_of(read, "plan.txt").identifier == f"sha256:{digest}"


def _request() -> Plan:
    base = _bare().document
    return Plan(
        document=Document(
            source=base.source,
            parts=base.parts,
            header=Header(
                copy_number="000003",
                classification="秘密",
                classification_period="1年",
                signatories=("林知远", "方以宁"),
                title="关于增加编制床位的请示",
                genre="请示",
                addressees=("云州市卫生健康委员会",),
            ),
            attachment_list=("床位设置方案",),
            sign_off=SignOff(issuers=("云州市第三人民医院",), date="2023-07-06"),
            note="此件公开发布",
            imprint=Imprint(
                cc=("云州市财政局",), issuing_office="云州市第三人民医院党政办公室", issue_date="2023-07-07"
            ),
        )
    )


def _bare() -> Plan:
    source = plan().document.source
    return Plan(document=Document(source=source, header=Header(), parts=()))


def _kept(text: str) -> str:
    """What a text is after it went through XML 1.0."""
    return re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)


def _tag(element: Any) -> str:
    return str(element.tag).removeprefix(f"{{{NAMESPACE}}}")


def _read_back(root: Any) -> Metadata:
    values: dict[str, Any] = {}
    lists = {name for field, name in METADATA_NAMES.items() if _is_list(Metadata.model_fields.get(field))}
    for child in root:
        tag = _tag(child)
        if len(child):
            values[tag] = {_tag(inner): inner.text or "" for inner in child}
        elif tag in lists:
            values.setdefault(tag, []).append(child.text or "")
        else:
            values[tag] = child.text or ""
    return Metadata.model_validate(values)


def _is_list(field: Any) -> bool:
    return field is not None and field.default == ()


def _kinds(annotation: Any) -> tuple[Any, ...]:
    return getattr(annotation, "__args__", (annotation,))
