from pathlib import Path

import pytest

PLAN = """云州市第三人民医院2023年工作计划

一、工作目标
到2025年，床位使用率不低于85%，门诊人次达到90万人次。
二、重点任务
（一）建设胸痛中心。由副院长李安牵头，责任部门：心内科、急诊科，2024年6月底前完成。
"""


@pytest.fixture(autouse=True)
def speaks_english(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "_HOSPPLAN_COMPLETE", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOSPPLAN_LANG", "en")
    monkeypatch.setenv("COLUMNS", "80")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder: a plan, an empty file, and a second plan in a folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "plans" / "2024").mkdir(parents=True)
    (tmp_path / "plans" / "2024" / "工作 计划.txt").write_text(PLAN, encoding="utf-8")
    return tmp_path
