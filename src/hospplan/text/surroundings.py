"""The words around a place in a text."""

_MARKS = frozenset("。；;！？!?\n")


def surroundings(text: str, start: int, end: int, most: int) -> tuple[int, int]:
    """
    The stretch of a sentence around a place, at most *most* characters, without white space at its ends.

    Never less than the place itself, unless that alone is longer than *most*.
    """
    if end - start >= most:
        return start, start + most
    room = most - (end - start)
    low = start
    while low > 0 and start - low < room * 2 // 3 and text[low - 1] not in _MARKS:
        low -= 1
    high = end
    while high < len(text) and (start - low) + (high - end) < room and text[high] not in _MARKS:
        high += 1
    while low < start and text[low].isspace():
        low += 1
    while high > end and text[high - 1].isspace():
        high -= 1
    return low, high
