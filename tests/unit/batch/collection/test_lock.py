import os
from pathlib import Path

import pytest

from hospplan.batch.collection.lock import BusyFolderError, Lock
from hospplan.batch.collection.work import Work


def test_a_second_run_is_kept_out_as_long_as_the_first_goes_on(tmp_path: Path) -> None:
    first = Lock(tmp_path / "lock")
    with pytest.raises(BusyFolderError):
        Lock(tmp_path / "lock")
    first.release()
    first.release()
    assert list(tmp_path.iterdir()) == []
    Lock(tmp_path / "lock").release()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a copy of this process")
def test_the_lock_of_a_process_that_was_killed_is_none(tmp_path: Path) -> None:
    child = os.fork()
    if child == 0:
        Lock(tmp_path / "lock")
        os._exit(9)
    os.waitpid(child, 0)
    assert (tmp_path / "lock").exists()
    Lock(tmp_path / "lock").release()


def test_a_work_folder_starts_with_no_rest_of_another_and_goes_where_nothing_is_in_it(tmp_path: Path) -> None:
    left = tmp_path / "out" / ".hospplan" / "tmp" / "deep" / "half.csv"
    left.parent.mkdir(parents=True)
    left.write_text("half", encoding="utf-8")
    with Work(tmp_path / "out", rows=True) as work:
        assert list(work.tmp.iterdir()) == []
    assert list((tmp_path / "out").iterdir()) == []
