"""版记: 抄送, 印发机关 and 印发日期."""

from dataclasses import dataclass, field

from hospplan.errors import PhraseError
from hospplan.models.document import Imprint
from hospplan.phrases.addressee import are_names, split_names
from hospplan.phrases.attachment import ATTACHMENT_MARK, NOTE
from hospplan.phrases.date import FULL_DATE, read_date
from hospplan.phrases.imprint import ARCHIVED, COPIED, DISTRIBUTED, IMPRINT_LINE, OPENNESS, PRINTED, SENT
from hospplan.phrases.letterhead import is_issuer, join_spaced, split_wide
from hospplan.structure.lines import Line, Sheet
from hospplan.text.fold import fold


@dataclass(slots=True)
class _Run:
    """Consecutive lines of an imprint."""

    lines: list[int] = field(default_factory=list)
    cc: list[str] = field(default_factory=list)
    addressees: tuple[str, ...] = ()
    office: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class ImprintReading:
    """The imprint with the indices of its lines, and the addressees that stood in it."""

    imprint: Imprint
    taken: frozenset[int]
    addressees: tuple[str, ...]


def read_imprint(sheet: Sheet) -> ImprintReading:
    """
    The imprint: the last run of its lines that ends the file, or stands before an attachment or the enclosed text.

    A line 抄送 alone in the middle of a text (a step of a procedure) makes no imprint; one with 印发日期, or under
    成文日期, does.
    """
    runs = list(_runs(sheet))
    at_end = [run for run in runs if _ends_document(sheet, run.lines[-1])]
    chosen = at_end or [
        run
        for run in runs
        if run.date is not None
        or _before_attachment(sheet, run.lines[-1])
        or _is_under_date(sheet, run.lines[0])
    ]
    if not chosen:
        return ImprintReading(Imprint(), frozenset(), ())
    run = chosen[-1]
    imprint = Imprint(
        cc=tuple(run.cc),
        issuing_office=run.office,
        issue_date=run.date,
        lines=tuple(sheet[i].text for i in run.lines),
    )
    return ImprintReading(imprint, frozenset(run.lines), run.addressees)


def _ends_document(sheet: Sheet, last: int) -> bool:
    return sheet.next_free(last + 1) >= len(sheet)


def _is_under_date(sheet: Sheet, first: int) -> bool:
    """Whether 成文日期 is the line above, 附注 between allowed: the sign-off ends there, and no step of a procedure."""
    above = (line for line in reversed(sheet.lines[:first]) if line.text or line.is_table)
    line = next((line for line in above if not NOTE.regex().fullmatch(line.folded)), None)
    return line is not None and line.is_short and FULL_DATE.regex().fullmatch(line.bare) is not None


def _before_attachment(sheet: Sheet, last: int) -> bool:
    following = next((line for line in sheet.lines[last + 1 :] if line.text or line.is_table), None)
    return following is not None and ATTACHMENT_MARK.regex().fullmatch(following.bare) is not None


def _runs(sheet: Sheet) -> list[_Run]:
    runs = [_Run()]
    at = 0
    while at < len(sheet):
        line = sheet[at]
        # A second 抄送 below 印发日期 is of another document: the one that this one forwards stands above.
        is_next = runs[-1].date is not None and COPIED.regex().fullmatch(line.folded)
        if is_next or (runs[-1].lines and not _only_notes(sheet, runs[-1].lines[-1] + 1, at)):
            runs.append(_Run())
        end = _read_element(sheet, at, runs[-1])
        runs[-1].lines.extend(range(at, end))
        at = max(end, at + (0 if end > at else 1))
    return [run for run in runs if run.cc or run.date]


def _only_notes(sheet: Sheet, start: int, end: int) -> bool:
    """Whether nothing but 附注, which some set among the imprint, and lines spoken for stand between."""
    return all(NOTE.regex().fullmatch(sheet[i].folded) for i in range(start, end) if i not in sheet.taken)


_STARTS = frozenset("抄分主报送发呈共(校打录拟核审印承经公信责份")
"""An element of the imprint starts with one of these, or is 印发日期 with or without its office."""


def _read_element(sheet: Sheet, at: int, run: _Run) -> int:
    """The end of the element of the imprint that starts at *at*; *at* where none does."""
    line = sheet[at]
    if not line.text or (line.folded[0] not in _STARTS and not line.is_short):
        return at
    if line.folded[0] in _STARTS and (end := _read_labelled(sheet, at, run)) > at:
        return end
    if "印" in line.text and (match := PRINTED.regex(sheet.lexicon).fullmatch(line.folded)):
        _note_printed(line.text[match.start("office") : match.end("office")], match["date"], run)
        return at + 1
    below = sheet[at + 1] if at + 1 < len(sheet) else None
    if below is not None and "印" in below.text and is_issuer(line.bare, sheet.lexicon):
        match = PRINTED.regex(sheet.lexicon).fullmatch(below.folded)
        if match is not None and not match["office"]:
            _note_printed(line.text, match["date"], run)
            return at + 2
    return at


def _read_labelled(sheet: Sheet, at: int, run: _Run) -> int:
    """抄送, 主送, and what has a label but no field of its own; *at* where it is none of these."""
    line = sheet[at]
    if match := COPIED.regex().fullmatch(line.folded):
        end = _list_end(sheet, at)
        run.cc.extend(_names(sheet, at, end, match.start("names")))
        return end
    if match := DISTRIBUTED.regex().fullmatch(line.folded):
        if _is_imprint_near(sheet, at + 1, run):
            run.cc.extend(_names(sheet, at, at + 1, match.start("names")))
            return at + 1
    elif match := SENT.regex().fullmatch(line.folded):
        end = _list_end(sheet, at)
        if _is_imprint_near(sheet, end, run):
            run.addressees = _names(sheet, at, end, match.start("names"))
            return end
    elif IMPRINT_LINE.regex().fullmatch(line.folded) and _is_imprint_near(sheet, at + 1, run):
        return at + 1
    return at


def _names(sheet: Sheet, at: int, end: int, start: int) -> tuple[str, ...]:
    """The names of a list; 存档 at its end is none."""
    text = sheet[at].text[start:] + "".join(line.text for line in sheet.lines[at + 1 : end])
    text = text.rstrip("。 \u3000").replace("。", "；")  # classes that end with 。 each
    return tuple(name for name in split_names(text) if not ARCHIVED.regex().fullmatch(name))


def _note_printed(office: str, day: str, run: _Run) -> None:
    pieces = [piece for piece in split_wide(office) if not OPENNESS.regex().fullmatch(fold(piece))]
    run.office = join_spaced("  ".join(pieces)) or run.office
    try:
        run.date = read_date(day).isoformat()
    except PhraseError:
        run.date = None


def _is_imprint_near(sheet: Sheet, at: int, run: _Run) -> bool:
    """Whether 抄送 or 印发日期 is next, or was already."""
    if run.lines:
        return True
    return any(
        rule.regex().fullmatch(line.folded)
        for line in sheet.lines[at : at + 3]
        for rule in (COPIED, DISTRIBUTED, PRINTED)
    )


def _list_end(sheet: Sheet, at: int) -> int:
    """Where the names that start at *at* end: each class of them may have lines of its own, closed by 。."""
    end = at + 1
    while end < len(sheet) and end not in sheet.taken and _names_go_on(sheet, end):
        end += 1
    return end


def _names_go_on(sheet: Sheet, at: int) -> bool:
    """Whether a line is more of the names above it: they stop at a comma, or it is names itself and the imprint goes on."""
    above, line = sheet[at - 1].text, sheet[at]
    if not line.text or line.is_table or _is_element(line):
        return False
    if above.endswith(("，", "、", "；", ",", ";", "：", ":")):
        return True
    if not line.is_short or not are_names(line.folded, sheet.lexicon):
        return False
    if not above.endswith(("。", ".")) and line.text.endswith("。"):
        return True  # a name cut by the end of the line
    below = next((sheet[i] for i in range(at + 1, len(sheet)) if sheet[i].text or sheet[i].is_table), None)
    if below is not None and (printed := PRINTED.regex().fullmatch(below.folded)) and not printed["office"]:
        return False  # 印发机关 over its date
    return below is None or _is_element(below) or are_names(below.folded, sheet.lexicon)


def _is_element(line: Line) -> bool:
    return any(
        rule.regex().fullmatch(line.folded)
        for rule in (COPIED, DISTRIBUTED, SENT, PRINTED, IMPRINT_LINE, NOTE)
    )
