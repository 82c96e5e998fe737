import hmac
import json
import struct
import sys
import zipfile
from base64 import b85decode
from collections.abc import Sequence
from hashlib import pbkdf2_hmac, sha256
from pathlib import Path, PurePosixPath
from zlib import crc32

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from hospplan.batch.inputs.find import Found, find_documents
from hospplan.batch.inputs.input import Input, Member
from hospplan.batch.inputs.names import portable
from hospplan.batch.inputs.reading import hash_input, read_input
from hospplan.errors import DamagedSourceError, EncryptedSourceError, HospplanError, LimitError
from hospplan.limits import DEFAULT_LIMITS, Limits

TEXT = "主要目标\n\n一、主要目标\n床位使用率不低于85%。\n".encode()


def zipped(path: Path, members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def found(*arguments: Path, limits: Limits = DEFAULT_LIMITS) -> Found:
    return find_documents([str(given) for given in arguments], Path("nowhere"), limits=limits)


def names(inputs: Sequence[Input]) -> list[str]:
    return [str(given.name) for given in inputs]


def error(given: Input, limits: Limits = DEFAULT_LIMITS, password: str | None = None) -> HospplanError:
    given = Input.from_json(json.loads(json.dumps(given.to_json())))  # as a worker has it
    with pytest.raises(HospplanError) as caught:
        read_input(given, limits, password=password)
    return caught.value


def raw(names: Sequence[bytes], *, flags: int = 0, extra: bytes = b"", data: bytes = TEXT) -> bytes:
    """An archive of stored members as any program may write it."""
    body, directory = b"", b""
    for name in names:
        fields = (flags, 0, 0, 0, crc32(data), len(data), len(data), len(name))
        head = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, *fields, 0)
        directory += struct.pack("<4s6H3I2H", b"PK\x01\x02", 20, 20, *fields, len(extra))
        directory += struct.pack("<3H2I", 0, 0, 0, 0, len(body)) + name + extra
        body += head + name + data
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, len(names), len(names), len(directory), len(body), 0)
    return body + directory + end


def test_each_document_of_an_archive_is_an_input_after_the_rules_of_folders(tmp_path: Path) -> None:
    path = zipped(
        tmp_path / "plans.zip",
        {
            "2023/计划.txt": TEXT,
            "b.docx": b"b",
            "2023/": b"",
            "a/~$b.docx": b"lock",
            ".hidden/a.docx": b"x",
            "__MACOSX/._b.docx": b"x",
            "photo.jpg": b"x",
        },
    )
    result = found(tmp_path)
    assert names(result.inputs) == ["plans.zip/2023/计划.txt", "plans.zip/b.docx"]
    assert [str(name) for name in result.passed_over] == ["plans.zip/photo.jpg"]
    plan = result.inputs[0]
    assert (plan.shown, plan.where, plan.size) == ("计划.txt", f"{path}/2023/计划.txt", len(TEXT))
    assert read_input(plan) == TEXT
    assert hash_input(plan) == (sha256(TEXT).hexdigest(), len(TEXT))
    # named, in a folder, by a pattern: the same names
    assert names(found(path).inputs) == names(result.inputs) == names(found(tmp_path / "*.zip").inputs)


def test_what_is_a_document_in_a_zip_archive_is_one_document_whatever_it_is_called(tmp_path: Path) -> None:
    for name, members in {
        "plan.zip": {"[Content_Types].xml": b"", "word/document.xml": b""},
        "ofd.zip": {"OFD.xml": b""},
        "odt.zip": {"mimetype": b"", "content.xml": b""},
        "of-a-folder-word.zip": {"word/document.txt": TEXT},
        "plan.docx": {"a.txt": TEXT},
    }.items():
        zipped(tmp_path / name, members)
    assert names(found(tmp_path).inputs) == [
        "odt.zip",
        "of-a-folder-word.zip/word/document.txt",
        "ofd.zip",
        "plan.docx",
        "plan.zip",
    ]


def test_a_named_archive_is_known_by_its_content(tmp_path: Path) -> None:
    path = zipped(tmp_path / "upload-4711", {"a.txt": TEXT})
    assert names(found(path).inputs) == ["upload-4711/a.txt"]
    (tmp_path / "upload-4712").write_bytes(b"PK\x03\x04 and no more")
    assert names(found(tmp_path / "upload-4712").inputs) == ["upload-4712"]


GBK = "2023年/云州市第三人民医院计划.txt"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (raw([GBK.encode("gbk")]), [GBK]),  # Windows
        (raw([GBK.encode()]), [GBK]),  # macOS
        (raw([GBK.encode()], flags=0x800), [GBK]),
        (raw([GBK.encode("gbk")], flags=0x800), [GBK]),  # a flag that lies
        (raw([GBK.encode("gbk"), b"a.txt"]), [GBK, "a.txt"]),
        (raw(["caf\u00e9.txt".encode("cp437")]), ["caf\u00e9.txt"]),
        # every character of this name is UTF-8 too: two bytes each
        (raw(["\u9686\u8d38.txt".encode("gbk")]), ["\u9686\u8d38.txt"]),
        (
            raw(
                [b"?.txt\xff"],
                extra=(field := b"\x01" + crc32(b"?.txt\xff").to_bytes(4, "little") + "计划.txt".encode())
                and struct.pack("<2H", 0x7075, len(field)) + field,
            ),
            ["计划.txt"],
        ),
        (
            raw(
                ["新.txt".encode("gbk")],
                extra=(
                    field := b"\x01" + crc32("旧.txt".encode("gbk")).to_bytes(4, "little") + "旧.txt".encode()
                )
                and struct.pack("<2H", 0x7075, len(field)) + field,
            ),
            ["新.txt"],  # renamed by a program that did not know the field
        ),
    ],
)
def test_names_are_read_in_the_code_that_they_are_written_in(
    data: bytes, expected: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "plans.zip"
    path.write_bytes(data)
    result = found(path)
    assert sorted(names(result.inputs)) == sorted(f"plans.zip/{name}" for name in expected)
    assert {read_input(given) for given in result.inputs} == {TEXT}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a/b.txt", "a/b.txt"),
        (r"2023\计划.txt", "2023/计划.txt"),
        ("/etc/passwd.txt", "etc/passwd.txt"),
        ("../../a.txt", "a.txt"),
        (r"..\a.txt", "a.txt"),
        ("a/../../b.txt", "a/b.txt"),
        (r"C:\计划\a.txt", "计划/a.txt"),
        ("c:a.txt", "a.txt"),
        (r"\\server\share\a.txt", "server/share/a.txt"),
        ("a\n\x1b[31mb.txt", "a__[31mb.txt"),
        ("a\x00.txt", "a_.txt"),
        ('a?*<>|":.txt', "a_______.txt"),
        ("CON.txt", "_CON.txt"),
        ("nul", "_nul"),
        ("com1/plan.txt", "_com1/plan.txt"),
        ("console.txt", "console.txt"),
        ("a. /b. .txt", "a__/b. .txt"),
        ("plan.txt.", "plan.txt_"),
        ("...", "___"),
        ("a/./b//c.txt", "a/b/c.txt"),
    ],
)
def test_a_name_from_a_stranger_stays_below_the_output_and_can_be_made_everywhere(
    name: str, expected: str
) -> None:
    assert portable(name) == PurePosixPath(expected)


@pytest.mark.parametrize("name", ["", "/", "..", r"..\..", "C:"])
def test_a_name_of_nothing_is_none(name: str) -> None:
    assert portable(name) is None


def test_members_whose_names_meet_all_have_their_own(tmp_path: Path) -> None:
    path = tmp_path / "plans.zip"
    path.write_bytes(
        raw(
            [b"a.txt", b"a.txt", b"A.TXT", b"../a.txt", "caf\u00e9.txt".encode(), "cafe\u0301.txt".encode()],
            flags=0x800,
        )
    )
    result = found(path)
    assert names(result.inputs) == [
        "plans.zip/A.TXT",
        "plans.zip/a.txt (2)",
        "plans.zip/a.txt (3)",
        "plans.zip/a.txt (4)",
        "plans.zip/cafe\u0301.txt",
        "plans.zip/caf\u00e9.txt (2)",
    ]
    # what decides between text and Markdown is the name that it had
    assert [given.shown for given in result.inputs[:4]] == ["A.TXT", "a.txt", "a.txt", "a.txt"]
    assert [read_input(given) for given in result.inputs] == [TEXT] * 6


def test_an_archive_in_an_archive_is_told(tmp_path: Path) -> None:
    inner = zipped(tmp_path / "inner.zip", {"a.txt": TEXT}).read_bytes()
    (tmp_path / "inner.zip").unlink()
    result = found(zipped(tmp_path / "plans.zip", {"科室/inner.zip": inner}))
    assert names(result.inputs) == ["plans.zip/科室/inner.zip"]
    assert read_input(result.inputs[0]) == inner  # the readers refuse it, and say what to do


def test_an_archive_without_documents_is_passed_over(tmp_path: Path) -> None:
    result = found(zipped(tmp_path / "photos.zip", {"a.jpg": b"x"}), zipped(tmp_path / "none.zip", {}))
    assert result.inputs == ()
    assert [str(name) for name in result.passed_over] == ["none.zip", "photos.zip/a.jpg", "photos.zip"]


AGAIN = "make the archive anew, or copy or download it again"


@pytest.mark.parametrize(
    ("data", "code", "message"),
    [
        (b"", "empty", f"the archive is empty (0 bytes); {AGAIN}"),
        (
            raw([b"a.txt"])[:60],
            "damaged",
            f"the archive is damaged: it is cut off: the directory at its end is missing; {AGAIN}",
        ),
        (
            b"plan",
            "damaged",
            f"the archive is damaged: it is no zip archive, whatever its name says; {AGAIN}",
        ),
        (
            b"Rar!\x1a\x07\x01\x00",
            "unsupported",
            "it is a RAR archive, which hospplan does not open; unpack it and name the folder",
        ),
        (raw([b"a.txt"])[20:], "damaged", f"the archive is damaged: its directory is cut off; {AGAIN}"),
        (
            raw([b"a.txt"]).replace(b"PK\x05\x06\0\0\0\0\1\0\1\0", b"PK\x05\x06\0\0\0\0\7\0\7\0"),
            "damaged",
            f"the archive is damaged: its directory has 1 entries and tells of 7; {AGAIN}",
        ),
        (
            raw([b"a.txt"]).replace(b"PK\x05\x06\0\0\0\0", b"PK\x05\x06\2\0\0\0"),
            "unsupported",
            "the archive is one part of several; join the parts with the program that made them",
        ),
    ],
)
def test_a_broken_archive_is_one_input_that_fails_and_the_others_go_on(
    data: bytes, code: str, message: str, tmp_path: Path
) -> None:
    (tmp_path / "bad.zip").write_bytes(data)
    zipped(tmp_path / "good.zip", {"a.txt": TEXT})
    bad, good = found(tmp_path).inputs
    assert (str(bad.name), str(good.name)) == ("bad.zip", "good.zip/a.txt")
    caught = error(bad)
    assert (caught.code, str(caught)) == (code, message)
    assert hash_input(bad) == (sha256(data).hexdigest(), len(data))
    assert read_input(good) == TEXT


def test_an_archive_cut_or_flipped_anywhere_gives_documents_or_an_error_of_ours(tmp_path: Path) -> None:
    whole = zipped(tmp_path / "plans.zip", {"a.txt": TEXT, "计划.txt": TEXT * 20}).read_bytes()
    path = tmp_path / "bad.zip"
    broken = [whole[:end] for end in range(len(whole))]
    broken += [whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :] for at in range(len(whole))]
    for data in broken:
        path.write_bytes(data)
        for given in found(path).inputs:
            try:
                read_input(given)
            except HospplanError:
                continue
    assert len(broken) == 2 * len(whole)


def test_bytes_before_an_archive_and_a_comment_behind_it_do_not_matter(tmp_path: Path) -> None:
    path = zipped(tmp_path / "plans.zip", {"a.txt": TEXT})
    with zipfile.ZipFile(path, "a") as archive:
        archive.comment = b"PK\x05\x06 is how it ends"
    path.write_bytes(b"MZ unpacks itself" * 9 + path.read_bytes())
    (given,) = found(path).inputs
    assert read_input(given) == TEXT


def test_an_archive_of_64_bits_is_read(tmp_path: Path) -> None:
    path = tmp_path / "plans.zip"
    with zipfile.ZipFile(path, "w") as archive, archive.open("a.txt", "w", force_zip64=True) as file:
        file.write(TEXT)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(zipfile, "ZIP64_LIMIT", 10)
        patch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 1)
        zipped(tmp_path / "wide.zip", {"a.txt": TEXT, "b.txt": TEXT})
    result = found(tmp_path)
    assert names(result.inputs) == ["plans.zip/a.txt", "wide.zip/a.txt", "wide.zip/b.txt"]
    assert [read_input(given) for given in result.inputs] == [TEXT] * 3


def test_a_member_of_a_large_archive_costs_no_second_look_at_its_directory(tmp_path: Path) -> None:
    path = zipped(tmp_path / "plans.zip", {f"{number}.txt": TEXT for number in range(3_000)})
    last = found(path).inputs[-1]
    data = bytearray(path.read_bytes())
    at = data.rfind(b"PK\x01\x02")
    data[at:] = bytes(len(data) - at)  # no directory is left
    path.write_bytes(data)
    assert read_input(last) == TEXT


# Locks


def locked(path: Path, password: bytes) -> Path:
    """An archive locked in the traditional way, written by the rules of APPNOTE 6.1 from the other side."""
    table = [0] * 256
    for value in range(256):
        row = value
        for _ in range(8):
            row = row >> 1 ^ (0xEDB88320 if row & 1 else 0)
        table[value] = row
    keys = [0x12345678, 0x23456789, 0x34567890]

    def update(byte: int) -> None:
        keys[0] = keys[0] >> 8 ^ table[(keys[0] ^ byte) & 0xFF]
        keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = keys[2] >> 8 ^ table[(keys[2] ^ keys[1] >> 24) & 0xFF]

    for byte in password:
        update(byte)
    crc = crc32(TEXT)
    out = bytearray()
    for byte in bytes(11) + bytes([crc >> 24]) + TEXT:
        pair = keys[2] & 0xFFFF | 2
        out.append(byte ^ (pair * (pair ^ 1) >> 8) & 0xFF)
        update(byte)
    sizes = (crc, len(out), len(TEXT), 5)
    body = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 1, 0, 0, 0, *sizes, 0) + b"a.txt" + out
    directory = (
        struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 1, 0, 0, 0, *sizes, 0, 0, 0, 0, 0, 0) + b"a.txt"
    )
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1, 1, len(directory), len(body), 0)
    path.write_bytes(body + directory + end)
    return path


@pytest.mark.parametrize("code", ["ascii", "utf-8", "gbk"])
def test_a_locked_archive_is_opened_by_its_password(code: str, tmp_path: Path) -> None:
    password = "yunzhou2023" if code == "ascii" else "云州"
    path = locked(tmp_path / "plans.zip", password.encode(code))
    with zipfile.ZipFile(path) as archive:  # as another program sees it
        assert archive.read("a.txt", password.encode(code)) == TEXT
    (given,) = found(path).inputs
    assert read_input(given, password=password) == TEXT
    assert hash_input(given, password=password) == (sha256(TEXT).hexdigest(), len(TEXT))
    caught = error(given)
    assert isinstance(caught, EncryptedSourceError)
    assert (
        str(caught) == "the archive is locked with a password; give it with --password, or unpack the archive"
    )
    wrong = {str(error(given, password=f"wrong{number}")) for number in range(20)}
    assert wrong == {"the password does not open the archive; give the right one with --password"}


KEYS = {"aes": "云州2023", "wrong": "云州", "many": "geheim"}
BY_AES = {
    "128 bits, AE-1": (
        b"P)h>@6aWDLV*pxweqE>JUu;eQ002M$000F53jkp*ba-?DnFjy?06|3o2mrzX8J`i%NblGJOO}dft7r)|9vB)c&?0G4"
        b"ZNRM%Y%dW7mH6^g2>#4R26Nc<&YTzzO{5rqKr1tk;11UdM1C10z=)45%y9gQLTT@#P)h*<6ay3h0RUqFT6}(8r{rI3"
        b"P5=M^KmY&$1po^G0000000000fB^si003bwba-?DnFjy?06|3o2mnw^1qJ{B000310RTP#004Xd00000"
    ),
    "192 bits, AE-2": (
        b"P)h>@6aWDLV*pxweq8_n002?|002M$000F53jkp*ba-?DnFjy@06|3p2mo3}zpYQMW19K4T6qu!(ovTbomK<99wt!v"
        b"?OHOI7^V0!jwEF&47H-hnaN{x^f<ve*G&pP*Gm;euI;E(n4eHQmc6Is5|Q6Cp1}qhB2T=5P)h*<6ay3h0RUqFT6}(8"
        b"00000QUCw|KmY&$1po^G0000000000fB^si003bwba-?DnFjy@06|3p2mnw^1qJ{B000310RTP#004jh00000"
    ),
    "256 bits, AE-2": (
        b"P)h>@6aWDLV*pxweq8_n00341002M$000F53jkp*ba-?DnFjy@06|3q2mnDR9ho@S`_ZGq{AS%S9@Qc*PpxAN#QOML"
        b"H#Ssh-}HnuUp8^Pb!`~PX*;$##?|#VtG>L0)c)6d?EC()3k@d4O6c0f(3#n>qV99?u`WCCo-!n_P)h*<6ay3h0RUqF"
        b"T6}(800000RsaA1KmY&$1po^G0000000000fB^si003bwba-?DnFjy@06|3q2mnw^1qJ{B000310RTP#004vl00000"
    ),
}
"""Archives of a.txt that another program (pyzipper) locked by AES with 云州2023, in the digits of base 85."""


@pytest.mark.parametrize("kind", BY_AES)
def test_an_archive_locked_by_aes_is_opened_by_its_password(kind: str, tmp_path: Path) -> None:
    whole = b85decode(BY_AES[kind])
    path = tmp_path / "plans.zip"
    path.write_bytes(whole)
    (given,) = found(path).inputs
    given = Input.from_json(json.loads(json.dumps(given.to_json())))
    assert read_input(given, password=KEYS["aes"]) == TEXT
    assert str(error(given)).startswith("the archive is locked with a password; give it with --password")
    assert str(error(given, password=KEYS["wrong"])) == (
        "the password does not open the archive; give the right one with --password"
    )
    at = whole.index(b"PK\x01\x02") - 15  # in the content, before its seal
    path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
    changed = error(given, password=KEYS["aes"])
    assert changed.code == "damaged"


def test_a_document_locked_by_aes_is_opened_over_many_pieces(tmp_path: Path) -> None:
    content = bytes(range(256)) * 4000
    strength, salt = 3, b"0123456789abcdef"
    keys = pbkdf2_hmac("sha1", KEYS["many"].encode(), salt, 1000, 66)
    cipher = Cipher(algorithms.AES(keys[:32]), modes.ECB()).encryptor()  # noqa: S305  (of counters)
    mask = b"".join(cipher.update((1 + at).to_bytes(16, "little")) for at in range(len(content) // 16))
    hidden = bytes(a ^ b for a, b in zip(content, mask, strict=True))
    data = salt + keys[64:] + hidden + hmac.digest(keys[32:64], hidden, "sha1")[:10]
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    member = Member(0, len(data), len(content), 0, 0, 1, aes=strength)
    head = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 1, 99, 0, 0, 0, 0, 0, 0, 0)
    path.write_bytes(head + data)
    given = Input(path, PurePosixPath("a.txt"), member=member)
    assert read_input(given, password=KEYS["many"]) == content
    path.write_bytes(head + data[:-1] + bytes([data[-1] ^ 1]))
    assert str(error(given, password=KEYS["many"])) == (
        "the document in the archive is damaged: it was changed after it was locked"
    )


# Bombs


def test_a_document_over_the_limit_is_not_unpacked(tmp_path: Path) -> None:
    limits = Limits(file_bytes=1000)
    small, large = found(
        zipped(tmp_path / "a.zip", {"large.txt": b"x" * 1001, "large.doc": b"y" * 1000})
    ).inputs
    assert read_input(small, limits) == b"y" * 1000
    caught = error(large, limits)
    assert isinstance(caught, LimitError)
    assert str(caught) == "the document unpacks to over 1,000 bytes; split it"
    with pytest.raises(LimitError):
        hash_input(large, limits)


def test_a_document_as_dense_as_none_is_not_unpacked(tmp_path: Path) -> None:
    (given,) = found(zipped(tmp_path / "a.zip", {"a.txt": bytes(50 * 2**20)})).inputs
    assert str(error(given)) == (
        "the document unpacks to over 1,000 times its size, as none does; leave it out"
    )


def lying(path: Path, data: bytes, size: int) -> Path:
    """An archive whose directory says *size* of what unpacks to *data*."""
    zipped(path, {"a.txt": data})
    whole = path.read_bytes()
    path.write_bytes(whole.replace(len(data).to_bytes(4, "little"), size.to_bytes(4, "little")))
    return path


@pytest.mark.parametrize(
    ("size", "told"),
    [
        (1000, "it is longer than the directory of the archive says"),
        (40 * 2**20, "it is cut off"),
    ],
)
def test_a_directory_that_lies_about_a_size_is_found_out(size: int, told: str, tmp_path: Path) -> None:
    (given,) = found(lying(tmp_path / "a.zip", b"ab" * 2**20, size)).inputs
    caught = error(given, Limits(ratio=10**6))
    assert isinstance(caught, DamagedSourceError)
    assert str(caught) == f"the document in the archive is damaged: {told}; {AGAIN}"


def test_members_that_share_their_bytes_are_refused_as_a_whole(tmp_path: Path) -> None:
    """As in D. Fifield's bomb: each member quotes the local headers of those behind it."""
    whole = raw([b"a.txt", b"b.txt"])
    at = whole.index(b"PK\x01\x02", whole.index(b"PK\x01\x02") + 1)
    first = int.from_bytes(whole[at + 42 : at + 46], "little")
    assert first > 0
    path = tmp_path / "bomb.zip"
    path.write_bytes(whole[: at + 42] + bytes(4) + whole[at + 46 :])
    (given,) = found(path).inputs
    assert str(error(given)) == (
        f"the archive is damaged: its members overlap, as in an archive that is made to fill a disk; {AGAIN}"
    )


def test_an_archive_of_too_many_members_or_bytes_is_refused_as_a_whole(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.txt": TEXT, "b.txt": TEXT})
    (many,) = found(path, limits=Limits(archive_members=1)).inputs
    assert str(error(many)) == "the archive has over 1 members; unpack it"
    (large,) = found(path, limits=Limits(archive_bytes=100)).inputs
    assert str(error(large)) == "the archive unpacks to over 100 bytes; unpack it and name the folder"
    whole = path.read_bytes()
    at = whole.index(b"PK\x05\x06")
    path.write_bytes(whole[: at + 8] + b"\1\0\1\0" + whole[at + 12 :])  # says one, has two
    (lie,) = found(path, limits=Limits(archive_members=1)).inputs
    assert str(error(lie)) == "the archive has over 1 members; unpack it"


@pytest.mark.parametrize(("method", "way"), [(zipfile.ZIP_BZIP2, "bzip2"), (zipfile.ZIP_LZMA, "LZMA")])
def test_what_is_packed_in_another_way_is_told(method: int, way: str, tmp_path: Path) -> None:
    (given,) = found(zipped(tmp_path / "a.zip", {"a.txt": TEXT}, method)).inputs
    assert str(error(given)) == (
        f"the archive is packed by {way}, which hospplan does not unpack; "
        "unpack it and name the folder, or pack it as an ordinary zip"
    )


def test_a_link_in_an_archive_is_not_followed(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("plan.txt")
    info.create_system = 3
    info.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(info, "/etc/passwd")
    result = found(tmp_path / "a.zip")
    assert result.inputs == ()
    assert [str(name) for name in result.passed_over] == ["a.zip/plan.txt", "a.zip"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such right")
def test_an_archive_that_may_not_be_opened_is_an_input_that_fails_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = zipped(tmp_path / "a.zip", {"a.txt": TEXT})

    def denied(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", denied)
        result = found(path)
    assert names(result.inputs) == ["a.zip"]
