"""Documents that become a .docx first: Word 97 by msdoc2docx, what that can't read and other formats by LibreOffice."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha256

from hospplan.errors import (
    DamagedSourceError,
    EmptySourceError,
    EncryptedSourceError,
    LimitError,
    OfficeMissingError,
    SourceError,
    UnsupportedSourceError,
)
from hospplan.lexicon import Lexicon
from hospplan.limits import Limits
from hospplan.models.plan import Finding
from hospplan.models.source import Converter, ReadOptions, Source, SourceParagraph
from hospplan.readers.converted.clock_fields import Freezable, freeze, restore
from hospplan.readers.converted.office import INSTALL, OfficeError, find_office, to_docx
from hospplan.readers.converted.word97_child import ChildError, Converted, convert, stored_clock
from hospplan.readers.docx.flat_package import is_flat_package, to_package
from hospplan.readers.docx.reader import read_docx
from hospplan.readers.sniff import Format

WORD_MEDIA_TYPE = "application/msword"
_BY_OFFICE: dict[Format, tuple[str, str, Freezable | None]] = {
    Format.WORD97: (".doc", WORD_MEDIA_TYPE, None),
    Format.WORD6: (".doc", WORD_MEDIA_TYPE, None),
    Format.RTF: (".rtf", "application/rtf", "rtf"),
    Format.WORD_XML: (".xml", "application/xml", "word-xml"),
    Format.OPEN_DOCUMENT: (".odt", "application/vnd.oasis.opendocument.text", "open-document"),
}
"""Suffix and media type of what LibreOffice reads, and how clock fields are frozen."""
_LOSSES = frozenset(
    {
        "HEADER_FOOTER_TABLE_MALFORMED",
        "INVALID_UTF16",
        "MALFORMED_TABLE_FLATTENED",
        "NOTE_REFERENCE_DEFERRED",
        "TABLE_DEPTH_LIMITED",
        "TABLE_MARKER_DEFERRED",
        "UNSUPPORTED_CONTROL_CHARACTER",
        "UNTERMINATED_FIELD",
    }
)
"""Notices of the library after which words, numbers or cells may be missing; the rest is about looks."""
_GRAVE = frozenset({"NOTES_LOST", "NUMBERING_TABLE_MALFORMED", "STYLE_TABLE_MALFORMED"})
"""Notices after which all numbers or all notes are missing, so that another way is worth its time."""
_SAVE_AS_DOCX = "open it in Word or WPS and save it as .docx"
_SECOND_WAY = f"{_SAVE_AS_DOCX}, or {INSTALL} to read it another way"


def read_word97(data: bytes, name: str, *, lexicon: Lexicon, limits: Limits, options: ReadOptions) -> Source:
    """
    What a Word 97 document (.doc, .wps) holds, by way of the .docx that is made of it.

    The first way is the library doc2docx in a child process. Where it gives no document, and
    `options.doc_engine` is "auto", LibreOffice is asked, if the machine has it; a finding says so. What a password
    locks the first way alone opens.

    Raises:
        EncryptedSourceError: It asks for a password, and that is missing or wrong.
        DamagedSourceError: It is broken, and no way gave a document.
        LimitError: It takes too long, too much memory, or what came of it is over one of *limits*.
        EmptySourceError: It holds no text.
        OfficeMissingError: LibreOffice alone was asked for and is not there.
    """
    if options.doc_engine == "libreoffice":
        return read_by_office(Format.WORD97, data, name, lexicon=lexicon, limits=limits)
    try:
        made = convert(data, password=options.password, limits=limits)
    except ChildError as error:
        refused = _refusal(error, limits)
        source = None
        if options.doc_engine == "auto" and error.kind not in {"encrypted", "password"}:
            source = _second_way(error.detail, data, name, lexicon, limits)
        if source is None:
            raise refused from error
        return source
    grave = [message for code, message in made.notices if code in _GRAVE]
    # what a password locks, LibreOffice does not open
    if grave and options.doc_engine == "auto" and options.password is None:
        source = _second_way(grave[0], data, name, lexicon, limits)
        if source is not None:
            return source
    source = read_docx(made.docx, name, lexicon=lexicon, limits=limits)
    lost = tuple(SourceParagraph(text, origin="text-box") for text in made.unplaced)
    source = replace(source, blocks=(*lost, *source.blocks))
    return _as_of(source, data, WORD_MEDIA_TYPE, "msdoc2docx", _told(made))


def read_word_xml(data: bytes, name: str, *, lexicon: Lexicon, limits: Limits) -> Source:
    """
    What a Word document in a single XML file holds: read as the package that it is, or by LibreOffice.

    Errors are those of `read_by_office`, which reads the XML of Word 2003.
    """
    if not is_flat_package(data):
        return read_by_office(Format.WORD_XML, data, name, lexicon=lexicon, limits=limits)
    source = read_docx(to_package(data, limits), name, lexicon=lexicon, limits=limits)
    return _as_of(source, data, _BY_OFFICE[Format.WORD_XML][1], None, ())


def _second_way(why: str, data: bytes, name: str, lexicon: Lexicon, limits: Limits) -> Source | None:
    """What LibreOffice reads, with a word on why it was asked; None where it is not there or reads nothing."""
    try:
        source = read_by_office(Format.WORD97, data, name, lexicon=lexicon, limits=limits)
    except (DamagedSourceError, EmptySourceError, OfficeMissingError):
        return None
    message = f"msdoc2docx could not read all of it ({why}), LibreOffice did; text may be missing"
    return replace(source, findings=(_warn("second-way", message), *source.findings))


def read_by_office(found: Format, data: bytes, name: str, *, lexicon: Lexicon, limits: Limits) -> Source:
    """
    What a document holds, by way of the .docx that LibreOffice makes of it.

    Args:
        found: Word 97, or one of the formats that LibreOffice alone reads.
        data: The document.
        name: Its name.
        lexicon: As for the reader of .docx.
        limits: LibreOffice's time and memory among them.

    Raises:
        OfficeMissingError: There is no LibreOffice; the message says how to get it.
        DamagedSourceError: LibreOffice makes nothing of it.
        EncryptedSourceError: It asks for a password.
        LimitError: What came of it is over one of *limits*.
        EmptySourceError: It holds no text.
    """
    suffix, media_type, freezable = _BY_OFFICE[found]
    program = find_office()
    if program is None:
        raise OfficeMissingError(
            f"{found} is read by LibreOffice, which was not found", mend=f"{INSTALL}, or save it as .docx"
        )
    # A Word 97 document can't be changed that easily: its fields are put right afterwards.
    stored = _stored(data, limits) if found is Format.WORD97 else None
    given = data if freezable is None else freeze(data, freezable, limits)
    try:
        docx, lost = restore(to_docx(program, given, suffix, limits), stored, limits)
    except OfficeError as error:
        raise DamagedSourceError(str(error), mend=_SAVE_AS_DOCX) from error
    told = []
    if lost:
        message = f"fields that show today's date, left out since what the document stored of them is not known: {lost}"
        told.append(_warn("clock-field", message))
    source = read_docx(docx, name, lexicon=lexicon, limits=limits)
    return _as_of(source, data, media_type, "libreoffice", told)


def _stored(data: bytes, limits: Limits) -> tuple[str, ...] | None:
    try:
        return stored_clock(data, password=None, limits=limits)
    except ChildError:
        return None


def _as_of(
    source: Source, data: bytes, media_type: str, converter: Converter | None, told: Iterable[Finding]
) -> Source:
    """The source of a .docx as that of the document it was made of."""
    return replace(
        source,
        media_type=media_type,
        sha256=sha256(data).hexdigest(),
        size=len(data),
        converter=converter,
        findings=(*told, *source.findings),
    )


def _told(made: Converted) -> Iterator[Finding]:
    for code, message in dict(made.notices).items():
        if code in _LOSSES or code in _GRAVE:
            yield _warn("unreadable-part", f"msdoc2docx: {message}")
    if made.unplaced:
        message = f"text boxes whose place is not known, put before the text: {len(made.unplaced)} paragraphs"
        yield _warn("unplaced-text-box", message)


def _warn(code: str, message: str) -> Finding:
    return Finding(code=code, severity="warning", message=message)


def _refusal(error: ChildError, limits: Limits) -> SourceError:
    """What the child's answer means to the person who has the file."""
    match error.kind:
        case "encrypted":
            return EncryptedSourceError("the document asks for a password", mend="give it with --password")
        case "password" if error.detail.startswith("unsupported"):
            return UnsupportedSourceError(
                f"the document is locked in a way that hospplan does not know ({error.detail})",
                mend="open it in Word or WPS and save it without a password",
            )
        case "password":
            return EncryptedSourceError("the password does not open the document")
        case "time":
            return LimitError(f"reading it took over {limits.converter_seconds} seconds", mend=_SECOND_WAY)
        case "memory":
            return LimitError(
                f"reading it took over {limits.converter_memory:,} bytes of memory", mend=_SECOND_WAY
            )
        case "gone":
            return DamagedSourceError(
                f"the process that reads .doc ended with it ({error.detail})", mend=_SECOND_WAY
            )
        case _:
            return DamagedSourceError(f"the document is broken or cut off ({error.detail})", mend=_SECOND_WAY)
