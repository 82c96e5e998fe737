"""Tables of words, read by `hospplan.lexicon`."""
