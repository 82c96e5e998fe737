"""Text of documents inside XML, whatever characters it holds."""

import re

# All that XML 1.0 has no way to write, not even as a reference (section 2.2, Char).
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REFERENCES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_IN_ATTRIBUTES = str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})


def xml_text(text: str) -> str:
    """A text as the content of an element; a character that XML can't hold is �."""
    return _UNWRITABLE.sub("\ufffd", text).translate(_REFERENCES)


def xml_attribute(text: str) -> str:
    """A text as the value of an attribute, with the quotes around it; line breaks stay what they are."""
    return f'"{xml_text(text).translate(_IN_ATTRIBUTES)}"'
