"""Formulas (Office Math) written on one line."""

from collections.abc import Callable

from hospplan.readers.docx.xml import VAL, M
from hospplan.readers.safe_xml import Element

_PROPERTIES = frozenset({f"{M}ctrlPr", f"{M}rPr", f"{M}argPr"})


def read_formula(formula: Element) -> str:
    """A formula as one would type it: a/b, x^2, √x, (a+b)/c; other forms give their parts."""
    return "".join(_read(child) for child in formula)


def _read(element: Element) -> str:
    tag = str(element.tag)
    if tag == f"{M}t":
        return element.text or ""
    if tag in _PROPERTIES or tag.endswith("Pr"):
        return ""
    form = _FORMS.get(tag)
    return form(element) if form is not None else read_formula(element)


def _part(element: Element, name: str) -> str:
    child = element.find(f"{M}{name}")
    return "" if child is None else read_formula(child)


def _group(text: str) -> str:
    """In brackets where it is more than one number or word."""
    return text if len(text) == 1 or text.replace(".", "").replace("%", "").isalnum() else f"({text})"


def _fraction(element: Element) -> str:
    return f"{_group(_part(element, 'num'))}/{_group(_part(element, 'den'))}"


def _power(element: Element) -> str:
    return f"{_part(element, 'e')}^{_group(_part(element, 'sup'))}"


def _root(element: Element) -> str:
    return f"√{_group(_part(element, 'e'))}"


def _delimited(element: Element) -> str:
    def mark(name: str, default: str) -> str:
        found = element.find(f"{M}dPr/{M}{name}")
        return default if found is None else found.get(f"{M}val", found.get(VAL, ""))

    inner = mark("sepChr", "|").join(read_formula(part) for part in element.iterchildren(f"{M}e"))
    return f"{mark('begChr', '(')}{inner}{mark('endChr', ')')}"


_FORMS: dict[str, Callable[[Element], str]] = {
    f"{M}f": _fraction,
    f"{M}sSup": _power,
    f"{M}rad": _root,
    f"{M}d": _delimited,
}
