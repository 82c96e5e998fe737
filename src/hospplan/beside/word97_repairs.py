"""
What `doc2docx` is stricter about than Word, mended in the running child; it is pinned to the version for which this was written.

Text is what counts here: a box whose outline is broken, or an odd byte behind a list of properties, is no reason to
lose a red head or a whole document.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import pairwise
from typing import Any

import doc2docx.converter as conversion
from doc2docx.errors import InvalidWordDocument
from doc2docx.model import FloatingTextBox, Paragraph, TextRun, parse_main_story
from doc2docx.msdoc import formatting, header_textboxes, numbering, sections, styles
from doc2docx.ooxml import package

from hospplan.beside.word97_drawings import Drawings, read_drawings, read_inline_words
from hospplan.beside.word97_optional import forgive

_ANCHOR_BYTES, _BOX_BYTES = 26, 22
"""Sizes of Spa and FTXBXS (MS-DOC, 2.8.37, 2.8.32)."""


class Repairs:
    """The repairs, and what they have to tell of the document at hand."""

    def __init__(self) -> None:
        """Put the repairs in place of what they mend."""
        forgive()
        self.unplaced: list[str] = []
        """Texts of boxes that no character of the text anchors."""
        self._drawings = Drawings()
        self._known: dict[Any, tuple[Any, Any]] = {}
        self._parse_properties = formatting.parse_grpprl
        self._apply_to_characters = formatting.apply_character_modifiers
        self._apply_to_paragraph = formatting.apply_paragraph_modifiers
        self._read_shapes = conversion.read_officeart_shapes
        for module in (formatting, numbering, sections, styles):
            module.parse_grpprl = self._properties
        formatting.apply_character_modifiers = self._characters
        formatting.apply_paragraph_modifiers = self._paragraph
        conversion.read_officeart_shapes = self._shapes
        header_textboxes._read_textboxes = self._boxes  # noqa: SLF001  (both public readers end there)
        self._data = b""
        self._read_pictures = conversion.read_inline_pictures
        conversion.read_inline_pictures = self._pictures
        self._parse_story = conversion.parse_main_story
        conversion.parse_main_story = self._story
        conversion.validate_docx = _take_as_it_is
        # Pictures leave U+FFFC in the text, which is no word of it.
        package._ILLEGAL_XML_CHARACTER_RE = re.compile(  # noqa: SLF001
            r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffc\ufffe\uffff]"
        )

    def begin(self) -> None:
        """Forget the document before."""
        self.unplaced = []
        self._drawings = Drawings()
        self._known = {}

    # Most of the time goes into the same few properties, which the library works out anew for each run of a text.

    def _characters(self, modifiers: Any, *, base_properties: Any, **more: Any) -> Any:
        """What properties make of a style's characters; worked out once for each pair of them."""
        if "initial_properties" in more:
            return self._apply_to_characters(modifiers, base_properties=base_properties, **more)
        key = (modifiers, id(base_properties))
        if key not in self._known:  # the base is kept, so that its id stays its own
            found = self._apply_to_characters(modifiers, base_properties=base_properties, **more)
            self._known[key] = (base_properties, found)
        return self._known[key][1]

    def _paragraph(self, modifiers: Any, *, style_id: Any, **more: Any) -> Any:
        """What properties make of a style's paragraph, likewise."""
        if "initial_properties" in more:
            return self._apply_to_paragraph(modifiers, style_id=style_id, **more)
        key = (modifiers, "paragraph", style_id)
        if key not in self._known:
            self._known[key] = (None, self._readable(modifiers, style_id, more))
        return self._known[key][1]

    def _readable(self, modifiers: Any, style_id: Any, more: dict[str, Any]) -> Any:
        """What those properties make that can be applied: a border around cells that are not there is left out."""
        with suppress(InvalidWordDocument):
            return self._apply_to_paragraph(modifiers, style_id=style_id, **more)
        kept: tuple[Any, ...] = ()
        for modifier in modifiers:
            with suppress(InvalidWordDocument):
                self._apply_to_paragraph((*kept, modifier), style_id=style_id, **more)
                kept = (*kept, modifier)
        return self._apply_to_paragraph(kept, style_id=style_id, **more)

    # What the library refuses

    def _properties(self, data: bytes, **more: Any) -> Any:
        """
        A list of properties, as far as it can be read.

        Behind those of a paragraph stands a byte of any value where they fill no whole word; what else can't be
        read is mostly about looks.
        """
        try:
            return self._parse_properties(data, **more)
        except InvalidWordDocument:
            for end in range(len(data) - 1, 0, -1):
                with suppress(InvalidWordDocument):
                    return self._parse_properties(data[:end], **more)
        return ()

    def _pictures(self, data_stream: bytes | None, *given: Any, **more: Any) -> Any:
        """The pictures in the line; `_story` looks for words in the same stream."""
        self._data = data_stream or b""
        return self._read_pictures(data_stream, *given, **more)

    def _story(self, characters: Any, *given: Any, **more: Any) -> Any:
        """
        The body, with what the library has no place for.

        Marks of comments that are not read leave nothing behind, as pictures do. WordArt in the line becomes a
        box there.
        """
        comments, boxes = more["comment_reference_at"], more["floating_textbox_at"]
        properties = more["character_properties_at"]
        words: dict[int, Any] = {}
        shown = []
        for one in characters:
            at = one.cp_start
            mark = one.text
            if mark == "\x05" and comments(at) is None:
                mark = "\ufffc"
            elif mark == "\x01" and (place := properties(at).picture_location) is not None:
                lines = _paragraphs(read_inline_words(self._data, place))
                if lines:
                    mark = "\x08"  # as a shape beside the text
                    words[at] = (_box(0, at, lines),)
            shown.append(one if mark == one.text else replace(one, text=mark))
        more["floating_textbox_at"] = lambda at: words.get(at) or boxes(at)
        return self._parse_story(shown, *given, **more)

    def _shapes(self, table_stream: bytes, *, offset: int, size: int, delay_stream: Any = None) -> Any:
        """The shapes as the library reads them; what `_boxes` needs of them is read beforehand."""
        self._drawings = read_drawings(table_stream[offset : offset + size])
        return self._read_shapes(table_stream, offset=offset, size=size, delay_stream=delay_stream)

    def _boxes(self, table_stream: bytes, piece_table: Any, **given: Any) -> Any:
        """
        The text boxes of the body or of headers, by the characters that anchor them.

        Taken from the story of boxes (FTXBXS) and the anchors (Spa) alone, so that neither an unknown outline
        nor an empty box beside a full one, as LibreOffice writes it, loses a text.
        """
        anchors: dict[int, int] = {}
        for at, spa in _entries(table_stream, given["spa_offset"], given["spa_size"], _ANCHOR_BYTES):
            anchors.setdefault(int.from_bytes(spa[:4], "little"), at)
        first = given["anchor_story_cp_start"]
        placed: dict[int, list[Any]] = {}
        for shape, blocks in self._contents(table_stream, piece_table, given):
            anchor = self._anchor(shape, anchors)
            if anchor is None:
                self.unplaced.extend(_lines(blocks))
            else:
                placed.setdefault(first + anchor, []).append(_box(shape, first + anchor, blocks))
        for shape, words in self._drawings.words.items():
            anchor = self._anchor(shape, anchors)
            if anchor is not None:  # that of a header is met when headers are read
                placed.setdefault(first + anchor, []).append(_box(shape, first + anchor, _paragraphs(words)))
        return header_textboxes.TextBoxCollection(
            {at: tuple(boxes) for at, boxes in placed.items()}, textbox_count=sum(map(len, placed.values()))
        )

    def _anchor(self, shape: int, anchors: dict[int, int]) -> int | None:
        """Where a shape, or the group that holds it, is anchored."""
        return next((anchors[one] for one in self._drawings.family(shape) if one in anchors), None)

    def _contents(
        self, table_stream: bytes, piece_table: Any, given: dict[str, Any]
    ) -> Iterator[tuple[int, tuple[Any, ...]]]:
        """Shape and blocks of each box that holds text, in their order."""
        start, length = given["textbox_cp_start"], given["ccp_textboxes"]
        name = "header-textboxes" if given["is_header"] else "textboxes"
        entries = [
            *_entries(table_stream, given["text_offset"], given["text_size"], _BOX_BYTES),
            (length, b""),
        ]
        for (begin, entry), (end, _) in pairwise(entries):
            begin, end = min(begin, length), min(end, length)  # noqa: PLW2901  (kept inside the story)
            if end <= begin:
                continue
            characters = piece_table.extract_characters(
                start + begin, start + end, given["report"], story=name
            )
            if characters and characters[-1].text == "\r":
                characters = characters[:-1]
            if not any(character.text.strip() for character in characters):
                continue
            parsed = parse_main_story(
                characters,
                given["report"],
                character_properties_at=given["character_properties_at"],
                paragraph_properties_at=given["paragraph_properties_at"],
                field_end_properties_at=self._field_ends(table_stream, piece_table, given, name),
                style_names=given["style_names"],
                list_names=given["list_names"],
                story_name=name,
            )
            yield int.from_bytes(entry[14:18], "little"), parsed.blocks or parsed.paragraphs

    def _field_ends(
        self, table_stream: bytes, piece_table: Any, given: dict[str, Any], name: str
    ) -> Callable[[int], Any] | None:
        try:
            ends: Callable[[int], Any] = header_textboxes.read_field_table(
                table_stream,
                piece_table,
                offset=given["field_offset"],
                size=given["field_size"],
                story_length=given["ccp_textboxes"],
                story_cp_start=given["textbox_cp_start"],
                structure="PlcfFldTxbx",
                story_name=name,
                report=given["report"],
            ).end_properties_at
        except InvalidWordDocument:  # then its fields are told by their characters alone
            return None
        return ends


def _take_as_it_is(_: Any) -> None:
    """The .docx is not read again here: its reader in hospplan trusts nothing anyhow."""


def _entries(stream: bytes, offset: int, size: int, width: int) -> Iterator[tuple[int, bytes]]:
    """Position and entry of each element of a PLC (MS-DOC, 2.2.2) that lies inside the stream."""
    size = min(size, max(0, len(stream) - offset))
    count = max(0, (size - 4) // (4 + width))
    entries = offset + 4 * (count + 1)
    for index in range(count):
        at = offset + 4 * index
        entry = entries + width * index
        yield int.from_bytes(stream[at : at + 4], "little"), stream[entry : entry + width]


def _paragraphs(words: str) -> tuple[Any, ...]:
    """A paragraph for each line of WordArt."""
    return tuple(Paragraph((TextRun(line),)) for line in words.splitlines() if line.strip())


def _lines(blocks: tuple[Any, ...]) -> Iterator[str]:
    """The text of paragraphs, those in cells included."""
    for block in blocks:
        if isinstance(block, Paragraph):
            text = "".join(part.text for part in block.inlines if isinstance(part, TextRun)).strip()
            if text:
                yield text
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from _lines(tuple(cell.body_blocks))


def _box(shape: int, at: int, blocks: tuple[Any, ...]) -> Any:
    """A box of any size: where it stands on the page is nothing that a reader of text asks for."""
    return FloatingTextBox(
        shape_id=shape,
        anchor_cp=at,
        left_twips=0,
        top_twips=0,
        width_twips=1,
        height_twips=1,
        horizontal_relative="page",
        vertical_relative="page",
        wrap_type="none",
        wrap_side="both",
        behind_text=False,
        anchor_locked=False,
        paragraphs=tuple(block for block in blocks if isinstance(block, Paragraph)),
        blocks=blocks,
    )
