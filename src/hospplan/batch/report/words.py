"""What a report says in the language of its reader. The words themselves belong to the command line."""

from typing import Protocol

from hospplan.batch.record import Entry


class Words(Protocol):
    """One language."""

    def say(self, key: str, **details: object) -> str:
        """The text of *key*, with its places filled."""

    def reason(self, entry: Entry) -> tuple[str, str]:
        """Of a document that failed: what is wrong, and what to do about it."""
