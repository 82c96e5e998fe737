"""Packed streams are measured before a library unpacks them."""

import zlib

import pytest

from hospplan.errors import LimitError
from hospplan.limits import Limits
from hospplan.readers.pdf.streams import check_streams

LIMITS = Limits(page_program_bytes=10_000, member_bytes=100_000)
LONG = zlib.compress(bytes(1_000_000), 9)
SHORT = zlib.compress(b"BT (plan) Tj ET")


def stream(data: bytes, dictionary: bytes = b"/Filter/FlateDecode") -> bytes:
    return b"%%PDF-1.4\n4 0 obj<</Length %d%s>>stream\n%s\nendstream endobj\n" % (len(data), dictionary, data)


@pytest.mark.parametrize(
    "dictionary",
    [
        b"/Filter/FlateDecode",
        b"/Filter[/FlateDecode]",
        b"/Filter /Fl",
        b"/Filter/Flate#44ecode",
        b"/Filter/FlateDecode/Subtype/Image",
        b"/Filter/FlateDecode/Length1 1000000",
    ],
)
def test_a_stream_that_unpacks_to_more_than_its_limit_is_refused(dictionary: bytes) -> None:
    with pytest.raises(LimitError, match=r"a stream of the PDF unpacks to more than 100?,000 bytes"):
        check_streams(stream(LONG, dictionary), LIMITS)


def test_a_stream_packed_twice_is_refused() -> None:
    twice = zlib.compress(LONG, 9)
    with pytest.raises(LimitError, match="a stream of the PDF is packed several times over"):
        check_streams(stream(twice, b"/Filter[/FlateDecode /FlateDecode]"), LIMITS)


def test_a_picture_may_be_larger_than_a_page_s_program() -> None:
    picture = zlib.compress(bytes(50_000))
    check_streams(stream(picture, b"/Filter/FlateDecode/Subtype/Image"), LIMITS)
    with pytest.raises(LimitError):
        check_streams(stream(picture), LIMITS)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        stream(SHORT),
        stream(SHORT) * 3,
        stream(b"\x00 not packed at all \xff" * 2_000),
        stream(LONG, b"/Filter/DCTDecode"),
        b"4 0 obj<</Filter/FlateDecode>>stream\n" + SHORT,
    ],
    ids=["nothing", "short", "three", "broken", "a picture of its own packing", "without an end"],
)
def test_what_is_short_broken_or_packed_otherwise_is_left_to_the_library(data: bytes) -> None:
    check_streams(data, LIMITS)
