"""What went wrong, as one line for the person who can mend it."""

from hospplan.cli.catalogue import Catalogue
from hospplan.errors import HospplanError, MissingPartError
from hospplan.text.visible import visible


class CallError(Exception):
    """The call was wrong: exit status 2. Shown as one line."""

    def __init__(self, key: str, *, mend: str | None = None, **details: object) -> None:
        """
        Name the message.

        Args:
            key: `what.KEY` and, unless *mend* is given, `mend.KEY` of the catalogue.
            mend: Another key under `mend.`.
            details: What fills the places of both.
        """
        super().__init__(key)
        self.key = key
        self.mend = mend or key
        self.details = details

    def shown(self, catalogue: Catalogue) -> str:
        """The line, in the language of *catalogue*."""
        return one_line(
            catalogue.say(
                "line.error",
                what=catalogue.say(f"what.{self.key}", **self.details),
                mend=catalogue.say(f"mend.{self.mend}", **self.details),
            )
        )


def explain(file: str, error: Exception, catalogue: Catalogue) -> str:
    """The line for a document that failed: file, what is wrong, what to do."""
    what, mend = _what_and_mend(error, catalogue)
    return one_line(catalogue.say("line.file", file=file, what=what, mend=mend))


def problem(argument: str, kind: str, catalogue: Catalogue) -> str:
    """The line for an argument that stands for no document; *kind* is a `batch.inputs.find.Problem`."""
    return one_line(
        catalogue.say(
            "line.file",
            file=argument,
            what=catalogue.say(f"what.{kind}"),
            mend=catalogue.say(f"mend.{kind}"),
        )
    )


def of_call(error: HospplanError, catalogue: Catalogue) -> str:
    """The line for an error of ours where no document is at fault."""
    what, mend = _of_ours(error, catalogue)
    return one_line(catalogue.say("line.error", what=what, mend=mend))


def unexpected(error: BaseException, catalogue: Catalogue) -> str:
    """The line for an error that hospplan did not foresee, where no document is at fault."""
    details = {"kind": type(error).__name__, "detail": str(error) or "-"}
    return one_line(
        catalogue.say(
            "line.error",
            what=catalogue.say("what.unexpected", **details),
            mend=catalogue.say("mend.unexpected"),
        )
    )


def of_system(error: OSError, catalogue: Catalogue) -> str:
    """The line for what the system refused, where no document is at fault: a full disk."""
    detail = ": ".join(str(x) for x in (error.filename, error.strerror or error) if x)
    return one_line(
        catalogue.say(
            "line.error", what=catalogue.say("what.system", detail=detail), mend=catalogue.say("mend.system")
        )
    )


def not_written(file: str, error: OSError) -> CallError:
    """What an output that can't be written comes to."""
    match error:
        case PermissionError():
            return CallError("held-open", file=file)
        case IsADirectoryError():
            return CallError("output-is-folder", file=file)
        case _:
            return CallError("not-written", file=file, detail=error.strerror or str(error))


def one_line(text: str) -> str:
    """The same without line breaks and other characters that act on a screen, which a file name can hold."""
    return visible(" ".join(text.split()))


def _what_and_mend(error: Exception, catalogue: Catalogue) -> tuple[str, str]:
    match error:
        case HospplanError():
            return _of_ours(error, catalogue)
        case FileNotFoundError():
            key = "missing"
        case IsADirectoryError():
            key = "folder"
        case PermissionError():
            key = "denied"
        case OSError():
            detail = error.strerror or str(error)
            return catalogue.say("what.system", detail=detail), catalogue.say("mend.system")
        case _:
            details = {"kind": type(error).__name__, "detail": str(error) or "-"}
            return catalogue.say("what.unexpected", **details), catalogue.say("mend.unexpected")
    return catalogue.say(f"what.{key}"), catalogue.say(f"mend.{key}")


def _of_ours(error: HospplanError, catalogue: Catalogue) -> tuple[str, str]:
    code = error.code if f"what.{error.code}" in catalogue.messages else HospplanError.code
    details = {"extra": error.extra} if isinstance(error, MissingPartError) else {}
    what, mend = catalogue.say(f"what.{code}"), catalogue.say(f"mend.{code}", **details)
    if catalogue.language == "en":
        return error.message or what, error.mend or mend
    # the errors speak English: their kind is said in Chinese, the detail stays beside it
    return f"{what}（{error.message}）" if error.message else what, mend
