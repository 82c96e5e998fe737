"""From a source to a document: header, parts, sections, tables, sign-off, imprint."""
