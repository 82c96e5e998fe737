"""
Loaded by every Python process that is started with this folder on PYTHONPATH; it acts in hospplan's workers alone.

There it stands around `hospplan.readers.read`, and makes the process do what no document should be able to make it do:
a text whose first line is "FAULT hang" never ends and minds no SIGTERM, "FAULT segfault" falls, "FAULT memory" grows,
"FAULT print" writes to standard output as some libraries do. Where NIGHT_READS names a file, the name of each document
that is read is added to it; from the one on whose number NIGHT_HOLD gives, documents are begun and never done, so that
a run can be killed in the middle however fast it is. So nothing of this is in the program.
"""

import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any

_PATCHED = "hospplan.readers"


def _hang() -> None:
    import signal

    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    while True:
        pass


def _fall() -> None:
    import ctypes

    ctypes.string_at(0)


def _grow() -> None:
    hoard = []
    while True:
        hoard.append(b"x" * (16 << 20))


def _print() -> None:
    import os

    os.write(1, b"a library says hello\n" * 1000)


_FAULTS = {b"hang": _hang, b"segfault": _fall, b"memory": _grow, b"print": _print}


def _meet(data: bytes, name: str) -> None:
    import os
    import time

    if log := os.environ.get("NIGHT_READS"):
        with open(log, "a+", encoding="utf-8") as file:  # noqa: PTH123  (one write of one line: none is torn)
            file.write(f"{name}\n")
            file.flush()
            file.seek(0)
            number = len(file.readlines())
        if number >= int(os.environ.get("NIGHT_HOLD", sys.maxsize)):
            while True:
                time.sleep(60)
    line = data[:100].partition(b"\n")[0].split()
    if len(line) == 2 and line[0] == b"FAULT":
        _FAULTS[line[1]]()


class _Around(Loader):
    """Loads a module as it is, then puts the faults before its `read`."""

    def __init__(self, inner: Loader) -> None:
        self._inner = inner

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._inner.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        self._inner.exec_module(module)
        read: Any = module.read

        def meet_and_read(data: bytes, name: str, **more: Any) -> Any:
            _meet(data, name)
            return read(data, name, **more)

        module.read = meet_and_read  # type: ignore[attr-defined]  # modules are open


class _Finder(MetaPathFinder):
    """Finds the one module that is changed."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name != _PATCHED:
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = _Around(spec.loader)
        return spec


if any(word.startswith("hospplan.batch.") and word.endswith(".worker") for word in sys.orig_argv):
    sys.meta_path.insert(0, _Finder())
