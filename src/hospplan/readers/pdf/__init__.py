"""PDF: the file, its streams and objects, each page as ink."""
