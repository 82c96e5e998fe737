"""Files of a generated document."""

import re

from tests.build import build_docx
from tests.generate.compose import Sample
from tests.notation import plain_text
from tests.paper import Look, draw

LOOK = Look(numbers="— {page} —")
FORMATS = ("txt", "docx", "pdf")


def render(sample: Sample, suffix: str) -> bytes:
    """
    The document as a file.

    Raises:
        ValueError: *suffix* is none of `FORMATS`.
    """
    match suffix:
        case "txt":
            return plain_text(sample.notation).encode()
        case "docx":
            return build_docx(sample.notation)
        case "pdf":
            return draw(sample.notation, LOOK)
        case _:
            raise ValueError(f"no format is called {suffix!r}; there are {'、'.join(FORMATS)}")


def visible(sample: Sample) -> str:
    """All ink of the document, without white space."""
    return re.sub(r"\s", "", plain_text(sample.notation))
