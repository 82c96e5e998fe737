from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hospplan.batch.collection.frames import ENTRY, LINES, ROWS, VOID, Frame, FrameFile

FRAMES = st.lists(
    st.builds(
        Frame, st.sampled_from([VOID, ENTRY, ROWS, LINES]), st.binary(max_size=40), st.binary(max_size=99)
    ),
    max_size=6,
)


def read(path: Path, content: bytes) -> list[Frame]:
    path.write_bytes(content)
    with FrameFile(path) as file:
        return [Frame(spot.kind, text, file.rows(spot)) for spot, text in list(file.sound())]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("frames") / "file"


@settings(deadline=None)
@given(frames=FRAMES, cut=st.integers(0, 900))
def test_what_is_torn_off_takes_no_whole_frame_with_it(path: Path, frames: list[Frame], cut: int) -> None:
    pieces = [frame.to_bytes() for frame in frames]
    kept = read(path, b"".join(pieces)[:cut])
    whole = 0
    while whole < len(pieces) and len(b"".join(pieces[: whole + 1])) <= cut:
        whole += 1
    assert kept == frames[:whole]


@settings(deadline=None)
@given(frames=FRAMES.filter(bool), place=st.integers(0, 10_000), flip=st.integers(1, 255))
def test_a_changed_byte_is_never_read_as_if_it_were_right(
    path: Path, frames: list[Frame], place: int, flip: int
) -> None:
    content = bytearray(b"".join(frame.to_bytes() for frame in frames))
    content[place % len(content)] ^= flip
    kept = read(path, bytes(content))
    assert len(kept) < len(frames)
    assert kept == frames[: len(kept)]
