"""Messages between a run and its workers: what is written reads back, and nothing else is taken for one."""

import struct
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hospplan.batch.run.frames import Frame, FrameError, read_frame, write_frame

_PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


def written(head: dict[str, Any], *blobs: bytes) -> bytes:
    stream = BytesIO()
    write_frame(stream, head, blobs)
    return stream.getvalue()


@settings(max_examples=40)
@given(st.dictionaries(st.text(), _PLAIN), st.lists(st.binary(), max_size=4))
def test_what_is_written_reads_back(head: dict[str, Any], blobs: list[bytes]) -> None:
    stream = BytesIO(written(head, *blobs) + written({"next": 1}))
    assert read_frame(stream, 1 << 30) == Frame(head, blobs)
    assert read_frame(stream, 1 << 30) == Frame({"next": 1})
    assert read_frame(stream, 1 << 30) is None


def test_a_blob_of_many_pieces_reads_back() -> None:
    blob = bytes(range(256)) * (5 << 12)
    assert read_frame(BytesIO(written({}, blob)), 1 << 30) == Frame({}, [blob])


def test_a_frame_that_ends_early_is_none_wherever_it_ends() -> None:
    whole = written({"name": "计划.docx"}, b"bytes", b"")
    for end in range(1, len(whole)):
        with pytest.raises(FrameError):
            read_frame(BytesIO(whole[:end]), 1 << 30)


@pytest.mark.parametrize(
    "data",
    [
        b"Traceback (most recent call last)",
        b"HPf1" + struct.pack(">I", 0),
        b"HPf1" + struct.pack(">I", 1 << 31),
        b"HPf1" + struct.pack(">IQ", 1, 1 << 60),
        b"HPf1" + struct.pack(">IQQ", 2, 1, 1 << 60),
        b"HPf1" + struct.pack(">IQ", 1, 4) + b"\xff\xfe{}",
        b"HPf1" + struct.pack(">IQ", 1, 2) + b"[]",
        b"HPf1" + struct.pack(">IQ", 1, 100_000) + b"[" * 100_000,
    ],
)
def test_what_is_no_frame_is_refused_and_takes_no_memory(data: bytes) -> None:
    with pytest.raises(FrameError):
        read_frame(BytesIO(data), 1 << 30)


def test_a_frame_over_the_bound_is_refused() -> None:
    data = written({}, bytes(1000))
    assert read_frame(BytesIO(data), 1002) is not None
    with pytest.raises(FrameError, match="a frame of over 1,001 bytes"):
        read_frame(BytesIO(data), 1001)
