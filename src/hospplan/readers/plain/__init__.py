"""Plain text and Markdown: characters, lines, paragraphs, tables."""
