"""What docs/scale.md shows can be used as it stands: clusters are well formed, calls are calls, Python is Python."""

import ast
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from hospplan.cli.app import build
from hospplan.cli.catalogue import load

DOCS = Path(__file__).parents[1] / "docs"
PAGE = (DOCS / "scale.md").read_text(encoding="utf-8")


def read(name: str) -> dict[str, Any]:
    text = (DOCS / "scale" / name).read_text(encoding="utf-8")
    read: dict[str, Any] = yaml.safe_load(text)
    return read


def calls() -> list[str]:
    shown = [line.removeprefix("$ ") for line in PAGE.splitlines() if line.startswith("$ hospplan convert")]
    commented = re.findall(
        r"#\s+(hospplan convert .*)", (DOCS / "scale" / "raycluster.yaml").read_text("utf-8")
    )
    return [*shown, *commented, read("rayjob.yaml")["spec"]["entrypoint"].replace("hospplan-job", "hospplan")]


@pytest.mark.parametrize("call", calls())
def test_each_call_is_one_that_the_program_takes(call: str) -> None:
    name, command, *arguments = shlex.split(call)
    assert (name, command) == ("hospplan", "convert")
    with build(load("en")).commands["convert"].make_context("convert", arguments) as context:
        assert context.params["engine"] == "ray"
        assert context.params["output"] == "s3://bucket/out"


@pytest.mark.parametrize("name", ["rayjob.yaml", "raycluster.yaml"])
def test_clusters_are_of_one_image_and_have_no_core_for_shards_in_their_head(name: str) -> None:
    read_ = read(name)
    assert read_["apiVersion"] == "ray.io/v1"
    spec = read_["spec"].get("rayClusterSpec", read_["spec"])
    head, (workers,) = spec["headGroupSpec"], spec["workerGroupSpecs"]
    assert head["rayStartParams"] == {"num-cpus": "0"}
    images = {group["template"]["spec"]["containers"][0]["image"] for group in (head, workers)}
    assert len(images) == 1
    assert workers["minReplicas"] <= workers["replicas"] <= workers["maxReplicas"]


def test_the_recipes_are_python() -> None:
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    tree = ast.parse(code)
    assert sum(isinstance(node, ast.Name) and node.id == "convert_by" for node in ast.walk(tree)) == 4
