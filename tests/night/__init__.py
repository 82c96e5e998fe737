"""A night's batch: a collection of documents, good and hostile, and the proof of what `hospplan convert` does with it."""
