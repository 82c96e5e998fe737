"""Word boundaries, and the table that is kept for the next run."""

from pathlib import Path

import pytest

from hospplan.lexicon import default_lexicon
from hospplan.phrases import words


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(words, "cache_folder", lambda: tmp_path / "kept")
    words._tokenizer.cache_clear()
    words._boundaries.cache_clear()
    return tmp_path / "kept"


def test_a_verb_between_nouns_is_a_word() -> None:
    assert {0, 4, 6, 8} <= words.boundaries("医务骨干支援基层", default_lexicon())


def test_the_table_is_kept_and_read_again(own_cache: Path) -> None:
    first = words.boundaries("骨干赴上级医院", default_lexicon())
    (kept,) = own_cache.iterdir()
    words._tokenizer.cache_clear()
    words._boundaries.cache_clear()
    stamp = kept.stat().st_mtime_ns
    assert words.boundaries("骨干赴上级医院", default_lexicon()) == first
    assert kept.stat().st_mtime_ns == stamp


def test_a_cut_off_table_is_built_anew(own_cache: Path) -> None:
    first = words.boundaries("骨干赴上级医院", default_lexicon())
    (kept,) = own_cache.iterdir()
    kept.write_bytes(kept.read_bytes()[:1000])
    words._tokenizer.cache_clear()
    words._boundaries.cache_clear()
    assert words.boundaries("骨干赴上级医院", default_lexicon()) == first
    assert kept.stat().st_size > 1000


def test_a_folder_that_cannot_be_written_costs_only_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(words, "cache_folder", lambda: tmp_path / "file" / "below")
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
