"""Documents that do harm, each with the error code by which a run has to report it."""

import struct
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath
from zipfile import ZIP_DEFLATED, ZipFile

from tests.build import build_docx
from tests.paper import Sheet, Text, locked, pdf
from tests.unit.readers.docx.docx_parts import NAMESPACES, make_docx, p, tbl, tc

FOLDER = PurePosixPath("收到的文件/未经检查")
_MAIN = "word/document.xml"
_SPACES = 500 * 2**20


@dataclass(frozen=True, slots=True)
class Hostile:
    """One of them."""

    file: str
    code: str
    """What the manifest has to say."""
    make: Callable[[], bytes]

    @property
    def name(self) -> PurePosixPath:
        """Its place below the folder of the collection."""
        return FOLDER / self.file


def fault(kind: str) -> bytes:
    """
    A stand-in for what no document should be able to do.

    Read as it is, it is a plain text; `faults/sitecustomize.py` makes a worker that reads it hang, fall or grow.
    """
    return f"FAULT {kind}\n\n一、工作任务\n\n门诊量达到10万人次。\n".encode()


def _bomb() -> bytes:
    """Five pictures of 90 megabytes of nothing."""
    return make_docx(p("甲"), members={f"word/media/image{n}.emf": bytes(90 * 2**20) for n in range(1, 6)})


def _truncated() -> bytes:
    whole = build_docx("# 题 云州市第三人民医院工作计划\n一、工作任务\n门诊量达到10万人次。\n")
    return whole[: len(whole) * 2 // 3]


def _locked_pdf() -> bytes:
    return locked(pdf(Sheet([Text(90, 120, "工作计划")])), user="2024")


def _locked_docx() -> bytes:
    """What Word saves with a password: an OLE2 file (MS-OFFCRYPTO, 2.3.1), here as far as its directory."""
    names = ("Root Entry", "EncryptionInfo", "EncryptedPackage")
    entries = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", 2 * len(name) + 2) + bytes(62)
        for name in names
    )
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + entries.ljust(512, b"\0") + bytes(4096)


def _spaces() -> bytes:
    """A paragraph of 500 megabytes of spaces, packed to half a megabyte; written piece by piece."""
    head = f'<w:document {NAMESPACES}><w:body><w:p><w:r><w:t xml:space="preserve">'
    with ZipFile(BytesIO(make_docx(""))) as package:
        kept = {name: package.read(name) for name in package.namelist() if name != _MAIN}
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as package:
        for name, data in kept.items():
            package.writestr(name, data)
        with package.open(_MAIN, "w") as member:
            member.write(head.encode())
            piece = b" " * 2**20
            for _ in range(_SPACES // len(piece)):
                member.write(piece)
            member.write(b"</w:t></w:r></w:p></w:body></w:document>")
    return file.getvalue()


def _entities() -> bytes:
    """A billion laughs: nine entities of ten each."""
    more = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 10))
    xml = f'<!DOCTYPE x [<!ENTITY e0 "ha">{more}]><w:document {NAMESPACES}><w:body>&e9;</w:body></w:document>'
    return make_docx("", members={_MAIN: xml.encode()})


def _deep() -> bytes:
    table = p("甲")
    for _ in range(20_000):
        table = f"<w:sdt><w:sdtContent>{table}</w:sdtContent></w:sdt>"
    return make_docx(table)


def _lying() -> bytes:
    """A member of 100 megabytes that says it has a thousand bytes."""
    data = bytearray(make_docx("", members={_MAIN: bytes(100 * 2**20)}))
    entry = data.rfind(_MAIN.encode()) - 46
    data[entry + 24 : entry + 28] = struct.pack("<I", 1000)
    return bytes(data)


def _page_loop() -> bytes:
    """A PDF whose tree of pages is its own child."""
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R 2 0 R] /Count 2 >>",
        b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 1 >>",
    )
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 4\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start)


def _wide() -> bytes:
    return make_docx(tbl(tc("甲", '<w:gridSpan w:val="99999999"/>')))


HOSTILE = (
    Hostile("压缩炸弹.docx", "over-limit", _bomb),
    Hostile("传输中断.docx", "damaged", _truncated),
    Hostile("加密.pdf", "encrypted", _locked_pdf),
    Hostile("加密.docx", "encrypted", _locked_docx),
    Hostile("没完没了.txt", "timed-out", lambda: fault("hang")),
    Hostile("段错误.txt", "crashed", lambda: fault("segfault")),
    Hostile("耗尽内存.txt", "out-of-memory", lambda: fault("memory")),
    Hostile("五亿个空格.docx", "over-limit", _spaces),
    Hostile("实体膨胀.docx", "damaged", _entities),
    Hostile("谎报大小.docx", "damaged", _lying),
)
"""The ten of a night."""
MORE = (
    Hostile("层层嵌套.docx", "over-limit", _deep),
    Hostile("一亿列.docx", "over-limit", _wide),
    Hostile("页树成环.pdf", "damaged", _page_loop),
    Hostile("空文件.txt", "empty", lambda: b""),
)
"""Others that cost as little to try."""


def write(folder: Path, hostile: Iterable[Hostile]) -> None:
    """Make their files."""
    for one in hostile:
        path = folder / one.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(one.make())
