"""The document of a source: who takes which lines, and in which order they are asked."""

from collections.abc import Sequence

from hospplan.errors import PhraseError
from hospplan.lexicon import Lexicon
from hospplan.models.document import Document, Header, SignOff, SourceInfo
from hospplan.models.source import Source
from hospplan.phrases.attachment import NOTE
from hospplan.phrases.date import FULL_DATE, read_date
from hospplan.phrases.title import carried_names, compared
from hospplan.structure.attachments import find_attachments, read_attachment_list
from hospplan.structure.contents import contents_lines
from hospplan.structure.enclosures import Notice, find_enclosures
from hospplan.structure.header import HeaderReading, read_header
from hospplan.structure.imprint import read_imprint
from hospplan.structure.lines import Sheet
from hospplan.structure.parts import PartStart, read_parts
from hospplan.structure.sign_off import SignOffReading, find_sign_offs
from hospplan.structure.web_foot import find_web_foot
from hospplan.structure.web_head import number_of_page
from hospplan.structure.worksheets import find_worksheets
from hospplan.text.fold import fold

_LINES_AT_END = 2


def assemble(source: Source, lexicon: Lexicon) -> Document:
    """
    The structure of *source*.

    Each character of the source is in exactly one block, cell, or line of header, sign-off or imprint. Only text
    decides, never fonts, so that a file without them gives the same document.
    """
    sheet = Sheet.of(source, lexicon)
    # A web page's foot is no part of the document: nothing is read from it, and it stays in the text.
    foot = find_web_foot(sheet)
    sheet = sheet.take(foot)
    imprint = read_imprint(sheet)
    sheet = sheet.take(imprint.taken)
    head = read_header(sheet)
    sheet = sheet.take(head.taken)
    listed = read_attachment_list(sheet)
    attachments = find_attachments(sheet, head.end, listed)
    signed = _sign_off(sheet.take(listed.lines), head, attachments, imprint.taken)
    if signed is not None:
        sheet = sheet.take(signed.taken)
    notice = Notice(
        title=head.header.title,
        start=head.end,
        signed=(signed.start, signed.end) if signed else None,
        attachments=tuple(attachments),
    )
    marked = [*attachments, *find_enclosures(sheet.take(listed.lines), notice)]
    sheets = find_worksheets(sheet, frozenset(part.start for part in marked))
    others = sorted([*marked, *sheets], key=lambda part: part.start)
    main = PartStart(0, "main", subtitle=head.subtitle)
    header = head.dated(signed.sign_off.date if signed else None)
    if imprint.addressees and not header.addressees:
        header = header.model_copy(update={"addressees": imprint.addressees})
    if header.document_number is None and (number := number_of_page(source.web)) is not None:
        header = header.model_copy(update={"document_number": number})
    return Document(
        source=SourceInfo(
            name=source.name,
            media_type=source.media_type,
            sha256=source.sha256,
            size=source.size,
            pages=source.pages,
            converter=source.converter,
            web=source.web,
        ),
        header=header,
        parts=read_parts(
            sheet.release(foot), [main, *others], contents_lines(sheet) | listed.lines, outside=foot
        ),
        attachment_list=tuple(listed.names),
        sign_off=signed.sign_off if signed else _day_under_title(header, lexicon),
        note=_note(sheet, others[0].start if others else len(sheet)),
        imprint=imprint.imprint,
    )


def _sign_off(
    sheet: Sheet, head: HeaderReading, attachments: Sequence[PartStart], imprint: frozenset[int]
) -> SignOffReading | None:
    """
    The document's sign-off: the first before the attachments, else one after them by an issuer that the head names.

    A date without an organ above it counts only where no more of the same text follows, but the imprint, nothing, or
    what a notice carries.
    """
    end = attachments[0].start if attachments else len(sheet)
    readings = list(find_sign_offs(sheet, head.signed_from))
    before = [reading for reading in readings if reading.end <= end]
    signed = next((reading for reading in before if reading.sign_off.issuers), None)
    if signed is not None:
        return signed
    carries = bool(carried_names(head.header.title or "", sheet.lexicon))
    for reading in before:
        below = sheet.next_free(reading.end)
        is_last = below >= end or NOTE.regex().fullmatch(sheet[below].folded) is not None
        if is_last or reading.end in imprint or (carries and reading is before[0]):
            return reading
    named = compared((head.header.title or "") + (head.header.issuer_mark or ""))
    return next(
        (
            reading
            for reading in readings
            if reading.end > end and any(compared(name) in named for name in reading.sign_off.issuers)
        ),
        None,
    )


def _day_under_title(header: Header, lexicon: Lexicon) -> SignOff:
    """成文日期 of what a meeting adopts (决定, 决议): it stands in brackets under the title, and nobody signs below."""
    note = fold(header.title_note or "").strip()
    if header.genre not in lexicon.genres.statutory or FULL_DATE.regex().fullmatch(note) is None:
        return SignOff()
    try:
        return SignOff(date=read_date(note).isoformat())
    except PhraseError:
        return SignOff()


def _note(sheet: Sheet, end: int) -> str | None:
    """附注 without its brackets, of the notice, which goes up to *end*, or at the end of the file; of several one a line."""
    places = [*sheet.free(0, end), *list(sheet.free(end, len(sheet)))[-_LINES_AT_END:]]
    notes = [
        sheet[i].text[match.start("note") : match.end("note")].strip()
        for i in places
        if sheet[i].folded[:1] == "(" and (match := NOTE.regex().fullmatch(sheet[i].folded))
    ]
    return "\n".join(notes) or None
