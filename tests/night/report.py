"""What a run has to report of documents that it could not read: in the manifest, the summary, and JUnit's file."""

import json
from collections.abc import Collection, Mapping
from pathlib import Path
from xml.etree import ElementTree as ET


def faults_of(
    out: Path, junit: Path, wanted: Collection[str], codes: Mapping[str, str]
) -> dict[str, list[str]]:
    """
    What is wrong with the reports of a run, by what should hold; empty lists where it does.

    Args:
        out: The folder of its outputs.
        junit: What `--junit` named.
        wanted: The names of all documents.
        codes: The names of those that can't be read, each with its error code.
    """
    entries = [json.loads(line) for line in (out / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]
    names = [entry["name"] for entry in entries]
    by_name = {entry["name"]: entry for entry in entries}
    summary = (out / "summary.md").read_text(encoding="utf-8")
    return {
        "the manifest has each document once, sorted by name": [
            *(f"{name}: not there" for name in sorted(set(wanted) - by_name.keys())),
            *(f"{name}: nobody's" for name in sorted(by_name.keys() - set(wanted))),
            *([] if names == sorted(set(names)) else ["not sorted, or twice"]),
        ],
        "the hostile ones are reported by their codes": [
            f"{name}: {code} wanted, {_state(by_name.get(name))}"
            for name, code in codes.items()
            if _state(by_name.get(name)) != f"failed {code}"
        ],
        "each with a message": [name for name in codes if not by_name.get(name, {}).get("message")],
        "all others are read, and their files there": [
            f"{name}: {_state(by_name.get(name))}"
            for name in sorted(set(wanted) - codes.keys())
            if _state(by_name.get(name)) != "read None" or not _has_files(out, by_name[name])
        ],
        "summary.md names them and their codes": [
            name
            for name, code in codes.items()
            if not any(Path(name).name in line and code in line for line in summary.splitlines())
        ],
        "JUnit's file has them as failed tests, and no other": _faults_of_junit(junit, codes),
    }


def _state(entry: Mapping[str, object] | None) -> str:
    return "no entry" if entry is None else f"{entry['status']} {entry['error']}"


def _has_files(out: Path, entry: Mapping[str, object]) -> bool:
    files = entry["files"]
    assert isinstance(files, dict)
    return bool(files) and all(
        (out / f"{entry['name']}{suffix}").is_file()
        and (out / f"{entry['name']}{suffix}").stat().st_size == size
        for suffix, size in files.items()
    )


def _faults_of_junit(path: Path, codes: Mapping[str, str]) -> list[str]:
    if not path.exists():
        return ["there is none"]
    cases = list(ET.parse(path).iter("testcase"))  # noqa: S314  (our own file)
    failed = {
        f"{case.get('classname', '')} {case.get('name', '')}": "".join(
            ET.tostring(fault, "unicode") for fault in case
        )
        for case in cases
        if case.find("failure") is not None or case.find("error") is not None
    }
    lost = [
        name
        for name, code in codes.items()
        if not any(Path(name).name in case and code in text for case, text in failed.items())
    ]
    return lost + ([] if len(failed) == len(codes) else [f"{len(failed)} failed, {len(codes)} wanted"])
