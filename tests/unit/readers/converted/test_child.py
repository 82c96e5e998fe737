"""Child processes: within bounds where the system knows them, and gone with all that they started."""

import subprocess
import sys
from pathlib import Path

import pytest

from hospplan.readers.converted.child import begin, end

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the bounds are those of POSIX")
_MEMORY = "x = bytearray(300 * 2**20)"
_FILE = "import pathlib; pathlib.Path('file').write_bytes(bytes(2_000))"
_TIME = "while True: pass"


@pytest.mark.parametrize(
    ("code", "memory", "file_bytes", "seconds"),
    [
        pytest.param(
            _MEMORY,
            200 * 2**20,
            0,
            0,
            marks=pytest.mark.skipif(sys.platform != "linux", reason="no bound there"),
        ),
        (_FILE, 0, 1_000, 0),
        (_TIME, 0, 0, 1),
    ],
)
def test_what_goes_over_a_bound_ends(
    tmp_path: Path, code: str, memory: int, file_bytes: int, seconds: int
) -> None:
    def run(memory: int, file_bytes: int, seconds: int) -> int:
        process = begin(
            [sys.executable, "-c", code],
            folder=tmp_path,
            memory=memory,
            file_bytes=file_bytes,
            seconds=seconds,
            network="any",
            environment={},
        )
        try:
            return process.wait(60)
        finally:
            end(process)

    assert run(memory, file_bytes, seconds) != 0
    if not seconds:
        assert run(0, 0, 0) == 0


def test_it_is_ended_with_its_own_children_and_ending_twice_does_no_harm(tmp_path: Path) -> None:
    code = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'print(1, flush=True); input()'])"
    process = begin(
        [sys.executable, "-c", code],
        folder=tmp_path,
        memory=0,
        file_bytes=0,
        seconds=0,
        network="none",
        environment={},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    with process.stdin, process.stdout:
        assert process.stdout.readline() == b"1\n"  # the inner one runs
        end(process)
        assert process.stdout.read() == b"", "the pipe is closed when all that hold it are gone"
    end(process)
    assert process.returncode != 0
