"""Word boundaries, and the table that is kept for the next run."""

from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path

import pytest

from hospplan.lexicon import default_lexicon
from hospplan.phrases import dictionary, words
from hospplan.phrases.dictionary import load_jieba


@pytest.fixture
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(dictionary, "cache_folder", lambda: tmp_path / "kept")
    forget()
    yield tmp_path / "kept"
    forget()


def test_a_verb_between_nouns_is_a_word() -> None:
    assert {0, 4, 6, 8} <= words.boundaries("医务骨干支援基层", default_lexicon())


def forget() -> None:
    words._tokenizer.cache_clear()
    words._boundaries.cache_clear()


def test_the_tables_are_kept_and_read_again(own_cache: Path) -> None:
    first = words.boundaries("骨干赴上级医院", default_lexicon())
    stamps = {path: path.stat().st_mtime_ns for path in own_cache.iterdir()}
    assert len(stamps) == 2
    forget()
    assert words.boundaries("骨干赴上级医院", default_lexicon()) == first
    assert {path: path.stat().st_mtime_ns for path in own_cache.iterdir()} == stamps


@pytest.mark.parametrize("damage", [lambda raw: raw[:1000], lambda raw: raw[:-1] + b"x", lambda _: b""])
def test_a_table_that_is_not_whole_is_built_anew(own_cache: Path, damage: Callable[[bytes], bytes]) -> None:
    first = words.boundaries("骨干赴上级医院", default_lexicon())
    sizes = {path: path.stat().st_size for path in own_cache.iterdir()}
    for path in sizes:
        path.write_bytes(damage(path.read_bytes()))
    forget()
    assert words.boundaries("骨干赴上级医院", default_lexicon()) == first
    assert {path: path.stat().st_size for path in own_cache.iterdir()} == sizes


def test_words_are_cut_as_with_the_whole_dictionary() -> None:
    """What is loaded piece by piece, in whatever order, is what jieba loads at once."""
    whole = load_jieba().Tokenizer()
    whole.initialize()
    for word in words._domain_words(default_lexicon()):
        whole.add_word(word)
    samples = Path(__file__).parents[3] / "samples" / "text"
    lines = {line for path in samples.glob("*.gw") for line in path.read_text("utf-8").splitlines()}
    assert len(lines) > 100
    for line in sorted(lines):
        offsets = {0, *accumulate(map(len, whole.cut(line, HMM=False)))}
        assert words.boundaries(line, default_lexicon()) == offsets, line


def test_a_folder_that_cannot_be_written_costs_only_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(dictionary, "cache_folder", lambda: tmp_path / "file" / "below")
    forget()
    assert 0 in words.boundaries("骨干", default_lexicon())


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("录制教学视频", "录制"),
        ("回收闲置设备", "回收"),
        ("护理单元", None),
        ("急救站点", None),
        ("揭", None),
        ("", None),
        ("20个", None),
    ],
)
def test_the_general_dictionary_knows_what_is_done(text: str, verb: str | None) -> None:
    assert words.verb_of_dictionary(text, default_lexicon()) == verb
