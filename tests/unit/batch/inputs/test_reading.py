import io
import json
import os
import sys
from hashlib import sha256
from pathlib import Path, PurePosixPath

import pytest

from hospplan.batch.inputs.input import Fault, Input, Member
from hospplan.batch.inputs.reading import hash_input, read_input
from hospplan.errors import DamagedSourceError, LimitError
from hospplan.limits import Limits

STDIN = Input(None, PurePosixPath("stdin"), is_stream=True)


@pytest.mark.parametrize(
    "given",
    [
        Input(Path("计划/2023 年.docx"), PurePosixPath("2023 年.docx")),
        Input(Path(os.fsdecode(b"\xbc\xc6.txt")), PurePosixPath("\ufffd\ufffd.txt")),
        Input(
            Path("plans.zip"),
            PurePosixPath("plans.zip/a.docx (2)"),
            member=Member(offset=40, packed=3, size=5, crc=7, method=8, flags=0x800),
            own_name="a.docx",
            inner="a.docx",
            size=5,
        ),
        Input(None, PurePosixPath("a.docx"), url="s3://bucket/计划 1%/a.docx", size=9),
        Input(Path("a.zip"), PurePosixPath("a.zip"), fault=Fault("damaged", "no directory", "send it again")),
        STDIN,
    ],
)
def test_an_input_goes_through_json_also_where_its_name_is_no_unicode(given: Input) -> None:
    line = json.dumps(given.to_json(), ensure_ascii=False).encode()
    assert Input.from_json(json.loads(line)) == given


def test_no_more_is_read_than_allowed(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes(b"x" * 11)
    given = Input(path, PurePosixPath("plan.txt"))
    assert read_input(given, Limits(file_bytes=11)) == b"x" * 11
    with pytest.raises(LimitError) as caught:
        read_input(given, Limits(file_bytes=10))
    assert str(caught.value) == "the file is over 10 bytes; split it, or take out large pictures"


def test_a_file_of_any_size_has_a_hash(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes(bytes(range(256)) * 10_000)
    digest, size = hash_input(Input(path, PurePosixPath("plan.txt")))
    assert (digest, size) == (sha256(path.read_bytes()).hexdigest(), 2_560_000)


def test_what_was_found_to_be_wrong_is_raised_on_reading_and_the_file_has_its_hash(tmp_path: Path) -> None:
    path = tmp_path / "plans.zip"
    path.write_bytes(b"PK")
    fault = Fault("damaged", "the directory of the archive is missing", "send it again")
    given = Input(path, PurePosixPath("plans.zip"), fault=fault)
    with pytest.raises(DamagedSourceError) as caught:
        read_input(given)
    assert str(caught.value) == "the directory of the archive is missing; send it again"
    assert hash_input(given) == (sha256(b"PK").hexdigest(), 2)


def test_standard_input_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"plan")))
    with pytest.raises(ValueError, match="stdin can be read once only"):
        hash_input(STDIN)
    assert read_input(STDIN) == b"plan"
    monkeypatch.setattr(sys, "stdin", None)
    assert read_input(STDIN) == b""
