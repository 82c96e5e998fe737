"""What can be said of Ray without Ray; the rest is in tests/ray."""

import sys

import pytest

from hospplan.batch.engines.on_ray import _init, _task, on_ray, resolved
from hospplan.batch.engines.shards import do_shard
from hospplan.errors import ClusterError, MissingPartError


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (None, "local"),
        ("local", "local"),
        ("auto", "auto"),
        ("ray-head", "ray://ray-head:10001"),
        ("10.0.0.7", "ray://10.0.0.7:10001"),
        ("ray://ray-head:10001", "ray://ray-head:10001"),
        ("10.0.0.7:6379", "10.0.0.7:6379"),
    ],
)
def test_an_address_is_completed(given: str | None, expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RAY_ADDRESS", raising=False)
    assert resolved(given) == expected


def test_a_job_of_a_cluster_finds_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAY_ADDRESS", "10.0.0.7:6379")
    assert resolved(None) == "10.0.0.7:6379"
    assert resolved("auto") == "auto"


def test_ray_is_asked_for_before_anything_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(MissingPartError) as caught:
        list(on_ray()(do_shard, iter([{}])))
    assert str(caught.value) == "Ray is not installed; install it: pip install 'hospplan[ray]'"


def test_without_calls_ray_is_not_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    assert list(on_ray()(do_shard, iter(()))) == []


class Slow:
    """A Ray that starts at the third time."""

    def __init__(self, starts: int) -> None:
        self.left = starts
        self.told: list[str] = []

    def init(self, where: str, **_: object) -> None:
        self.told.append(f"init {where}")
        self.left -= 1
        if self.left:
            raise Exception("The current node timed out during startup.\nThis could …")  # noqa: TRY002  (so does Ray)

    def shutdown(self) -> None:
        self.told.append("shutdown")


def test_a_busy_machine_is_given_more_time(monkeypatch: pytest.MonkeyPatch) -> None:
    slow = Slow(3)
    monkeypatch.setitem(sys.modules, "ray", slow)
    _init("local", {})
    assert slow.told == ["init local", "shutdown", "init local", "shutdown", "init local"]


def test_a_cluster_that_does_not_answer_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", Slow(3))
    with pytest.raises(ClusterError) as caught:
        _init("ray://head:10001", {})
    assert str(caught.value) == (
        "Ray can't be reached or started at ray://head:10001: The current node timed out during startup; "
        "look at --address, and whether the cluster has the same versions of Python and Ray"
    )


def test_a_machine_without_hospplan_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platform.node", lambda: "node-7")
    told = _task()("hospplan.batch.engines.nowhere", "do", {}, {})
    assert told["failure"] == {
        "code": "cluster",
        "message": "hospplan, or this version of it, is not installed on node-7:"
        " No module named 'hospplan.batch.engines.nowhere'",
        "mend": "install the same version of hospplan on all machines: it belongs into the cluster's image",
    }
