"""Text that a screen shows and does not obey."""

# Characters that a terminal acts on, or that turn the order of what stands beside them. A text file or a
# file's name can hold them; nothing that a document says may move the cursor or change a window's title.
_ACTS = dict.fromkeys(
    (*range(9), *range(11, 32), *range(127, 160), *range(8234, 8239), *range(8294, 8298)), "�"
)


def visible(text: str) -> str:
    """The same with � for every character that a terminal would act on; line feeds and tabs stay."""
    return text.translate(_ACTS)
