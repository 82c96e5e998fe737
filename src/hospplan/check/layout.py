"""Where a document departs from GB/T 9704-2012. Hospitals apply it by reference, so these are no errors."""

from collections.abc import Iterator

from hospplan.models.document import Document
from hospplan.models.plan import Finding
from hospplan.phrases.document_number import NUMBER_LIKE, PLAIN_NUMBER
from hospplan.text.fold import fold


def find_layout_faults(document: Document) -> Iterator[Finding]:
    """An odd 发文字号: not read at all, or with other brackets or a 第 that the standard does not have."""
    number = document.header.document_number
    if number is None:
        for line in document.header.lines:
            match = NUMBER_LIKE.regex().search(fold(line))
            if match is not None:
                odd = line[match.start() : match.end()]
                yield Finding(
                    code="document-number-odd",
                    severity="warning",
                    message=f"发文字号 {odd} is not read: it should have the form 云卫发〔2023〕7号",
                )
        return
    if PLAIN_NUMBER.regex().fullmatch(fold(number.text)):
        return  # orders, public notices and minutes number in their own ways (10.2, 10.3)
    written = f"{number.agency}〔{number.year}〕{number.serial}号"
    if number.text != written:
        yield Finding(
            code="document-number-form",
            severity="info",
            message=f"发文字号 {number.text} should be written {written} (GB/T 9704-2012, 7.2.5)",
        )
