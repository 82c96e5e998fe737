"""From a document to facts: measures, tasks, owners."""

from hospplan.extract.facts import extract

__all__ = ["extract"]
