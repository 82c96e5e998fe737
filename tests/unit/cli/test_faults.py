"""The line for an error, in both languages."""

import pytest

from hospplan.cli.catalogue import load
from hospplan.cli.faults import explain
from hospplan.cli.language import Language
from hospplan.errors import DatabaseAccessError, MissingPartError


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "plans.db: this needs SQLAlchemy; install it: pip install 'hospplan[postgres]'"),
        (
            "zh",
            "plans.db：需要另外安装的组件（this needs SQLAlchemy）；请安装：pip install 'hospplan[postgres]'",
        ),
    ],
)
def test_a_missing_part_is_told_with_the_extra_that_brings_it(language: Language, line: str) -> None:
    error = MissingPartError("this needs SQLAlchemy", mend="install it: pip install 'hospplan[postgres]'")
    assert explain("plans.db", error, load(language)) == line


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "postgresql://host/plans: the server said no; ask it"),
        (
            "zh",
            (
                "postgresql://host/plans：无法连接数据库服务器，或权限不足（the server said no）；"
                "请检查主机、端口、库名、用户名、密码及该用户的权限"
            ),
        ),
    ],
)
def test_what_a_database_refuses_is_one_line(language: Language, line: str) -> None:
    error = DatabaseAccessError("the server said no", mend="ask it")
    assert explain("postgresql://host/plans", error, load(language)) == line
