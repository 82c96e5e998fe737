"""Word documents in a single XML file: read as the package that they are, without LibreOffice."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from tests.unit.readers.converted.word97_sample import make_sample
from tests.unit.readers.docx.docx_parts import read as read_docx

from hospplan.errors import DamagedSourceError, LimitError
from hospplan.lexicon import default_lexicon
from hospplan.limits import DEFAULT_LIMITS, Limits
from hospplan.models.source import Source
from hospplan.readers import read
from hospplan.readers.converted import reader as converted

_NAMESPACE = "http://schemas.microsoft.com/office/2006/xmlPackage"
_LETTERS = "QUJD" * 4_000_000
"""A picture of twelve megabytes."""


def flat(*parts: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<?mso-application progid="Word.Document"?>\n'
        f'<pkg:package xmlns:pkg="{_NAMESPACE}">{"".join(parts)}</pkg:package>'
    ).encode()


def flatten(docx: bytes) -> list[str]:
    with ZipFile(BytesIO(docx)) as package:
        contents = {name: package.read(name).decode() for name in package.namelist()}
    return [
        f'<pkg:part pkg:name="/{name}" pkg:contentType="application/xml"><pkg:xmlData>'
        f"{re.sub('^<[?]xml[^>]*>', '', content)}</pkg:xmlData></pkg:part>"
        for name, content in contents.items()
        if name != "[Content_Types].xml"
    ]


def read_flat(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Source:
    return read(data, "计划.xml", lexicon=default_lexicon(), limits=limits)


def test_it_reads_as_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(converted, "find_office", lambda: None)
    picture = f'<pkg:part pkg:name="/word/media/a.png"><pkg:binaryData>{_LETTERS}</pkg:binaryData></pkg:part>'
    data = flat(*flatten(make_sample()), picture)
    found = read_flat(data)
    assert found.blocks == read_docx(make_sample()).blocks
    assert (found.findings, found.converter, found.media_type) == ((), None, "application/xml")
    assert found.size == len(data)


def test_one_without_parts_or_cut_off_is_damaged() -> None:
    with pytest.raises(DamagedSourceError) as caught:
        read_flat(flat())
    assert str(caught.value) == "the document holds no parts; open it in Word and save it as .docx"
    with pytest.raises(DamagedSourceError, match="the document is not well-formed XML"):
        read_flat(flat(*flatten(make_sample()))[:3_000])


def test_one_with_too_many_parts_is_over_the_limit() -> None:
    part = '<pkg:part pkg:name="/{}.xml"><pkg:xmlData><a/></pkg:xmlData></pkg:part>'
    with pytest.raises(LimitError, match="the package has over 5,000 members"):
        read_flat(flat(*(part.format(number) for number in range(5_001))))
