"""Where documents come from: files, folders, patterns, archives, lists, URLs."""
