"""
What a Word 97 document can do without: where `doc2docx` can't read such a thing, it is as if there were none.

Pictures, comments and the looks of a page are no text. Fields without their table are told by the characters of the
text alone. Notes are text: that they are missing is a notice.
"""

from collections.abc import Callable
from typing import Any

import doc2docx.converter as conversion
from doc2docx.errors import InvalidWordDocument
from doc2docx.model import SectionProperties
from doc2docx.msdoc import (
    comments,
    endnotes,
    fields,
    floating_pictures,
    floating_shapes,
    footnotes,
    objects,
    pictures,
)

NOTES_LOST = "NOTES_LOST"

_NONE: dict[str, Callable[[], Any]] = {
    "read_comments": comments.CommentCollection,
    "read_embedded_objects": objects.EmbeddedObjectCollection,
    "read_endnotes": endnotes.EndnoteCollection,
    "read_field_table": lambda: fields.FieldTable({}),
    "read_font_table": tuple,
    "read_footnotes": footnotes.FootnoteCollection,
    "read_header_floating_pictures": floating_pictures.FloatingPictureCollection,
    "read_header_floating_shapes": floating_shapes.FloatingShapeCollection,
    "read_inline_pictures": pictures.InlinePictureCollection,
    "read_main_floating_pictures": floating_pictures.FloatingPictureCollection,
    "read_main_floating_shapes": floating_shapes.FloatingShapeCollection,
    "read_shape_anchors": dict,
}
"""Reader of the library → what it gives where there is nothing to read."""
_NOTES = frozenset({"read_endnotes", "read_footnotes"})


def forgive() -> None:
    """Put readers in place that do without."""
    for name, nothing in _NONE.items():
        setattr(conversion, name, _forgiving(name, getattr(conversion, name), nothing))
    conversion.read_sections = _sections(conversion.read_sections)


def _forgiving(name: str, read: Callable[..., Any], nothing: Callable[[], Any]) -> Callable[..., Any]:
    def forgiving(*given: Any, **more: Any) -> Any:
        try:
            return read(*given, **more)
        except InvalidWordDocument as error:
            if name in _NOTES:
                more["report"].warning(NOTES_LOST, f"footnotes or endnotes can't be read ({error})")
            return nothing()

    return forgiving


def _sections(read: Callable[..., Any]) -> Callable[..., Any]:
    def forgiving(*given: Any, **more: Any) -> Any:
        try:
            return read(*given, **more)
        except InvalidWordDocument:  # one section, of the whole text
            return (SectionProperties(cp_start=0, cp_end=more["main_story_cp_count"]),)

    return forgiving
