"""XML from strangers, parsed so that it can do no harm."""

from functools import cache
from typing import TypeAlias

from lxml import etree
from lxml.etree import _Element

from hospplan.errors import DamagedSourceError, LimitError
from hospplan.limits import Limits

Element: TypeAlias = _Element


def parse_safely(data: bytes, part: str, limits: Limits, kind: str) -> Element:
    """
    The root of one part of a package.

    Comments and processing instructions are left out; entities are never expanded, nothing is fetched.

    Args:
        data: The part's bytes.
        part: Its name in the package, for messages.
        limits: The budgets for depth and number of nodes.
        kind: What the package is, for messages: "a Word document".

    Raises:
        DamagedSourceError: The XML is not well formed, or has a DOCTYPE, which no part may have.
        LimitError: Too deep, too many nodes, or one text of more than libxml2's ten million bytes.
    """
    refuse_harmful(data, part, limits, kind)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        reason = str(error.msg)
        if "xcessive depth" in reason or "depth" in reason.lower():
            raise LimitError(f"{part} nests more than {limits.xml_depth} XML elements") from error
        if "huge" in reason.lower() or "too long" in reason.lower():
            raise LimitError(f"{part} holds a single text of over ten million bytes") from error
        raise DamagedSourceError(f"{part} is not well-formed XML ({reason})") from error
    except ValueError as error:  # an encoding that lxml can't be given
        raise DamagedSourceError(f"{part} is not well-formed XML ({error})") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise DamagedSourceError(f"{part} declares a DOCTYPE, which {kind} never does")
    if _is_deeper(limits.xml_depth)(root):
        raise LimitError(f"{part} nests more than {limits.xml_depth} XML elements")
    return root


def refuse_harmful(data: bytes, part: str, limits: Limits, kind: str) -> None:
    """
    Look over the bytes of a part before anything parses them.

    Raises:
        DamagedSourceError: It has a DOCTYPE, and with it maybe entities that grow without end.
        LimitError: It may have too many nodes.
    """
    if any("<!DOCTYPE".encode(encoding) in data for encoding in ("ascii", "utf-16-le", "utf-16-be")):
        raise DamagedSourceError(f"{part} declares a DOCTYPE, which {kind} never does")
    # Each element takes a "<" or two, each attribute a "=": an upper bound that costs no parsing.
    if data.count(b"<") + data.count(b"=") > limits.xml_nodes:
        raise LimitError(f"{part} has over {limits.xml_nodes:,} XML nodes", mend="split the document")


@cache
def _is_deeper(depth: int) -> etree.XPath:
    return etree.XPath(f"boolean(/{'*/' * depth}*)")
