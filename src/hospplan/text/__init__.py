"""Text before grammar: folding it, and joining lines to paragraphs."""
