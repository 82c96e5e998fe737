"""From facts to a plan: ids, joins, tasks and their targets."""

from hospplan.link.facts import link

__all__ = ["link"]
