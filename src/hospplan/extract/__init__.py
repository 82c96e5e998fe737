"""From a document to facts: measures, tasks, owners."""

from hospplan.extract.facts import extract
from hospplan.extract.ledger import account

__all__ = ["account", "extract"]
