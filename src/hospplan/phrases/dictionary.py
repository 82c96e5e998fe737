"""
Jieba's general dictionary, of which a run loads only the words that its texts can hold.

Loading all of it takes as long as reading a short document. A word is only looked up where its first character
stands, so the table is kept in pieces, one a first character, in the user's own cache folder.
"""

import marshal
import os
import sys
import tempfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, Self

from hospplan.lexicon import Lexicon

_LAYOUT = 3
"""Another number for another form of the kept file."""
_VERB = 2
"""Characters of the verbs that are kept."""

Frequencies = dict[str, int]
Added = tuple[tuple[str, int], ...]


def load_jieba() -> Any:
    """The library, without setuptools' pkg_resources, which costs as much and which it does well without."""
    if "jieba" not in sys.modules:
        missing = object()
        before: Any = sys.modules.get("pkg_resources", missing)
        sys.modules["pkg_resources"] = None  # type: ignore[assignment]  # "not installed", in Python's own words
        try:
            import jieba  # noqa: PLC0415  (only for who needs it)
        finally:
            del sys.modules["pkg_resources"]
            if before is not missing:
                sys.modules["pkg_resources"] = before
        jieba.setLogLevel(60)  # jieba reports its loading on standard error
    import jieba  # noqa: PLC0415

    return jieba


@dataclass(slots=True)
class Dictionary:
    """Words with their frequencies; `know` a text before looking anything up in it."""

    total: int
    """Sum of all frequencies."""
    frequencies: Frequencies = field(default_factory=dict)
    """Words known so far, and their beginnings with 0, as jieba wants them."""
    verbs: set[str] = field(default_factory=set)
    """Verbs of two characters among them."""
    _pieces: dict[str, bytes] = field(default_factory=dict, repr=False)
    """First character → what is not loaded yet."""
    _added: dict[str, list[tuple[str, int]]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, lexicon: Lexicon, words: Iterable[str]) -> Self:
        """The general dictionary with *words* added so that each is cut out whole; from the cache where it is there."""
        jieba = load_jieba()
        dictionary = Path(jieba.__file__ or "").with_name("dict.txt")
        made_of = f"{_LAYOUT} {jieba.__version__} {dictionary.stat().st_size} {sys.version_info[:2]}"
        general = _kept(made_of)
        if general is None:
            general = _general(jieba, dictionary)
            _keep(made_of, general)
        total, pieces = general
        made_of = f"{made_of} {lexicon.version}"
        added = _kept(made_of)
        if added is None:
            added = _frequencies(jieba, cls(total, _pieces=dict(pieces)), words)
            _keep(made_of, added)
        whole = cls(total + sum(frequency for _, frequency in added), _pieces=pieces)
        for word, frequency in added:
            whole._added.setdefault(word[0], []).append((word, frequency))
        return whole

    def know(self, text: str) -> None:
        """Load every word that can stand in *text*."""
        for first in set(text):
            piece = self._pieces.pop(first, None)
            if piece is not None:
                frequencies, verbs = marshal.loads(piece)  # noqa: S302  (our own file, checked as a whole)
                self.frequencies.update(frequencies)
                self.verbs.update(verbs)
            for word, frequency in self._added.pop(first, ()):
                self.frequencies[word] = frequency
                for end in range(1, len(word)):
                    self.frequencies.setdefault(word[:end], 0)


def cache_folder() -> Path:
    """The user's own cache folder for hospplan, by the custom of the platform; it may not exist yet."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = str(Path.home() / "Library" / "Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "hospplan"


def _general(jieba: Any, dictionary: Path) -> tuple[int, dict[str, bytes]]:
    """The sum of jieba's frequencies, and the words and verbs of each first character."""
    with dictionary.open("rb") as file:
        frequencies, total = jieba.Tokenizer().gen_pfdict(file)
    pieces: dict[str, tuple[Frequencies, list[str]]] = {}
    for word, frequency in frequencies.items():
        pieces.setdefault(word[0], ({}, []))[0][word] = frequency
    for word, _, tag in (line.split() for line in dictionary.read_text("utf-8").splitlines()):
        if tag == "v" and len(word) == _VERB:
            pieces[word[0]][1].append(word)
    return total, {first: marshal.dumps(piece) for first, piece in pieces.items()}


def _frequencies(jieba: Any, dictionary: Dictionary, words: Iterable[str]) -> Added:
    """What jieba asks for each of *words*, added one after the other, so that it is never cut in two."""
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total, tokenizer.initialized = dictionary.frequencies, dictionary.total, True
    added = []
    for word in words:
        dictionary.know(word)
        before = tokenizer.total
        tokenizer.add_word(word)
        added.append((word, tokenizer.total - before))
    return tuple(added)


def _path(made_of: str) -> Path:
    return cache_folder() / f"words-{sha256(made_of.encode()).hexdigest()[:16]}.bin"


def _kept(made_of: str) -> Any:
    """What was kept under a name, or None where it is not there or not whole."""
    try:
        raw = _path(made_of).read_bytes()
        if zlib.crc32(raw[4:]).to_bytes(4, "big") == raw[:4]:
            return marshal.loads(raw[4:])  # noqa: S302  (our own file, checked)
    except (OSError, ValueError, EOFError, TypeError):
        pass  # not there yet, or cut off by a full disk: built anew
    return None


def _keep(made_of: str, what: Any) -> None:
    """Write the cache whole or not at all; a folder that can't be written only costs time."""
    body, path = marshal.dumps(what), _path(made_of)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(zlib.crc32(body).to_bytes(4, "big") + body)
        Path(file.name).replace(path)
    except OSError:
        return
