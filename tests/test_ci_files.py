"""What a user copies for CI and pre-commit is well-formed, fits the schema of its system, and runs."""

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.build import build_docx

from hospplan import parse_bytes
from hospplan.batch.inputs.names import DOCUMENT_SUFFIXES
from hospplan.export.to_json import plan_to_json
from hospplan.export.to_metadata import metadata_to_json, metadata_to_xml

ROOT = Path(__file__).parents[1]
GITHUB, GITLAB = ROOT / "docs/ci/github.yml", ROOT / "docs/ci/gitlab.yml"
HOOKS = ROOT / ".pre-commit-hooks.yaml"
GAP = """\
云州市第三人民医院2024年工作要点

一、加强学科建设
建设胸痛中心。
三、改善服务
延长门诊时间。
"""


@pytest.mark.parametrize(
    ("schema", "file"),
    [("vendor.github-workflows", GITHUB), ("vendor.gitlab-ci", GITLAB)],
    ids=["github", "gitlab"],
)
def test_a_job_fits_the_schema_of_its_system(schema: str, file: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(file)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_the_jobs_of_both_systems_convert_alike() -> None:
    (job,) = [step["run"] for step in steps() if step.get("name") == "Convert"]
    assert loaded(GITLAB)["hospplan"]["script"] == [job]
    variables = loaded(GITLAB)["hospplan"]["variables"]
    assert variables == loaded(GITHUB)["env"]


def test_whatever_becomes_of_the_documents_the_reports_are_published() -> None:
    names = [step.get("name", step.get("uses")) for step in steps()]
    after = steps()[names.index("Convert") + 1 :]
    assert [step["name"] for step in after] == [
        *("Summary", "Test report", "Keep results for the next run", "Results to download")
    ]
    assert all("!cancelled()" in step["if"] for step in after)
    gitlab = loaded(GITLAB)["hospplan"]
    assert (gitlab["artifacts"]["when"], gitlab["cache"]["when"]) == ("always", "always")


def test_a_step_takes_no_text_of_the_repository_into_its_script() -> None:
    """`${{ … }}` in a script is pasted before the shell reads it: what a pull request names could be run."""
    assert [step["run"] for step in steps() if "${{" in step.get("run", "")] == []


@pytest.mark.parametrize("page", ["ci.md", "ci.zh-CN.md"])
def test_the_pages_show_the_line_of_the_jobs(page: str) -> None:
    text = (ROOT / "docs" / page).read_text("utf-8")
    (line,) = loaded(GITLAB)["hospplan"]["script"]
    assert f"```bash\n{line}\n```" in text
    # a comma outside quotes makes a list in PowerShell; $env: is how it names a variable
    powershell = re.sub(r'"\$(\w+)"', r'"$env:\1"', line)
    powershell = re.sub(r"(?<=--format )\S+", r"'\g<0>'", powershell)
    assert f"```powershell\n{powershell}\n" in text
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", text):
        assert (ROOT / "docs" / target).exists(), target


def test_a_hook_has_what_pre_commit_asks_for() -> None:
    for hook in loaded(HOOKS):
        assert {"id", "name", "entry", "language", "files"} <= hook.keys()
        assert hook["language"] == "python"
        assert hook["entry"].split()[0] == "hospplan"
        re.compile(hook["files"])
    assert (ROOT / "pyproject.toml").exists()  # pre-commit installs the repository itself


def test_the_check_takes_all_documents_but_those_that_repositories_have_for_others() -> None:
    files = re.compile(hook("hospplan-check")["files"])
    taken = {suffix for suffix in DOCUMENT_SUFFIXES if files.search(f"plans/计划{suffix}")}
    text_and_pages = {".txt", ".md", ".markdown", ".html", ".htm", ".xhtml", ".shtml", ".mht", ".mhtml"}
    scans = {".tif", ".tiff"}  # read by an extra that a hook does not install
    assert DOCUMENT_SUFFIXES - taken == text_and_pages | scans
    assert files.search("计划.DOCX")
    assert not files.search("plan.docx.json")


def test_the_check_lets_a_sound_document_pass_and_stops_a_gap(tmp_path: Path) -> None:
    sound, gap = tmp_path / "计划 (1).docx", tmp_path / "b c.docx"
    sound.write_bytes(build_docx(GAP.replace("三、", "二、")))
    gap.write_bytes(build_docx(GAP))
    assert started("hospplan-check", sound).returncode == 0
    run = started("hospplan-check", sound, gap)
    assert run.returncode == 1
    assert "numbering-gap" in run.stdout or "编号跳号" in run.stdout


def test_the_exports_of_every_document_are_validated_and_no_other_json_is() -> None:
    files = re.compile(hook("hospplan-validate")["files"])
    for suffix in DOCUMENT_SUFFIXES:
        for export in (".json", ".metadata.json", ".metadata.xml"):
            assert files.search(f"out/计划{suffix}{export}"), suffix
    assert not any(files.search(name) for name in ("package.json", "a.xml", "plan.docx", "out/targets.jsonl"))


def test_a_sound_export_passes_and_an_edited_one_is_stopped(tmp_path: Path) -> None:
    plan = parse_bytes(build_docx(GAP), "plan.docx")
    texts = {
        "plan.docx.json": plan_to_json(plan),
        "plan.docx.metadata.json": metadata_to_json(plan, "plan.docx"),
        "plan.docx.metadata.xml": metadata_to_xml(plan, "plan.docx"),
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        run = started("hospplan-validate", tmp_path / name)
        assert run.returncode == 0, run.stdout + run.stderr
        (tmp_path / name).write_text(
            text.replace("标题", "题目").replace('"title"', '"name"'), encoding="utf-8"
        )
        run = started("hospplan-validate", tmp_path / name)
        assert run.returncode == 1, name
        assert name in run.stdout


def started(name: str, *files: Path) -> "subprocess.CompletedProcess[str]":
    """A hook as pre-commit runs it: its entry with the files behind it, without a shell."""
    _, *arguments = shlex.split(hook(name)["entry"])
    return subprocess.run(
        [sys.executable, "-m", "hospplan", *arguments, *map(str, files)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


def hook(name: str) -> dict[str, Any]:
    (found,) = [one for one in loaded(HOOKS) if one["id"] == name]
    return dict(found)


def steps() -> list[dict[str, Any]]:
    return list(loaded(GITHUB)["jobs"]["convert"]["steps"])


def loaded(file: Path) -> Any:
    return yaml.safe_load(file.read_text("utf-8"))
