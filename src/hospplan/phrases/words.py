"""
Word boundaries, where the grammar alone can't tell them: is 支援 in 骨干支援医院 a word of its own?

jieba cuts (its precise mode, without guessing new words); it is loaded when the first such place is reached. Its
own loading takes 1.3 s and leaves a file in the shared temporary folder; ours keeps the table that jieba builds
in the user's own cache folder and takes 0.3 s.
"""

import marshal
import os
import sys
import tempfile
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from hospplan.lexicon import Lexicon


def boundaries(text: str, lexicon: Lexicon) -> frozenset[int]:
    """The offsets at which a word of *text* starts or ends, 0 and its length among them."""
    return _boundaries(text, lexicon)


def verb_of_dictionary(text: str, lexicon: Lexicon) -> str | None:
    """
    The first word of *text* where it is a verb of two characters by jieba's general dictionary, else None.

    What is done has no end of words (录制, 揭牌, 回收): no table of ours holds them all.
    """
    cut = _boundaries(text, lexicon)
    word = text[:_VERB]
    return word if _VERB in cut and 1 not in cut and word in _tokenizer(lexicon).verbs else None


_VERB = 2


@lru_cache(maxsize=4096)
def _boundaries(text: str, lexicon: Lexicon) -> frozenset[int]:
    offsets, at = {0}, 0
    for word in _tokenizer(lexicon).cut(text, HMM=False):
        at += len(word)
        offsets.add(at)
    return frozenset(offsets)


@cache
def _tokenizer(lexicon: Lexicon) -> Any:
    import jieba  # noqa: PLC0415  (0.3 s with its table: only for who needs it)

    jieba.setLogLevel(60)  # jieba reports its loading on standard error
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total, verbs = _table(jieba)
    tokenizer.verbs = frozenset(verbs)
    tokenizer.initialized = True
    for word in _domain_words(lexicon):
        tokenizer.add_word(word)
    return tokenizer


def _domain_words(lexicon: Lexicon) -> tuple[str, ...]:
    """The domain's own words that a general dictionary cuts in two, so that a verb is not found inside them."""
    verbs = lexicon.verbs
    long = (w for w in lexicon.compounds.words if len(w) >= _LONG)
    return tuple(w for w in (*verbs.doing, *verbs.predicate, *lexicon.units.grade_nouns, *long) if len(w) > 1)


_LONG = 4
"""Characters of a compound in which a word of two stands, as 继续 in 继续教育."""


def cache_folder() -> Path:
    """The user's own cache folder for hospplan, by the custom of the platform; it may not exist yet."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = str(Path.home() / "Library" / "Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "hospplan"


def _table(jieba: Any) -> tuple[dict[str, int], int, tuple[str, ...]]:
    """
    Jieba's dictionary as frequencies with their sum, and its verbs of two characters.

    From the cache where it is there and whole.
    """
    dictionary = Path(jieba.__file__).with_name("dict.txt")
    size = dictionary.stat().st_size
    key = sha256(f"2 {jieba.__version__} {size} {sys.version_info[:2]}".encode()).hexdigest()[:16]
    kept = cache_folder() / f"words-{key}.bin"
    try:
        raw = kept.read_bytes()
        digest, body = raw[:32], raw[32:]
        if sha256(body).digest() == digest:
            frequencies, total, verbs = marshal.loads(body)  # noqa: S302  (our own file, checked against its digest)
            return frequencies, total, verbs
    except (OSError, ValueError, EOFError, TypeError):
        pass  # not there yet, or cut off by a full disk: built anew below
    with dictionary.open("rb") as file:
        frequencies, total = jieba.Tokenizer().gen_pfdict(file)
    rows = (line.split() for line in dictionary.read_text("utf-8").splitlines())
    verbs = tuple(word for word, _, tag in rows if tag == "v" and len(word) == _VERB)
    _keep(kept, marshal.dumps((frequencies, total, verbs)))
    return frequencies, total, verbs


def _keep(path: Path, body: bytes) -> None:
    """Write the cache whole or not at all; a folder that can't be written only costs time."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(sha256(body).digest() + body)
        Path(file.name).replace(path)
    except OSError:
        return
