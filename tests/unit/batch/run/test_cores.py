import os
from pathlib import Path

import pytest

from hospplan.batch.run.cores import cores


@pytest.mark.parametrize(
    ("granted", "count"),
    [("50000 100000\n", 1), ("150000 100000\n", 2), ("900000 100000\n", 4), ("max 100000\n", 4), ("?", 4)],
)
def test_a_container_has_no_more_than_its_quota(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, granted: str, count: int
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 2, 3}, raising=False)
    (tmp_path / "cpu.max").write_text(granted, encoding="ascii")
    assert cores(tmp_path) == count


def test_groups_of_the_first_version_have_two_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 2, 3}, raising=False)
    (tmp_path / "cpu").mkdir()
    (tmp_path / "cpu" / "cpu.cfs_quota_us").write_text("200000\n", encoding="ascii")
    (tmp_path / "cpu" / "cpu.cfs_period_us").write_text("100000\n", encoding="ascii")
    assert cores(tmp_path) == 2
    (tmp_path / "cpu" / "cpu.cfs_quota_us").write_text("-1\n", encoding="ascii")
    assert cores(tmp_path) == 4
