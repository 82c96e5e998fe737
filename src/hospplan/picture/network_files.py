"""Whether the extra that recognises text is installed, and where its networks are; nothing of it is loaded."""

from importlib.util import find_spec
from pathlib import Path

_LIBRARIES = ("rapidocr", "onnxruntime", "cv2", "numpy")


def missing() -> str | None:
    """What is not there that recognition needs; None where nothing lacks."""
    for name in _LIBRARIES:
        if find_spec(name) is None:
            return name
    try:
        network_file("det"), network_file("rec")
    except LookupError as error:
        return str(error)
    return None


def network_file(task: str) -> Path:
    """
    The network for a task (det: where text is, rec: what it says) in the wheel of rapidocr; of several the latest.

    Raises:
        LookupError: The wheel brings none.
    """
    spec = find_spec("rapidocr")
    folder = Path(spec.origin).parent / "models" if spec and spec.origin else None
    found = sorted(folder.glob(f"PP-OCR*_{task}_*.onnx")) if folder else []
    if not found:
        raise LookupError(f"the {task} network of rapidocr")
    return found[-1]
