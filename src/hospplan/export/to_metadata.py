"""The metadata of a document as XML and as JSON, for registers of documents and archives."""

from collections.abc import Iterator
from importlib.resources import files

from pydantic import BaseModel

from hospplan.export.metadata import metadata_of
from hospplan.export.xml_text import xml_text
from hospplan.models.metadata import METADATA_NAMES, Metadata
from hospplan.models.plan import SCHEMA_VERSION, Plan

NAMESPACE = f"urn:hospplan:metadata:{SCHEMA_VERSION}"
ROOT = "公文元数据"


def metadata_to_json(plan: Plan, name: str) -> str:
    """A document's metadata: every key in the order of the standard, two spaces, a line feed at the end."""
    return metadata_of(plan, name).model_dump_json(indent=2) + "\n"


def metadata_to_xml(plan: Plan, name: str) -> str:
    """
    A document's metadata, valid against `metadata_xsd()`; what the document does not say has no element.

    An element that may come several times (主送机关) comes once for each name. A character that XML can't hold is
    written as �. The same plan gives the same text.
    """
    record = metadata_of(plan, name)
    lines = "".join(f"  {line}\n" for line in _elements(record))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{ROOT} xmlns="{NAMESPACE}">\n{lines}</{ROOT}>\n'


def metadata_xsd() -> str:
    """The XML Schema of what `metadata_to_xml` writes."""
    return (files("hospplan.export") / "metadata.xsd").read_text(encoding="utf-8")


def _elements(record: BaseModel) -> Iterator[str]:
    for field in type(record).model_fields:
        if field == "schema_version" and isinstance(record, Metadata):
            continue  # the namespace says it
        value = getattr(record, field)
        tag = METADATA_NAMES[field]
        if isinstance(value, BaseModel):
            yield f"<{tag}>"
            yield from (f"  {line}" for line in _elements(value))
            yield f"</{tag}>"
            continue
        for text in value if isinstance(value, tuple) else (value,):
            if text is not None:
                yield f"<{tag}>{xml_text(str(text))}</{tag}>"
