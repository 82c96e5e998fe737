"""HTML elements as a reader of documents sees them: which part lines, which hold no text, how lists count."""

import re
from collections.abc import Iterator
from typing import TypeAlias

from lxml.etree import _Element

from hospplan.models.source import Align
from hospplan.readers.docx.numerals import write_number

Element: TypeAlias = _Element

BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
"""Elements that begin and end a line (HTML standard, 15.3: display block, list-item and those of tables)."""
SILENT = frozenset((
    "applet", "area", "audio", "base", "button", "canvas", "datalist", "del", "embed", "frame", "frameset", "head",
    "iframe", "img", "input", "link", "map", "meta", "noembed", "noframes", "noscript", "object", "option", "param",
    "picture", "progress", "rp", "rt", "script", "select", "source", "strike", "style", "svg", "template", "textarea",
    "title", "track", "video",
))  # fmt: skip
"""Elements whose content is no text of the page, or was struck out."""
_HIDING = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)\b", re.IGNORECASE)
_ALIGN = re.compile(r"text-align\s*:\s*(left|center|right|justify)", re.IGNORECASE)
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]{3,40})", re.IGNORECASE)
_ALIGNS: dict[str, Align] = {"left": "left", "center": "center", "right": "right", "justify": "both"}
_NUMBER_FORMATS = {
    "1": ("decimal", "."),
    "decimal": ("decimal", "."),
    "decimal-leading-zero": ("decimalZero", "."),
    "a": ("lowerLetter", "."),
    "lower-alpha": ("lowerLetter", "."),
    "lower-latin": ("lowerLetter", "."),
    "upper-alpha": ("upperLetter", "."),
    "upper-latin": ("upperLetter", "."),
    "i": ("lowerRoman", "."),
    "lower-roman": ("lowerRoman", "."),
    "upper-roman": ("upperRoman", "."),
    "cjk-ideographic": ("chineseCountingThousand", "、"),
    "simp-chinese-informal": ("chineseCountingThousand", "、"),
    "trad-chinese-informal": ("chineseCountingThousand", "、"),
    "simp-chinese-formal": ("chineseLegalSimplified", "、"),
    "cjk-decimal": ("ideographDigital", "、"),
}
"""CSS list-style-type, and the types of ol, → a number format and the mark behind it (CSS Counter Styles 3)."""
_UPPER = {"A": "upper-alpha", "I": "upper-roman"}


def tag_of(element: Element) -> str:
    """The name of an element in lower case, without a prefix (o:p of Word is p of another room: ""); never None."""
    tag = element.tag
    return tag if isinstance(tag, str) and ":" not in tag and "}" not in tag else ""


def is_silent(element: Element) -> bool:
    """Whether nothing in an element is read: a script, a form's field, what is hidden or struck out."""
    if tag_of(element) in SILENT or element.get("hidden") is not None:
        return True
    style = element.get("style")
    return style is not None and _HIDING.search(style) is not None


def style_of(element: Element) -> str:
    """The style attribute; empty where there is none."""
    return element.get("style") or ""


def align_of(element: Element) -> Align | None:
    """How an element sets its lines; None where it does not say."""
    if tag_of(element) == "center":
        return "center"
    match = _ALIGN.search(style_of(element))
    return _ALIGNS.get(match[1].lower() if match else (element.get("align") or "").lower())


def numbered_items(element: Element) -> Iterator[tuple[Element, str]]:
    """The items of an ol, each with the number that a browser draws before it; of another element nothing."""
    if tag_of(element) != "ol":
        return
    count = _whole(element.get("start"), 1)
    for item in element:
        if tag_of(item) != "li" or is_silent(item):
            continue
        count = _whole(item.get("value"), count)
        yield item, _number(count, _list_style(item) or _list_style(element) or "decimal")
        count += 1


def _list_style(element: Element) -> str | None:
    kind = element.get("type")
    if kind is not None:
        return _UPPER.get(kind, kind)
    match = _LIST_STYLE.search(style_of(element))
    return match[1].lower() if match else None


def _number(count: int, style: str) -> str:
    if style not in _NUMBER_FORMATS:
        return ""  # none, disc, a picture
    number_format, mark = _NUMBER_FORMATS[style]
    return write_number(count, number_format) + mark


def _whole(text: str | None, default: int) -> int:
    digits = (text or "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 6 else default
