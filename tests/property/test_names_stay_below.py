"""Whatever a stranger calls a file, its output lies below OUT, can be made on every system, and meets no other."""

from pathlib import PurePosixPath, PureWindowsPath
from unicodedata import category, normalize

from hypothesis import given, settings
from hypothesis import strategies as st

from hospplan.batch.inputs.names import output_names, portable

PARTS = st.sampled_from(
    ["..", ".", "", "CON", "nul.txt", "a", "A", "计划.docx", "C:", " ", "a. ", "\u0301", "x" * 300]
)
NAMES = st.one_of(
    st.text(max_size=40),
    st.lists(PARTS, max_size=6).map("/".join),
    st.lists(PARTS, max_size=6).map("\\".join),
)


@settings(deadline=None)
@given(NAMES)
def test_a_portable_name_stays_below_and_is_one_on_every_system(name: str) -> None:
    made = portable(name)
    if made is None:
        return
    assert not made.is_absolute()
    assert made.parts
    for part in made.parts:
        assert part not in {"", ".", ".."}
        assert not part.endswith((" ", "."))
        assert not set(part) & set('<>:"/\\|?*')
        assert not any(category(character) in {"Cc", "Cs"} for character in part)
        assert not PureWindowsPath(part).is_reserved()
    assert PureWindowsPath(made).parts == made.parts
    assert portable(str(made)) == made
    str(made).encode()


@settings(deadline=None)
@given(st.lists(NAMES, max_size=12))
def test_no_two_outputs_have_one_name(names: list[str]) -> None:
    given_names = [name for name in map(portable, names) if name is not None]
    made = list(output_names(given_names))
    assert len(made) == len(given_names)
    for form in ("NFC", "NFD"):
        assert len({normalize(form, str(name)).casefold() for name in made}) == len(made)
    for name in made:
        assert all(len(part.encode()) <= 230 for part in name.parts)
        assert isinstance(name, PurePosixPath)
    assert list(output_names(made)) == made
