"""What is read from OFD files: packages, layers, templates and composites, and what is told and not read."""

from dataclasses import replace

import pytest
from tests.ofd_paper import OFFICE, PRINTER, Writer, ofd, package, page_xml, xml
from tests.paper import A4, Picture, Sheet, lay_out
from tests.unit.readers.ofd.ofd_parts import (
    LINE,
    MM,
    OCR,
    composite,
    document,
    edges,
    findings,
    opened,
    page,
    paragraphs,
    units,
    written,
)
from tests.unit.readers.pdf.test_reader import PARAGRAPHS, PLAN

from hospplan.errors import MissingPartError
from hospplan.models.source import SourceParagraph


class TestPackages:
    """The same document, however its parts are named, encoded and found."""

    @pytest.mark.parametrize(
        "writer",
        [
            OFFICE,
            PRINTER,
            replace(OFFICE, prefix="none", encoding="GB18030"),
            replace(PRINTER, is_absolute=True, encoding="UTF-8"),
        ],
    )
    def test_prefix_paths_and_encoding_make_no_difference(self, writer: Writer) -> None:
        assert paragraphs(ofd(lay_out(PLAN), writer)) == PARAGRAPHS

    @pytest.mark.parametrize(
        ("root", "base"),
        [
            ("/Doc_0/Document.xml", "/Doc_0/Page_0.xml"),
            ("Doc_0\\Document.xml", "\\Doc_0\\Page_0.xml"),
            ("./Doc_0/Document.xml", "../Doc_0/./Page_0.xml"),
            ("doc_0/DOCUMENT.xml", "page_0.XML"),
            (" Doc_0/Document.xml\n", "Doc_0/Page_0.xml"),  # from the root of the package, though relative
        ],
    )
    def test_paths_of_every_form_are_found(self, root: str, base: str) -> None:
        parts = document(written(LINE))
        parts["OFD.xml"] = xml("OFD", f"<DocBody><DocRoot>{root}</DocRoot></DocBody>")
        parts["Doc_0/Document.xml"] = xml("Document", f'<Pages><Page ID="10" BaseLoc="{base}"/></Pages>')
        assert paragraphs(package(parts)) == [LINE]

    def test_names_of_a_chinese_windows_are_found(self) -> None:
        """Its programs write names of members in GBK; zipfile takes them for code page 437."""
        parts = document(written(LINE))
        parts["Doc_0/Document.xml"] = xml(
            "Document", '<Pages><Page ID="10" BaseLoc="页面/第一页.xml"/></Pages>'
        )
        parts["Doc_0/@@@@/@@@@@@.xml"] = parts.pop("Doc_0/Page_0.xml")
        data = package(parts).replace(b"@@@@/@@@@@@", "页面/第一页".encode("gbk"))
        assert paragraphs(data) == [LINE]

    @pytest.mark.parametrize(
        ("declaration", "encoding"),
        [
            ("", "gb18030"),
            ('<?xml version="1.0" encoding="UTF-8"?>', "gb18030"),
            ('<?xml version="1.0" encoding="gbk" standalone="no"?>', "gbk"),
            ('<?xml version="1.0" encoding="UTF-16"?>', "utf-16"),
            ('\ufeff<?xml version="1.0" encoding="UTF-8"?>', "utf-8"),
        ],
    )
    def test_encodings_are_read_as_they_are(self, declaration: str, encoding: str) -> None:
        parts = document("")
        content = f"{declaration}<Page><Content><Layer>{written(LINE)}</Layer></Content></Page>"
        parts["Doc_0/Page_0.xml"] = content.encode(encoding)
        assert paragraphs(package(parts)) == [LINE]

    def test_pages_come_in_the_order_of_the_list(self) -> None:
        parts = document(written("第一页。"), written("第二页。"))
        order = '<Page ID="11" BaseLoc="Page_1.xml"/><Page ID="10" BaseLoc="Page_0.xml"/>'
        parts["Doc_0/Document.xml"] = xml("Document", f"<Pages>{order}</Pages>")
        source = opened(package(parts))
        assert [block.page for block in source.blocks] == [1, 2]
        assert paragraphs(package(parts)) == ["第二页。", "第一页。"]
        assert (source.media_type, source.pages) == ("application/ofd", 2)

    def test_documents_of_one_package_are_read_one_after_the_other(self) -> None:
        parts = document(written("第一份。"))
        second = document(written("第二份。"))
        parts |= {name.replace("Doc_0", "Doc_1"): part for name, part in second.items() if name != "OFD.xml"}
        roots = "".join(f"<DocBody><DocRoot>Doc_{k}/Document.xml</DocRoot></DocBody>" for k in range(2))
        parts["OFD.xml"] = xml("OFD", roots)
        source = opened(package(parts))
        assert paragraphs(package(parts)) == ["第一份。", "第二份。"]
        assert (source.pages, [block.page for block in source.blocks]) == (2, [1, 2])
        assert findings(package(parts)) == [
            ("several-documents", "the file holds 2 documents, read one after the other")
        ]

    def test_the_version_that_is_current_is_read(self) -> None:
        parts = document(written("旧版。"))
        versions = (
            '<Versions><Version ID="v2" Index="2" Current="true" BaseLoc="Doc_0/Versions/V2.xml"/></Versions>'
        )
        parts["OFD.xml"] = xml("OFD", f"<DocBody><DocRoot>Doc_0/Document.xml</DocRoot>{versions}</DocBody>")
        parts["Doc_0/Versions/V2.xml"] = xml("DocVersion", "<DocRoot>/Doc_0/New.xml</DocRoot>")
        parts["Doc_0/New.xml"] = xml("Document", '<Pages><Page ID="10" BaseLoc="Page_n.xml"/></Pages>')
        parts["Doc_0/Page_n.xml"] = page_xml(written("新版。"))
        assert paragraphs(package(parts)) == ["新版。"]

    def test_a_page_has_its_own_size_or_that_of_its_document(self) -> None:
        parts = document(written("竖。"), written("横。"))
        parts["Doc_0/Page_1.xml"] = page_xml(
            written("横。"), "<Area><PhysicalBox>0 0 297 210</PhysicalBox></Area>"
        )
        sizes = [
            (round(block.fragments[0].frame.width / MM), round(block.fragments[0].frame.height / MM))
            for block in opened(package(parts)).blocks
            if isinstance(block, SourceParagraph)
        ]
        assert sizes == [(210, 297), (297, 210)]


class TestObjects:
    """What layers, templates and composites draw."""

    def test_layers_and_blocks_are_all_read(self) -> None:
        layers = "".join(
            f'<Layer Type="{kind}"><PageBlock><PageBlock>{written(text, y=y)}</PageBlock></PageBlock></Layer>'
            for kind, text, y in (
                ("Foreground", "上层。", 60),
                ("Background", "下层。", 40),
                ("Body", "正文。", 50),
            )
        )
        parts = document("")
        parts["Doc_0/Page_0.xml"] = xml("Page", f"<Content>{layers}</Content>")
        assert paragraphs(package(parts)) == ["下层。", "正文。", "上层。"]

    @pytest.mark.parametrize("order", ["Background", "Foreground"])
    def test_a_template_is_drawn_on_each_page_that_uses_it(self, order: str) -> None:
        """What comes again at one place is taken for a running head: it is drawn, or there would be none."""
        common = f'<TemplatePage ID="5" ZOrder="{order}" BaseLoc="Tpl.xml"/>'
        head = page_xml(written("云州市第三人民医院", y=15))
        parts = document("", "", "", common=common, parts={"Tpl.xml": head})
        texts = ["第一页的正文。", "第二页的正文。", "第三页的正文。"]
        for k, text in enumerate(texts):
            parts[f"Doc_0/Page_{k}.xml"] = page_xml(written(text, y=90), '<Template TemplateID="5"/>')
        assert paragraphs(package(parts)) == texts
        assert findings(package(parts)) == [
            ("page-furniture", "left out: 3 running heads: 云州市第三人民医院")
        ]

    def test_a_red_head_that_a_template_draws_is_read(self) -> None:
        common = '<TemplatePage ID="5" BaseLoc="Tpl.xml"/>'
        parts = document("", common=common, parts={"Tpl.xml": page_xml(written("云州市第三人民医院文件"))})
        parts["Doc_0/Page_0.xml"] = page_xml(
            written(LINE, y=90), '<Template TemplateID="5" ZOrder="Background"/>'
        )
        assert paragraphs(package(parts)) == ["云州市第三人民医院文件", LINE]

    def test_a_template_that_is_missing_is_told(self) -> None:
        parts = document("")
        parts["Doc_0/Page_0.xml"] = page_xml(written(LINE), '<Template TemplateID="5"/>')
        assert paragraphs(package(parts)) == [LINE]
        assert findings(package(parts)) == [("unreadable-part", "template 5 is missing (page 1)")]

    def test_composite_graphics_are_drawn_where_they_stand(self) -> None:
        common = "<PublicRes>PublicRes.xml</PublicRes>"
        text = written("目标任务", x=0, y=0)
        drawn = composite("head", "50 60 100 20", ' CTM="2 0 0 2 0 0"')
        data = package(document(drawn, common=common, parts={"PublicRes.xml": units(head=text)}))
        assert paragraphs(data) == ["目标任务"]
        assert edges(data) == pytest.approx([50, 60, 70, 80, 90], abs=0.01)

    def test_a_composite_of_a_page_s_own_resources_is_drawn(self) -> None:
        parts = document("", parts={"Own.xml": units(head=written(LINE))})
        parts["Doc_0/Page_0.xml"] = page_xml(composite("head"), "<PageRes>Own.xml</PageRes>")
        assert paragraphs(package(parts)) == [LINE]

    def test_a_composite_that_is_missing_is_told(self) -> None:
        data = page(written(LINE), composite("head"))
        assert findings(data) == [("unreadable-part", "composite graphic head is missing (page 1)")]

    @pytest.mark.parametrize("more", [' Visible="false"', ' Alpha="0"'])
    def test_a_composite_that_is_not_shown_is_not_read(self, more: str) -> None:
        common = "<DocumentRes>Res.xml</DocumentRes>"
        objects = written(LINE) + composite("head", more=more)
        parts = document(objects, common=common, parts={"Res.xml": units(head=written("藏着的字"))})
        assert paragraphs(package(parts)) == [LINE]

    def test_drawing_parameters_say_what_objects_do_not(self) -> None:
        params = (
            '<DrawParam ID="1" LineWidth="9"/>'
            '<DrawParam ID="2" Relative="1"><FillColor Alpha="0"/></DrawParam>'
            '<DrawParam ID="3" Relative="3"/>'
        )
        res = xml("Res", f"<DrawParams>{params}</DrawParams>")
        hidden = written("透明的字", y=60, more=' DrawParam="2"')
        common = "<PublicRes>Res.xml</PublicRes>"
        data = package(document(written(LINE) + hidden, common=common, parts={"Res.xml": res}))
        assert paragraphs(data) == [LINE]
        looped = written(LINE, more=' DrawParam="3"')
        assert paragraphs(package(document(looped, common=common, parts={"Res.xml": res}))) == [LINE]

    def test_words_of_annotations_are_read_and_those_of_watermarks_told(self) -> None:
        notes = "".join(
            f'<Annot ID="1" Type="{kind}"{more}><Appearance Boundary="30 {y} 100 10">{written(text, x=0, y=0)}</Appearance></Annot>'
            for kind, more, text, y in (
                ("Stamp", "", "同意。", 80),
                ("Stamp", ' Visible="false"', "不显示。", 90),
                ("Link", "", "链接。", 100),
                ("Watermark", "", "内部资料", 110),
            )
        )
        parts = document(
            written(LINE),
            rest="<Annotations>Annots/Annotations.xml</Annotations>",
        )
        parts["Doc_0/Annots/Annotations.xml"] = xml(
            "Annotations", '<Page PageID="10"><FileLoc>Page_0/Annotation.xml</FileLoc></Page>'
        )
        parts["Doc_0/Annots/Page_0/Annotation.xml"] = xml("PageAnnot", notes)
        assert paragraphs(package(parts)) == [LINE, "同意。"]
        assert findings(package(parts)) == [("page-furniture", "left out: a watermark on 1 pages: 内部资料")]

    def test_attached_files_are_named(self) -> None:
        listed = (
            '<Attachment ID="a1" Name="2023年度任务清单.xlsx"><FileLoc>a.xlsx</FileLoc></Attachment>'
            '<Attachment ID="a2" Name=""><FileLoc>Attachs/说明.txt</FileLoc></Attachment>'
        )
        parts = document(written(LINE), rest="<Attachments>Attachments.xml</Attachments>")
        parts["Doc_0/Attachments.xml"] = xml("Attachments", listed)
        assert findings(package(parts)) == [
            ("attached-files", "2 files are attached, and not read: 2023年度任务清单.xlsx; 说明.txt")
        ]

    @pytest.mark.usefixtures("without_ocr")
    def test_a_page_that_is_a_picture_is_named(self) -> None:
        data = ofd([*lay_out(LINE + "\n"), Sheet([Picture(0, 0, *A4)])])
        assert findings(data) == [("page-picture", f"page 2 is a picture without text, not read; {OCR}")]

    @pytest.mark.usefixtures("without_ocr")
    def test_a_file_of_pictures_alone_is_refused(self) -> None:
        with pytest.raises(MissingPartError) as caught:
            opened(ofd([Sheet([Picture(0, 0, *A4)])]))
        assert str(caught.value) == f"the OFD file holds no text: its only page is a picture; {OCR}"
