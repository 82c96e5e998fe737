"""Exit statuses of a run that was done."""

DONE = 0
FLAWED = 1
"""Done, but a document failed, a quote was wrong or a finding reached --fail-on."""
CALL_WRONG = 2
NOTHING_READ = 3
