"""Entries of a run, made by hand, and names that strangers choose."""

from collections.abc import Mapping
from typing import Any

from hospplan.batch.record import Entry
from hospplan.cli.catalogue import load
from hospplan.cli.report import Spoken

ENGLISH, CHINESE = Spoken(load("en")), Spoken(load("zh"))

HOSTILE = (
    "<script>alert(1)</script>.docx",
    "<img src=x onerror=alert(1)>.docx",
    "a|b|c.docx",
    "`code`.docx",
    "[text](javascript:alert(1)).docx",
    "![x](https://example.org/x.png).docx",
    "https://example.org/login.docx",
    "www.example.org.docx",
    "*bold* _slant_ ~~gone~~.docx",
    "\\| \\` \\<b\\>.docx",
    "first\nsecond | # head.docx",
    "carriage\r\n\r\n# head.docx",
    "\x1b[31mred\x07.docx",
    "\u202egnp.exe.docx",
    "&lt;b&gt; &amp; &#124;.docx",
    "@everyone #1 :smile: $x^2$.docx",
    "]]> <![CDATA[ --> <!--.docx",
    "quote \" and ' .docx",
    "\ufffe\uffff\x00.docx",
)


def read(name: str, *, misquotes: int | None = None, **findings: int) -> Entry:
    """A document that was read."""
    counts = {
        "targets": 12,
        "results": 3,
        "tasks": 5,
        "findings": sum(findings.values()),
        "left_out": 0,
        **({} if misquotes is None else {"quotes": 20, "misquotes": misquotes}),
    }
    told: Mapping[str, Any] = {"error": 0, "warning": 0, "info": 0, **findings}
    return Entry(name, "a" * 64, 9, counts=counts, findings=told, files={".json": 7})


def failed(
    name: str, code: str = "damaged", message: str = "the package ends early", mend: str | None = None
) -> Entry:
    """A document that failed."""
    return Entry(name, "b" * 64, 9, status="failed", error=code, message=message, mend=mend)


def small_run() -> list[Entry]:
    """Two folders, each kind of outcome."""
    first = read("2023/plan.docx")
    return [
        first,
        read("2023/plan.pdf", error=1, info=4),
        Entry("2023/same.docx", "a" * 64, 9, duplicate_of="2023/plan.docx", counts=first.counts),
        failed("bomb.docx", "over-limit", "unpacks to 5,000 MB", "split the document"),
        failed("locked.pdf", "encrypted", "the file asks for a password", "give it"),
        failed("locked2.PDF", "encrypted", "the file asks for a password", "give it"),
        read("notes", warning=2),
    ]
