"""From a source to a document: header, parts, sections, tables, sign-off, imprint."""

from hospplan.structure.assemble import assemble

__all__ = ["assemble"]
