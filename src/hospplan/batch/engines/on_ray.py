"""Shards as tasks of Ray, on this machine or on a cluster."""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import chdir, contextmanager
from importlib.util import find_spec
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from hospplan.batch.engines.shards import Do, Mapper, Plain
from hospplan.batch.engines.surroundings import surroundings
from hospplan.batch.run.cores import cores
from hospplan.errors import ClusterError, MissingPartError

if TYPE_CHECKING:
    from ray import ObjectRef

_RETRIES = 5
"""How often a shard is done again whose worker or machine was lost, or for whom the store was out of reach."""
_LEAST_AT_ONCE = 4
_STORE = 80 << 20
"""Bytes of shared memory of a Ray that is started here: near its least, since no document goes through it."""
_STARTS = 3
"""Ray gives itself thirty seconds to start on this machine; one that is busy takes longer now and then."""
_PLAIN_HOST = re.compile(r"[A-Za-z0-9._-]{1,253}")
_CLIENT_PORT = 10001
_QUIET = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_ENABLE_UV_RUN_RUNTIME_ENV": "0",  # else a run under uv uploads the current folder
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",  # else each worker warns of what a later version does
}
_ALONE = {
    "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0",  # as on these two systems it listens on 127.0.0.1 and nowhere else
    "RAY_worker_niceness": "0",  # 15 is for machines that serve somebody else, too
}
"""Of a Ray that is started here, for this run."""
_AGAIN = "give the same command again: it goes on where this run stopped"


def check_ray() -> None:
    """
    Look whether Ray is installed, without loading it.

    Raises:
        MissingPartError: It is not.
    """
    if find_spec("ray") is None:
        raise MissingPartError("Ray is not installed", mend="install it: pip install 'hospplan[ray]'")


def on_ray(address: str | None = None, at_once: int | None = None) -> Mapper:
    """
    A mapper that has each call done by a task of Ray, which takes a core.

    Ray is connected to, or started, with the first call, and left at the end. A task whose worker dies or whose
    machine is lost is done again elsewhere. No more calls are handed out than twice the cores of the cluster, as it
    is at the time: enough to keep all of them at work, and to let an autoscaler see that more are wanted.

    Args:
        address: "auto" for the cluster that this machine is part of, ray://HOST:10001 or HOST for another,
            HOST:6379 for its own port, "local" or None to start a Ray on this machine alone. None asks RAY_ADDRESS first.
        at_once: The most calls at once; of a Ray that is started here also its cores.

    Raises (the mapper):
        MissingPartError: Ray is not installed.
        ClusterError: The cluster can't be reached or lost a call again and again.
        OSError: What a call raised, again and again.
    """

    def mapper(do: Do, calls: Iterator[Plain]) -> Iterator[Plain]:
        first = next(calls, None)
        if first is None:
            return
        with _connected(address, at_once):
            yield from _done(do, _with(first, calls), at_once)

    return mapper


def resolved(address: str | None) -> str:
    """The address as Ray takes it; see `on_ray`."""
    address = address or os.environ.get("RAY_ADDRESS") or "local"
    if address not in {"auto", "local"} and _PLAIN_HOST.fullmatch(address):
        return f"ray://{address}:{_CLIENT_PORT}"
    return address


def _with(first: Plain, rest: Iterator[Plain]) -> Iterator[Plain]:
    yield first
    yield from rest


@contextmanager
def _connected(address: str | None, at_once: int | None) -> Iterator[None]:
    check_ray()
    where = resolved(address)
    for name, value in (_QUIET | _ALONE if where == "local" else _QUIET).items():
        os.environ.setdefault(name, value)  # read as Ray is loaded
    import ray  # noqa: PLC0415  (an extra, and slow)

    quiet: dict[str, Any] = {"log_to_driver": False, "logging_level": "ERROR"}
    if where == "local":
        quiet |= {
            "include_dashboard": False,
            "object_store_memory": _STORE,
            "num_cpus": at_once or cores(),
        }
    elif where.startswith("ray://"):
        quiet = {}  # they would be taken for the server's
    # Ray puts the current folder on the module path of its workers, and it may hold a stranger's files.
    with TemporaryDirectory(prefix="hospplan-ray-") as empty:
        with chdir(empty):
            _init(where, quiet)
        try:
            yield
        finally:
            ray.shutdown()


def _init(where: str, options: dict[str, Any]) -> None:
    import ray  # noqa: PLC0415

    for left in reversed(range(_STARTS if where == "local" else 1)):
        try:
            ray.init(where, **options)
        except Exception as error:  # of some faults Ray says no more than this
            ray.shutdown()
            if left:
                continue
            raise ClusterError(
                f"Ray can't be reached or started at {where}: {_first_line(error)}",
                mend="look at --address, and whether the cluster has the same versions of Python and Ray",
            ) from error
        return


def _done(do: Do, calls: Iterable[Plain], at_once: int | None) -> Iterator[Plain]:
    from ray.exceptions import RayError, RayTaskError  # noqa: PLC0415

    import ray  # noqa: PLC0415

    task = ray.remote(_task()).options(
        num_cpus=1, max_retries=_RETRIES, retry_exceptions=[OSError], name="hospplan shard"
    )
    resources: Callable[[], dict[str, float]] = ray.cluster_resources
    own = surroundings(os.environ)
    waiting = iter(calls)
    under_way: set[ObjectRef[dict[str, Any]]] = set()
    has_more = True
    while has_more or under_way:
        room = at_once or max(_LEAST_AT_ONCE, 2 * int(resources().get("CPU", 0)))
        while has_more and len(under_way) < room:
            call = next(waiting, None)
            if call is None:
                has_more = False
            else:
                under_way.add(task.remote(do.__module__, do.__qualname__, call, own))
        if not under_way:
            return
        ready, _ = ray.wait(
            list(under_way), num_returns=1, timeout=1.0
        )  # Windows hears of Ctrl+C between waits
        for reference in ready:
            under_way.remove(reference)
            try:
                told = ray.get(reference)
            except RayTaskError as error:
                if isinstance(error.cause, OSError):
                    raise error.cause from error
                raise ClusterError(f"a shard failed: {_first_line(error.cause)}", mend=_AGAIN) from error
            except RayError as error:
                raise ClusterError(f"Ray lost a shard: {_first_line(error)}", mend=_AGAIN) from error
            yield told


def _task() -> Callable[[str, str, Plain, dict[str, str]], dict[str, Any]]:
    def task(module: str, name: str, call: Plain, own: dict[str, str]) -> dict[str, Any]:
        # Nothing here may be named that is not in here: as a function without a name to import it by, it travels as
        # code and can tell of a machine that has no hospplan.
        from importlib import import_module  # noqa: PLC0415

        try:
            do = getattr(import_module(module), name)
            take_over = import_module("hospplan.batch.engines.surroundings").take_over
        except (ImportError, AttributeError) as error:
            import platform  # noqa: PLC0415

            message = f"hospplan, or this version of it, is not installed on {platform.node() or 'a machine'}: {error}"
            mend = "install the same version of hospplan on all machines: it belongs into the cluster's image"
            return {"failure": {"code": "cluster", "message": message, "mend": mend}}
        take_over(own)
        told: dict[str, Any] = do(call)
        return told

    return task


def _first_line(error: BaseException) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[0].rstrip(".") if lines else type(error).__name__
