"""Web pages: the tree, its lines, the article among what a site puts around it."""
