"""A rule: a pattern with a name, its examples and its near misses."""

import re
from dataclasses import dataclass
from functools import lru_cache

from hospplan.grammar.fragments import expand
from hospplan.lexicon import Lexicon, default_lexicon


@dataclass(frozen=True, slots=True)
class Rule:
    """
    A pattern over folded text (`text.fold`), in verbose syntax, with named groups.

    `(?&NAME)` stands for a fragment (`grammar.fragments`), which may come from the lexicon. The pattern is
    compiled when it is first used, once for each lexicon. It must run in linear time on any text.
    """

    name: str
    pattern: str
    reads: tuple[str, ...]
    """Texts that the whole pattern matches."""
    rejects: tuple[str, ...]
    """Near misses: texts that the whole pattern doesn't match."""

    def regex(self, lexicon: Lexicon | None = None) -> re.Pattern[str]:
        """The compiled pattern."""
        return _compile(self.pattern, lexicon or default_lexicon())


@lru_cache(maxsize=1024)
def _compile(pattern: str, lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(expand(pattern, lexicon), re.VERBOSE)
