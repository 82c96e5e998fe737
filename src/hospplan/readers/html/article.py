"""Where the document stands in a web page: its article, the title over it, and what is the site's."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hospplan.models.document import WebField
from hospplan.phrases.web_page import CONTACT, CREDIT, PAGE_FOOT, SITE_FOOT
from hospplan.readers.html.labels import find_labels, is_label, is_of_labels
from hospplan.readers.html.lines import Paragraph, find_paragraphs
from hospplan.readers.html.marks import Element, is_silent, style_of, tag_of
from hospplan.readers.html.tables import cells_of, is_layout, rows_of
from hospplan.text.fold import fold

_FURNITURE = frozenset(("nav", "footer", "aside", "menu"))
_FURNITURE_NAME = re.compile(
    r"""
    (?: ^ | [-_\s] )
    (?: nav\w{0,6} | menus? | foot(?:er)? | copyright | bread\w{0,6} | crumbs? | side(?:bar)? | aside | shares? | bdshare\w{0,12}
      | related | recommend | banner | toolbar | comments? | qrcode | search | login | pag(?:er|ination) | links? | dizhi | weizhi
      | daohang | fenxiang )
    (?: $ | [-_\s\d] )
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""Names that authors of pages give, as a class or an id, to what is not the article; some write them in Pinyin."""
_TITLE_NAME = re.compile(r"(?:^|[-_\s\d])(?:\w{0,12}title\d?|biaoti|bt)(?:$|[-_\s\d])", re.IGNORECASE)
_TITLE_TAGS = frozenset(("h1", "h2", "h3", "h4"))
_BOXES = frozenset(("div", "td", "body", "article", "section", "main", "html", "form"))
_MARKS = re.compile("[，。；：、！？]")
_SITE = re.compile("[-_|—–－]")
_SHORTEST = 10
"""Characters of a line that can show where the article is."""
_SHORTEST_TITLE, _LONGEST_TITLE = 4, 160
_HEAD_CHARS = 800
"""Of the article's beginning, in which its title would stand."""


@dataclass(frozen=True, slots=True)
class Article:
    """A document in its page."""

    root: Element
    """All of the document is in it."""
    title: tuple[str, ...]
    """The lines of the title that the page sets over the article; none where the article has it in itself."""
    left_out: frozenset[Element]
    """Elements inside it that are the site's."""
    fields: tuple[WebField, ...]
    """What the site says about the document."""
    furniture: tuple[str, ...]
    """Texts of the page that are neither, in order."""


def find_article(page: Element) -> Article:
    """
    The article of *page*: the smallest box that holds all of its sentences and tables of data.

    What stands in lists of links, in navigation and in a site's foot shows nothing. A page without any sentence is
    an article as a whole.
    """
    furniture = list(_furniture(page))
    paragraphs = [p for p in find_paragraphs(page, skipped=frozenset(furniture)) if isinstance(p, Paragraph)]
    data = _cells_of_data(page)
    shows = [p for p in paragraphs if _is_of_article(p, data)]
    root = _common_box(shows, page)
    inside = frozenset(root.iter())
    first = next((at for at, p in enumerate(paragraphs) if shows and p is shows[0]), len(paragraphs))
    kept = frozenset(element for p in shows for element in _around(p.owner))
    labels = find_labels(page, paragraphs[:first], kept)
    taken = frozenset(inner for element in labels.elements for inner in element.iter())
    outside = [p for p in paragraphs if p.owner not in inside and p.owner not in taken]
    over = [p for p in outside if _is_before(p.owner, root)]
    title = _title(page, over, root) if shows else None
    texts = [p.text for p in outside if title is None or p.owner is not title.owner]
    texts += [" ".join(" ".join(element.itertext()).split()) for element in furniture]
    return Article(
        root=root,
        title=_lines(title) if title is not None and not _begins_with(root, title.text) else (),
        left_out=(labels.elements | frozenset(furniture)) & inside - {root},
        fields=labels.fields,
        furniture=tuple(text for text in texts if text and not is_label(text)),
    )


def _furniture(page: Element) -> Iterator[Element]:
    """Elements that are the site's by their names, none inside another; one with most of the page's sentences is not."""
    whole = _marks(page)
    todo = [page]
    while todo:
        element = todo.pop()
        if is_silent(element):
            continue
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        is_named = tag_of(element) in _FURNITURE or _FURNITURE_NAME.search(names) is not None
        if is_named and tag_of(element) != "body" and 2 * _marks(element) <= whole:
            yield element
        else:
            todo.extend(reversed(element))


def _marks(element: Element) -> int:
    """Marks of sentences in an element: prose has them, menus have not."""
    return sum(len(_MARKS.findall(text)) for text in element.itertext())


def _cells_of_data(page: Element) -> frozenset[Element]:
    """The cells, with all in them, of tables that hold data."""
    found: set[Element] = set()
    for table in page.iter("table"):
        if not (is_silent(table) or is_layout(table) or is_of_labels(table)):
            widths = [len(cells_of(row)) for row, _ in rows_of(table)]
            if len(widths) > 1 and max(widths) > 1:
                found.update(table.iterdescendants())
    return frozenset(found)


def _is_of_article(paragraph: Paragraph, data: frozenset[Element]) -> bool:
    """Whether a paragraph shows where the article is."""
    text = paragraph.text
    if 2 * paragraph.linked > len(text) or is_label(text):
        return False
    if paragraph.owner in data:
        return True
    folded = fold(text)
    if any(rule.regex().fullmatch(folded) for rule in (SITE_FOOT, PAGE_FOOT, CREDIT, CONTACT)):
        return False
    return len(text) >= _SHORTEST and _MARKS.search(text) is not None


def _common_box(shows: Sequence[Paragraph], page: Element) -> Element:
    """The innermost box around all of the paragraphs; *page* where there are none."""
    if not shows:
        return page
    counts: dict[Element, int] = {}
    owners = {p.owner: None for p in shows}
    for owner in owners:
        for element in _around(owner):
            counts[element] = counts.get(element, 0) + 1
    around = _around(next(iter(owners)))
    return next(
        (element for element in around if counts[element] == len(owners) and tag_of(element) in _BOXES), page
    )


def _around(element: Element) -> Iterator[Element]:
    yield element
    yield from element.iterancestors()


def _is_before(element: Element, root: Element) -> bool:
    """Whether an element outside *root* comes before it in the page."""
    mine, its = (list(reversed(list(_around(one)))) for one in (element, root))
    for own, other in zip(mine, its, strict=False):
        if own is not other:
            parent = own.getparent()
            return parent is not None and parent.index(own) < parent.index(other)
    return True  # it is around the root: its own text stands in front of it or behind


def _title(page: Element, over: Sequence[Paragraph], root: Element) -> Paragraph | None:
    """The paragraph over the article that is its title: what the page calls itself, else the last one set as a title."""
    named = [_squash(text) for text in _names_of(page)]
    found: Paragraph | None = None
    for paragraph in over:
        text = _squash(paragraph.text)
        if (
            not _SHORTEST_TITLE <= len(text) <= _LONGEST_TITLE
            or 2 * paragraph.linked > len(text)
            or is_label(paragraph.text)
        ):
            continue
        if any(text in name and 2 * len(text) >= len(name) for name in named) or (
            _is_set_as_title(paragraph.owner) and not any(_squash(p.text) in named for p in over)
        ):
            found = paragraph
    return found if root is not page else None


def _names_of(page: Element) -> Iterator[str]:
    """What the page calls itself: its title, whole and without the site's name behind it, and meta ArticleTitle."""
    for title in page.iter("title"):
        if text := "".join(title.itertext()).strip():
            yield text
            yield _SITE.split(text)[0].strip() or text
    for meta in page.iter("meta"):
        if (meta.get("name") or "").lower() == "articletitle" and (
            text := (meta.get("content") or "").strip()
        ):
            yield text


def _is_set_as_title(element: Element) -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return (
        tag_of(element) in _TITLE_TAGS
        or _TITLE_NAME.search(names) is not None
        or "font-size" in style_of(element)
    )


def _begins_with(root: Element, title: str) -> bool:
    """Whether the title stands in the beginning of the article already."""
    head, length = "", 0
    for paragraph in find_paragraphs(root):
        if isinstance(paragraph, Paragraph):
            head += paragraph.text
            length += len(paragraph.text)
            if length > _HEAD_CHARS:
                break
    return _squash(title) in _squash(head)


def _lines(paragraph: Paragraph) -> tuple[str, ...]:
    return tuple(line.strip() for line in paragraph.lines if line.strip())


def _squash(text: str) -> str:
    return re.sub(r"[\s“”\"《》]+", "", text)
