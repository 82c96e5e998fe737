"""The metadata of a document as XML."""

from pathlib import Path

from hospplan.export.limits import ExportLimits
from hospplan.export.metadata_faults import metadata_faults
from hospplan.export.to_metadata import NAMESPACE
from hospplan.validate.fault import Fault
from hospplan.validate.told import Checked


def check_xml(path: Path, limits: ExportLimits) -> Checked:
    """Its faults; the kind is None where its root is of another namespace."""
    from lxml import etree  # noqa: PLC0415

    size = path.stat().st_size
    if size > limits.member_bytes:
        return Checked("XML", iter([Fault("", "too-big", {"size": size, "limit": limits.member_bytes})]))
    # no entity of its own, no file or net behind it, and libxml2's own bounds of depth and size
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(path.read_bytes(), parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        return Checked("XML", iter([Fault(f"{line}:{column}", "xml", {"detail": error.msg or ""})]))
    if not str(root.tag).startswith(f"{{{NAMESPACE.rpartition(':')[0]}"):
        return Checked(None, iter(()))
    faults = (Fault(place, "metadata", {"detail": reason}) for place, reason in metadata_faults(root))
    return Checked("XML: metadata", faults)
