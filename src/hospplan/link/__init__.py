"""From facts to a plan: ids, joins, tasks and their targets."""
