"""Being told to stop by a system that gives a moment to do so."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any


@contextmanager
def terminable() -> Iterator[None]:
    """
    Let SIGTERM end a run as Ctrl-C does: workers are stopped and the work folder is left in order.

    Schedulers and containers send it some seconds before they kill. In a thread that is not the main one
    signals stay as they are.
    """

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before: Any
    try:
        before = signal.signal(signal.SIGTERM, stop)
    except ValueError:  # not the main thread: whoever embeds us minds signals
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
