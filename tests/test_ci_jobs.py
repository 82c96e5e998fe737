"""The jobs of docs/ci do what they promise: their scripts run here on the samples, by the shell that they name."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import etree

ROOT = Path(__file__).parents[1]
GITHUB = yaml.safe_load((ROOT / "docs/ci/github.yml").read_text("utf-8"))
STEPS = {step["name"]: step for step in GITHUB["jobs"]["convert"]["steps"] if "name" in step}
GITLAB = yaml.safe_load((ROOT / "docs/ci/gitlab.yml").read_text("utf-8"))["hospplan"]

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the shell of the jobs is bash")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A checkout with two documents whose names a shell would act on, and a program called hospplan."""
    plans = tmp_path / "plans" / "2023 年"
    plans.mkdir(parents=True)
    shutil.copy(ROOT / "samples/letter-2023.docx", plans / "函 $(touch gone) `x`.docx")
    shutil.copy(ROOT / "samples/reply-2023.docx", plans / "-reply; <b> & 'quoted'.docx")
    program = tmp_path / "bin" / "hospplan"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m hospplan "$@"\n')
    program.chmod(0o755)
    return tmp_path


def test_a_github_job_converts_and_publishes(repository: Path) -> None:
    assert started(STEPS["Convert"]["run"], repository, GITHUB["env"]).returncode == 0
    assert started(STEPS["Summary"]["run"], repository, GITHUB["env"]).returncode == 0
    page = (repository / "job page.md").read_text("utf-8")
    assert page == (repository / "out/summary.md").read_text("utf-8")
    assert page.startswith("# hospplan: 2 of 2 documents read\n")
    assert cases(repository) == ["2023 年/-reply; <b> & 'quoted'.docx", "2023 年/函 $(touch gone) `x`.docx"]
    assert not (repository / "gone").exists()
    for name in ("manifest.jsonl", "targets.csv", "hospplan.xlsx"):
        assert (repository / "out" / name).stat().st_size > 0


def test_a_job_with_a_broken_document_fails_and_still_has_its_reports(repository: Path) -> None:
    (repository / "plans/broken.docx").write_bytes(b"PK\x03\x04 cut off")
    (line,) = GITLAB["script"]
    assert started(line, repository, GITLAB["variables"]).returncode == 1
    assert "broken.docx" in (repository / "out/summary.md").read_text("utf-8")
    root = etree.parse(str(repository / "junit.xml")).getroot()
    assert [case.get("name") for case in root.iterfind(".//testcase[error]")] == ["broken.docx"]


def test_a_second_job_goes_on_from_the_cache_of_the_first(repository: Path) -> None:
    (line,) = GITLAB["script"]
    assert started(line, repository, GITLAB["variables"]).returncode == 0
    first = whole(repository / "out")
    assert started(line, repository, GITLAB["variables"]).returncode == 0
    assert whole(repository / "out") == first
    (repository / "plans/2023 年/-reply; <b> & 'quoted'.docx").unlink()
    assert started(line, repository, GITLAB["variables"]).returncode == 0
    assert not [name for name in whole(repository / "out") if "reply" in name]
    assert cases(repository) == ["2023 年/函 $(touch gone) `x`.docx"]


def started(script: str, here: Path, variables: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    """A script as the runners start it: `bash -e -o pipefail`."""
    environment = {
        **os.environ,
        **variables,
        "PATH": f"{here / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "GITHUB_STEP_SUMMARY": str(here / "job page.md"),
        "HOSPPLAN_LANG": "en",
    }
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script],
        cwd=here,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=170,
    )


def cases(here: Path) -> list[Any]:
    root = etree.parse(str(here / "junit.xml")).getroot()
    return [case.get("name") for case in root.iterfind(".//testcase")]


def whole(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
