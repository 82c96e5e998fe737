"""Word documents: the package and its XML, walked in document order."""
