"""From bytes to a source: one file a format."""
