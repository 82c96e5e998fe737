"""A page as ink: glyphs and rules in their places, made into lines, tables and paragraphs, whatever the format."""
