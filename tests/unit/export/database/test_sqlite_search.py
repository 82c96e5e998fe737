import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from tests.unit.export.database.documents import changed, document

from hospplan.export.database.sqlite_search import apart
from hospplan.export.database.to_sqlite import store_sqlite


def find(path: Path, condition: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(
            f"SELECT document, record, id FROM quotes WHERE {condition} ORDER BY document, record, position"
        ).fetchall()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "plans.db"
    store_sqlite(
        path,
        [
            document("a"),
            changed(
                document("b"),
                "targets",
                "quote",
                "ＤＲＧ付费病种占比达到８５％以上",
                "CT检查预约不超过24小时",
            ),
        ],
    )
    return path


A, B = "plans/a.docx", "plans/b.docx"


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("床位", [(A, "targets", "m2")]),
        ("床位使用率", [(A, "targets", "m2")]),
        ("使用率不低于85.5", [(A, "targets", "m2")]),
        ("胸痛", [(A, "tasks", "k1"), (B, "tasks", "k1")]),
        ("三、", [(A, "findings", None), (B, "findings", None)]),
        ("CT", [(B, "targets", "m3")]),
        ("位床", []),
    ],
)
def test_words_of_any_length_are_found_by_like(
    path: Path, word: str, found: Sequence[tuple[object, ...]]
) -> None:
    assert find(path, f"quote LIKE '%{word}%'") == found


@pytest.mark.parametrize(
    ("phrase", "found"),
    [
        ('"床 位"', [(A, "targets", "m2")]),
        ('"床 位 使 用 率"', [(A, "targets", "m2")]),
        ('"位 床"', []),
        ('"使 用 率" AND "不 低 于"', [(A, "targets", "m2")]),
        ('"使 用 率" NOT 床', []),
        ('"床 位" OR "预 约"', [(A, "targets", "m2"), (B, "targets", "m3")]),
        # full width in the document, half width in the question
        ('"drg 付 费"', [(B, "targets", "m2")]),
        ('"达 到 85"', [(B, "targets", "m2")]),
    ],
)
def test_words_are_found_by_the_index_with_their_characters_apart(
    path: Path, phrase: str, found: Sequence[tuple[object, ...]]
) -> None:
    assert find(path, f"quotes MATCH '{phrase}'") == found


def test_quotes_of_a_replaced_document_go_from_the_index_too(path: Path) -> None:
    store_sqlite(path, [document("b")])
    assert find(path, "quotes MATCH '\"付 费\"'") == []
    assert find(path, "quotes MATCH '\"床 位\"'") == [(A, "targets", "m2"), (B, "targets", "m2")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("床位85.5%", "床 位 85.5%"),
        ("ＣＴ、ＭＲＩ检查", "CT、MRI 检 查"),
        ("𠮷〇县", "𠮷 〇 县"),
        ("", ""),
    ],
)
def test_each_chinese_character_is_a_word(text: str, words: str) -> None:
    assert apart(text) == words
