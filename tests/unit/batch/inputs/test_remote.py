import io
import json
import uuid
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from tests.unit.batch.places.store_server import s3, server

from hospplan.batch.inputs.find import Found, find_documents
from hospplan.batch.inputs.input import Input
from hospplan.batch.inputs.reading import hash_input, read_input
from hospplan.batch.places import Place, open_place, opening
from hospplan.errors import HospplanError, LimitError
from hospplan.limits import Limits

__all__ = ["s3", "server"]  # fixtures


@pytest.fixture(params=["obstore", "fsspec"])
def place(request: pytest.FixtureRequest, s3: str, monkeypatch: pytest.MonkeyPatch) -> Place:
    """An empty folder of a store."""
    pytest.importorskip(
        {"obstore": "obstore", "fsspec": "s3fs"}[request.param], reason="an extra is not installed"
    )
    monkeypatch.setattr(opening, "ENGINES", (getattr(opening, f"by_{request.param}"),))
    return open_place(f"{s3}/{uuid.uuid4()}/计划")


def fill(place: Place, *names: str) -> None:
    for name in names:
        place.write(name, name.encode())


def found(*arguments: str, out: str = "out") -> Found:
    return find_documents(arguments, out)


def names(result: Found) -> list[str]:
    return [str(given.name) for given in result.inputs]


def test_a_folder_of_a_store_is_walked_after_the_rules_of_folders(place: Place) -> None:
    fill(place, "2023/a 100%+#?.txt", "b.docx", "~$b.docx", ".git/x.txt", "photo.jpg", "out/b.docx.md")
    result = found(place.url, out=f"{place.url}/out")
    assert names(result) == ["2023/a 100%+#_.txt", "b.docx"]
    assert [str(name) for name in result.passed_over] == ["photo.jpg"]
    first = Input.from_json(json.loads(json.dumps(result.inputs[0].to_json())))  # as a worker has it
    assert (first.shown, first.where) == ("a 100%+#?.txt", f"{place.url}/2023/a 100%+#?.txt")
    content = b"2023/a 100%+#?.txt"
    assert (read_input(first), first.size) == (content, len(content))
    assert hash_input(first) == (sha256(content).hexdigest(), len(content))
    with pytest.raises(LimitError):
        read_input(first, Limits(file_bytes=5))
    assert names(found(f"{place.url}/")) == [*names(result), "out/b.docx.md"]


def test_an_object_and_a_pattern_are_named_as_files_are(place: Place) -> None:
    fill(place, "2023/a.txt", "2023/b/c.txt", "2024/a.txt", "2023/[1].txt")
    assert names(found(f"{place.url}/2023/a.txt", f"{place.url}/2023/a.txt")) == ["a.txt"]
    assert names(found(f"{place.url}/2023/[1].txt")) == ["[1].txt"]
    assert names(found(f"{place.url}/*/a.txt")) == ["2023/a.txt", "2024/a.txt"]
    assert names(found(f"{place.url}/2023/**/*.txt")) == ["[1].txt", "a.txt", "b/c.txt"]
    assert found(f"{place.url}/2025/*.txt", f"{place.url}/2025").problems == (
        (f"{place.url}/2025", "missing"),
        (f"{place.url}/2025/*.txt", "no-match"),
    )


def test_a_line_of_a_list_is_named_by_bucket_and_key(place: Place, tmp_path: Path) -> None:
    fill(place, "2023/a.txt", "2024/b.txt")
    lines = [f"{place.url}/2023/a.txt", f"{place.url}/2024", f"{place.url}/2024/*.txt"]
    (tmp_path / "list").write_text("\n".join(lines), encoding="utf-8")
    result = find_documents([], "out", from_file=str(tmp_path / "list"))
    key = place.url.removeprefix("s3://")
    assert names(result) == [f"{key}/2023/a.txt", f"{key}/2024/b.txt"]
    assert result.problems == ((lines[2], "missing"),)


def test_an_archive_in_a_store_is_read_where_it_stands(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("大.txt", b"".join(bytes([one]) * 999 for one in range(256)) * 10)
        archive.writestr("小.txt", b"plan")
    place.write("plans.zip", buffer.getvalue())
    place.write("bad.zip", buffer.getvalue()[:-30])
    result = found(place.url)
    assert names(result) == ["bad.zip", "plans.zip/大.txt", "plans.zip/小.txt"]
    bad, large, small = (Input.from_json(json.loads(json.dumps(given.to_json()))) for given in result.inputs)
    assert len(read_input(large)) == 256 * 9990
    asked: list[str] = []

    def counted(ask: Callable[..., object]) -> Callable[..., object]:
        def count(*given: object) -> object:
            asked.append(ask.__name__)
            return ask(*given)

        return count

    for method in ("size", "read", "read_range"):
        monkeypatch.setattr(type(place), method, counted(getattr(type(place), method)))
    assert read_input(small) == b"plan"
    assert asked == ["read_range"]  # one request
    assert hash_input(small) == (sha256(b"plan").hexdigest(), 4)
    with pytest.raises(HospplanError) as caught:
        read_input(bad)
    assert caught.value.code == "damaged"
    assert hash_input(bad)[1] == len(buffer.getvalue()) - 30


def test_a_store_that_can_not_be_asked_is_one_input_that_fails(
    s3: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert s3
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    result = found("s3://nowhere/plans/", str(tmp_path))
    assert names(result) == ["a.txt", "nowhere/plans"]
    with pytest.raises(HospplanError) as caught:
        read_input(result.inputs[1])
    assert caught.value.code == "unreached"
    assert caught.value.message.startswith("the store says NoSuchBucket")
    assert caught.value.mend == "check the address, the network, and the credentials in the environment"

    def absent(*_: str) -> Place:
        raise ImportError

    monkeypatch.setattr(opening, "ENGINES", (absent,))
    for url, code in (("s3://nowhere/plans", "part-missing"), ("ftp://server/plans", "unreached")):
        (failed,) = found(url).inputs
        with pytest.raises(HospplanError) as caught:
            read_input(failed)
        assert caught.value.code == code


def test_an_archive_that_can_not_be_fetched_fails_alone(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(place, "a.txt", "b.zip", "c.txt")

    def lost(*_: object) -> io.BytesIO:
        raise OSError(5, "the connection was lost")

    monkeypatch.setattr("hospplan.batch.inputs.remote.open_ranges", lost)
    assert names(found(place.url)) == ["a.txt", "b.zip", "c.txt"]


def test_an_address_of_a_file_is_the_file(tmp_path: Path) -> None:
    (tmp_path / "计划 1.txt").write_text("x", encoding="utf-8")
    (given,) = found((tmp_path / "计划 1.txt").as_uri()).inputs
    assert (given.path, str(given.name)) == (tmp_path / "计划 1.txt", "计划 1.txt")
    assert names(found(tmp_path.as_uri())) == ["计划 1.txt"]
