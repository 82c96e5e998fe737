"""
Word boundaries, where the grammar alone can't tell them: is 支援 in 骨干支援医院 a word of its own?

jieba cuts (its precise mode, without guessing new words); it is loaded when the first such place is reached. Its
own loading takes 1.3 s and leaves a file in the shared temporary folder; see `dictionary.py`.
"""

from functools import cache, lru_cache
from typing import Any

from hospplan.lexicon import Lexicon
from hospplan.phrases.dictionary import Dictionary, load_jieba


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
    return word if _VERB in cut and 1 not in cut and word in _tokenizer(lexicon)[0].verbs else None


_VERB = 2


@lru_cache(maxsize=4096)
def _boundaries(text: str, lexicon: Lexicon) -> frozenset[int]:
    dictionary, tokenizer = _tokenizer(lexicon)
    dictionary.know(text)
    offsets, at = {0}, 0
    for word in tokenizer.cut(text, HMM=False):
        at += len(word)
        offsets.add(at)
    return frozenset(offsets)


@cache
def _tokenizer(lexicon: Lexicon) -> tuple[Dictionary, Any]:
    dictionary = Dictionary.of(lexicon, _domain_words(lexicon))
    tokenizer = load_jieba().Tokenizer()
    tokenizer.FREQ, tokenizer.total, tokenizer.initialized = dictionary.frequencies, dictionary.total, True
    return dictionary, tokenizer


def _domain_words(lexicon: Lexicon) -> tuple[str, ...]:
    """The domain's own words that a general dictionary cuts in two, so that a verb is not found inside them."""
    verbs = lexicon.verbs
    long = (w for w in lexicon.compounds.words if len(w) >= _LONG)
    return tuple(w for w in (*verbs.doing, *verbs.predicate, *lexicon.units.grade_nouns, *long) if len(w) > 1)


_LONG = 4
"""Characters of a compound in which a word of two stands, as 继续 in 继续教育."""
