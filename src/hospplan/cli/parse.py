"""`hospplan parse`: how a document is built."""

from collections.abc import Callable
from typing import Literal

from hospplan.cli.options import (
    DocEngine,
    Files,
    HeadersLanguage,
    LexiconFolder,
    OutputFile,
    ParseForm,
    Password,
    TableEngine,
    Verify,
    choose_form,
    choose_headers,
)
from hospplan.cli.terminal import Terminal, output_to

_FORMS: tuple[Literal["tree", "json", "md"], ...] = ("tree", "json", "md")


def parse(
    files: Files,
    form: ParseForm = None,
    output: OutputFile = None,
    headers: HeadersLanguage = None,
    lexicon: LexiconFolder = None,
    verify: Verify = False,
    password: Password = None,
    table_engine: TableEngine = None,
    doc_engine: DocEngine = None,
) -> Callable[[Terminal], int]:
    """The run that a call of `parse` asks for."""

    def run(terminal: Terminal) -> int:
        from hospplan.batch.inputs.find import find_files  # noqa: PLC0415
        from hospplan.cli.session import How, Session, labels  # noqa: PLC0415

        chosen = choose_form(form, output, _FORMS)
        language = choose_headers(headers, "zh")
        found = find_files(files)
        target = output_to(output, [given.path for given in found.inputs if given.path is not None])
        chosen = chosen or ("tree" if target.is_screen else "json")
        session = Session(
            terminal,
            How.of(
                lexicon, verify=verify, password=password, table_engine=table_engine, doc_engine=doc_engine
            ),
        )
        named = labels(found)
        match chosen:
            case "json":
                from hospplan.export.to_json import plans_to_json  # noqa: PLC0415

                # one file, one object; several asked for, an array, however many of them can be read
                one = len(found.inputs) + len(found.problems) == 1
                plans = (plan for _, plan in session.plans(found))
                for piece in plans_to_json(plans, is_array=not one):
                    target.data(piece)
            case "md":
                from hospplan.export.rows import Reading  # noqa: PLC0415
                from hospplan.export.to_markdown import to_markdown  # noqa: PLC0415

                for given, plan in session.plans(found):
                    gap = "\n" if session.read > 1 else ""
                    target.data(gap + to_markdown(Reading.of(named[given], plan), language))
            case "tree":
                from hospplan.cli.tree import tree  # noqa: PLC0415

                for given, plan in session.plans(found):
                    gap = "\n" if session.read > 1 else ""
                    target.text(gap + tree(named[given], plan, language, is_screen=target.is_screen))
        if session.read:
            target.finish()
        return session.status()

    return run
