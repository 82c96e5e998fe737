"""What a run came to, for people and for the systems that run it: totals, summary.md, JUnit XML."""
