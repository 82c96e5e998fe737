"""What drawn characters are read as: programs draw look-alikes, ligatures and characters without ink."""

from functools import cache
from unicodedata import normalize

from hospplan.text.radicals import likenesses


@cache
def drawn_readings() -> dict[str, str]:
    """
    Characters that are not taken as they are → what they are read as; an empty text where that is nothing.

    A radical is the character that it looks like, a ligature its letters, a soft hyphen a hyphen.
    """
    table = {chr(point): "" for point in (*range(0x21), *range(0x7F, 0xA0), *range(0x200B, 0x2010), 0xFEFF)}
    table.update({" ": " ", "\xa0": " "})
    table.update({"\xad": "-", "\x02": "-", "\ufffe": "-"})  # hyphens at the end of a line
    table.update({chr(point): common for point, common in likenesses().items()})
    table.update({chr(point): normalize("NFKC", chr(point)) for point in range(0xFB00, 0xFB07)})
    return table
