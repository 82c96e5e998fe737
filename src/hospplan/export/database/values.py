"""Values as both kinds of databases take them."""

import re

from hospplan.export.rows import Value

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def storable(value: Value) -> Value:
    r"""
    The value without what no database holds as text.

    A NUL becomes U+FFFD; half of a surrogate pair, as file names that are no Unicode have, is spelt out (\udc80), so
    that two such names stay two.
    """
    if isinstance(value, str) and _UNSTORABLE.search(value):
        return value.replace("\0", "\ufffd").encode("utf-8", "backslashreplace").decode("utf-8")
    return value
