"""发文机关署名 and 成文日期."""

from collections.abc import Iterator
from dataclasses import dataclass

from hospplan.errors import PhraseError
from hospplan.lexicon import Lexicon
from hospplan.models.document import SignOff
from hospplan.phrases.date import FULL_DATE, read_date
from hospplan.phrases.letterhead import SEALED_FOR, SIGNED_BY, is_issuer, split_wide
from hospplan.structure.lines import Sheet
from hospplan.text.fold import fold

_MOST_ISSUERS = 12
_SEAL = ("（盖章）", "（公章）", "（印章）", "（章）", "(盖章)", "(公章)", "(印章)", "(章)")


@dataclass(frozen=True, slots=True)
class SignOffReading:
    """The sign-off of `lines[start:end]`."""

    sign_off: SignOff
    start: int
    end: int

    @property
    def taken(self) -> frozenset[int]:
        """The indices of its lines."""
        return frozenset(range(self.start, self.end))


def find_sign_offs(sheet: Sheet, start: int) -> Iterator[SignOffReading]:
    """Each place from *start* on where a date stands alone or after an organ's name, with the names above it."""
    for at in sheet.free(start, len(sheet)):
        line = sheet[at]
        if not line.is_short or not (line.bare.endswith("日") or line.bare[-1:].isdigit()):
            continue
        dated = _last_date(line.folded)
        if dated is None:
            continue
        before = line.text[: dated[0]].strip()
        issuers = _issuers(before, sheet.lexicon)
        if before and not issuers:
            continue
        first = at
        if first - 1 > start and first - 1 not in sheet.taken and _is_seal(sheet, first - 1):
            first -= 1
        while first > start and first - 1 not in sheet.taken and len(issuers) < _MOST_ISSUERS:
            above = _issuers(sheet[first - 1].text, sheet.lexicon)
            if not above:
                break
            issuers = [*above, *issuers]
            first -= 1
        lines = tuple(sheet[i].text for i in range(first, at + 1))
        yield SignOffReading(SignOff(issuers=tuple(issuers), date=dated[1], lines=lines), first, at + 1)


def _is_seal(sheet: Sheet, at: int) -> bool:
    """Whether a line says who seals for the organ above it, which signs."""
    is_seal = SEALED_FOR.regex().fullmatch(sheet[at].bare) is not None
    return is_seal and at - 1 not in sheet.taken and bool(_issuers(sheet[at - 1].text, sheet.lexicon))


def _last_date(folded: str) -> tuple[int, str] | None:
    """Where the date starts that ends a line, and its day."""
    match = next((m for m in FULL_DATE.regex().finditer(folded) if m.end() == len(folded)), None)
    if match is None:
        return None
    try:
        return match.start(), read_date(match[0]).isoformat()
    except PhraseError:
        return None


def _issuers(text: str, lexicon: Lexicon) -> list[str]:
    """The organs that a line names, wide gaps part them; or 职务 with a person's name; empty where it is neither."""
    if not 0 < len(text) <= 90:
        return []
    if (sealed := SEALED_FOR.regex().search(fold(text))) and sealed.end() == len(text):
        text = text[: sealed.start()].strip()
    for seal in _SEAL:
        text = text.replace(seal, "")
    bare = ["".join(piece.split()) for piece in split_wide(text)]
    whole = "".join(bare)
    if len(bare) > 1 and all(is_issuer(piece, lexicon) for piece in bare):
        return bare
    if is_issuer(whole, lexicon):
        return [whole]
    if signed := SIGNED_BY.regex(lexicon).fullmatch(fold(whole)):
        return [f"{signed['post']} {signed['name']}"]
    return []
