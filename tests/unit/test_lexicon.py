"""The tables of words, and a user's own laid on top."""

import tomllib
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest

from hospplan.errors import LexiconError
from hospplan.lexicon import default_lexicon, load_lexicon


def test_no_word_of_a_table_has_white_space_at_its_ends() -> None:
    lexicon = default_lexicon()
    for table in (lexicon.units, lexicon.verbs, lexicon.organs, lexicon.columns, lexicon.sections):
        for name in type(table).__slots__:
            assert [word for word in getattr(table, name) if word != word.strip() or not word] == [], name


def test_no_list_holds_a_word_twice() -> None:
    tables = [path for path in files("hospplan.data").iterdir() if path.name.endswith(".toml")]
    assert tables
    for path in tables:
        for name, words in tomllib.loads(path.read_text("utf-8")).items():
            if isinstance(words, list):
                assert [word for word, times in Counter(words).items() if times > 1] == [], (path.name, name)


def test_words_that_another_list_explains_are_in_it() -> None:
    lexicon = default_lexicon()
    assert set(lexicon.units.extents) <= set(lexicon.units.measure)
    assert set(lexicon.units.named) | set(lexicon.units.things) | set(lexicon.units.ones) <= set(
        lexicon.units.count
    )
    assert set(lexicon.verbs.transitive) <= set(lexicon.verbs.doing_or_noun)
    assert set(lexicon.owners.plain_verbs) <= set(lexicon.owners.verbs)


def test_an_overlay_adds_to_lists_and_wins_in_mappings(tmp_path: Path) -> None:
    (tmp_path / "units.toml").write_text('count = ["贴"]\n[canonical]\n"贴" = "剂"\n', "utf-8")
    lexicon = load_lexicon(tmp_path)
    assert lexicon.units.count == (*default_lexicon().units.count, "贴")
    assert lexicon.units.canonical["贴"] == "剂"
    assert lexicon.version != default_lexicon().version


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("count = [", "units.toml is not a TOML file: "),
        ('counts = ["贴"]', "key 'counts' is unknown, or not of the kind that the package's file has"),
        ('count = "贴"', "key 'count' is unknown, or not of the kind that the package's file has"),
        ('[per]\n"旬" = "decade"', "units.toml: per: '旬' is 'decade', which is none of year, month, day"),
        ('[canonical]\n"贴" = 1', "units.toml: canonical is not a table of strings"),
        ("count = [1]", "units.toml: count is not a list of strings"),
    ],
)
def test_a_faulty_overlay_is_named_with_its_fault(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "units.toml").write_text(content, "utf-8")
    with pytest.raises(LexiconError) as caught:
        load_lexicon(tmp_path)
    assert message in str(caught.value)
