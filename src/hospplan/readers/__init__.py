"""From bytes to a source: one file a format."""

from dataclasses import replace
from pathlib import Path
from typing import assert_never

from hospplan.errors import EmptySourceError, EncryptedSourceError, LimitError, UnsupportedSourceError
from hospplan.lexicon import Lexicon
from hospplan.limits import Limits
from hospplan.models.plan import Finding
from hospplan.models.source import DEFAULT_OPTIONS, ReadOptions, Source
from hospplan.readers.cut_paragraphs import mend_cuts
from hospplan.readers.framed_lines import unframe
from hospplan.readers.sniff import Format, breaks_promise, sniff

__all__ = ["read", "read_file"]


def read_file(path: Path, limits: Limits) -> bytes:
    """
    The bytes of a file whose size is within the limit.

    Raises:
        LimitError: The file is too big; nothing of it was read.
        OSError: There is no such file, or it can't be opened.
    """
    with path.open("rb") as file:
        # One byte more than allowed: also a file that grows, or whose size the system does not know (a pipe).
        data = file.read(limits.file_bytes + 1) if path.stat().st_size <= limits.file_bytes else None
    if data is None or len(data) > limits.file_bytes:
        raise LimitError(
            f"the file is over {limits.file_bytes:,} bytes", mend="split it, or take out large pictures"
        )
    return data


def read(
    data: bytes, name: str, *, lexicon: Lexicon, limits: Limits, options: ReadOptions = DEFAULT_OPTIONS
) -> Source:
    """
    What a file holds, in reading order.

    Args:
        data: The file's bytes; they decide what it is.
        name: Its name, for `Source.name`, and to tell Markdown from plain text.
        lexicon: The tables of words: endings of names decide where lines of a cell part.
        limits: The budgets for input from strangers.
        options: The password, what finds tables in a PDF, what reads a Word 97 document.

    Raises:
        EmptySourceError: No bytes, or a document without text.
        UnsupportedSourceError: A format that is not read; the message names it and the way out.
        MissingPartError: It is an image, or a PDF of images, and the extra that recognises text is not installed.
        EncryptedSourceError: It asks for a password.
        DamagedSourceError: It is of a format that is read, and broken.
        LimitError: It is over one of *limits*.
    """
    if not data:
        raise EmptySourceError("the file is empty (0 bytes)", mend="save it again where it came from")
    found = sniff(data, name)
    source = _read(found, data, name, lexicon, limits, options)
    source = replace(source, blocks=unframe(source.blocks, lexicon))
    if found in (Format.DOCX, Format.PDF):
        source = replace(source, blocks=mend_cuts(source.blocks))
    if breaks_promise(found, name):
        message = f"the name says {Path(name).suffix}, the content is a {found}"
        finding = Finding(code="suffix-mismatch", severity="info", message=message)
        return replace(source, findings=(finding, *source.findings))
    return source


def _read(
    found: Format, data: bytes, name: str, lexicon: Lexicon, limits: Limits, options: ReadOptions
) -> Source:
    match found:
        case Format.DOCX:
            from hospplan.readers.docx.reader import read_docx  # noqa: PLC0415  (python-docx is heavy)

            return read_docx(data, name, lexicon=lexicon, limits=limits)
        case Format.TEXT | Format.MARKDOWN:
            from hospplan.readers.plain.reader import read_text  # noqa: PLC0415  (only where asked for)

            markdown = found is Format.MARKDOWN
            return read_text(data, name, lexicon=lexicon, limits=limits, markdown=markdown)
        case Format.PDF:
            from hospplan.readers.pdf.reader import read_pdf  # noqa: PLC0415  (pdfium is heavy)

            return read_pdf(data, name, lexicon=lexicon, limits=limits, options=options)
        case Format.OFD:
            from hospplan.readers.ofd.reader import read_ofd  # noqa: PLC0415  (only where asked for)

            return read_ofd(data, name, lexicon=lexicon, limits=limits, options=options)
        case Format.ENCRYPTED_OFFICE:
            raise EncryptedSourceError(
                "the document asks for a password", mend="open it in Word or WPS and save it without one"
            )
        case Format.HTML:
            from hospplan.readers.html.reader import read_html  # noqa: PLC0415  (lxml is heavy)

            return read_html(data, name, lexicon=lexicon, limits=limits)
        case Format.WORD97:
            from hospplan.readers.converted.reader import read_word97  # noqa: PLC0415  (python-docx is heavy)

            return read_word97(data, name, lexicon=lexicon, limits=limits, options=options)
        case Format.WORD_XML:
            from hospplan.readers.converted.reader import read_word_xml  # noqa: PLC0415  (python-docx is heavy)

            return read_word_xml(data, name, lexicon=lexicon, limits=limits)
        case Format.WORD6 | Format.RTF | Format.OPEN_DOCUMENT:
            from hospplan.readers.converted.reader import read_by_office  # noqa: PLC0415  (python-docx is heavy)

            return read_by_office(found, data, name, lexicon=lexicon, limits=limits)
        case Format.OLE2:
            raise _refusal(found, "save it as .docx")
        case Format.XLSX:
            from hospplan.readers.workbook.xlsx import read_xlsx  # noqa: PLC0415  (openpyxl is heavy)

            return read_xlsx(data, name, lexicon=lexicon, limits=limits)
        case Format.EXCEL97:
            from hospplan.readers.workbook.xls import read_xls  # noqa: PLC0415  (xlrd, only where asked for)

            return read_xls(data, name, lexicon=lexicon, limits=limits)
        case Format.POWERPOINT97 | Format.PPTX:
            raise _refusal(found, "copy its text and tables into a Word document and save that as .docx")
        case Format.IMAGE:
            from hospplan.readers.image import read_image  # noqa: PLC0415  (only where asked for)

            return read_image(data, name, lexicon=lexicon, limits=limits, options=options)
        case Format.ARCHIVE:
            raise _refusal(found, "unpack it and name the documents in it")
        case Format.BINARY:
            raise _refusal(found, "give a .docx, .pdf, .ofd, .txt or .md file")
        case never:
            assert_never(never)


def _refusal(found: Format, mend: str) -> UnsupportedSourceError:
    return UnsupportedSourceError(f"hospplan does not read this format: {found}", mend=mend)
