"""Footnotes of a web page: links that point to a note which points back."""

from hospplan.readers.html.lines import Notes
from hospplan.readers.html.marks import BLOCKS, Element, tag_of


def find_notes(root: Element) -> Notes:
    """
    The footnotes under *root*.

    Word and LibreOffice write a call as a link to a note (#_ftn1, #sdfootnote1sym) that begins with a link back to
    the call. Both links are marks and no text.
    """
    places: dict[str, Element] = {}
    links: list[Element] = []
    for element in root.iter():
        for name in (element.get("id"), element.get("name") if tag_of(element) == "a" else None):
            if name:
                places.setdefault(name, element)
        if (element.get("href") or "").startswith("#"):
            links.append(element)
    order = {link: at for at, link in enumerate(links)}
    texts: dict[str, str] = {}
    bodies: set[Element] = set()
    calls: dict[Element, str] = {}
    for call in links:
        name = (call.get("href") or "")[1:]
        back = _link_of(places.get(name))
        if (
            back is None
            or order.get(back, -1) <= order[call]
            or _link_of(places.get((back.get("href") or "")[1:])) is not call
        ):
            continue
        body = _body_of(back)
        text = _text_without(body, back)
        if text:
            texts[name] = text
            bodies.add(body)
            calls[call] = name
    return Notes(texts, frozenset(bodies), calls)


def _link_of(place: Element | None) -> Element | None:
    """The link that a place is, holds, or is held by."""
    if place is None:
        return None
    if tag_of(place) == "a" and place.get("href") is not None:
        return place
    inner = next((a for a in place.iterdescendants("a") if a.get("href") is not None), None)
    if inner is not None:
        return inner
    return next((a for a in place.iterancestors("a") if a.get("href") is not None), None)


def _body_of(back: Element) -> Element:
    """The innermost element around a link back that parts lines."""
    return next((e for e in back.iterancestors() if tag_of(e) in BLOCKS), back)


def _text_without(body: Element, back: Element) -> str:
    """The text of a note without its mark."""
    marks = set(back.iter())
    pieces: list[str] = []
    for element in body.iter():
        if element.text and element not in marks:
            pieces.append(element.text)
        if element.tail and element is not body and (element not in marks or element is back):
            pieces.append(element.tail)
    return " ".join("".join(pieces).split())
