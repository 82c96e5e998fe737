"""Whether a file that hospplan wrote is what it should be: well formed, by its schema, quotes and joins in order."""
