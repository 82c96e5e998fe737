"""OFD (GB/T 33190): the package, its drawings and texts, each page as ink."""
