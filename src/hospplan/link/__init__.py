"""From facts to a plan: ids, joins, tasks and their targets."""

from hospplan.link.facts import link
from hospplan.link.ledger import link_numbers

__all__ = ["link", "link_numbers"]
