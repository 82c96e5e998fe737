"""A page as a picture: turned upright, its seals, rules and text lines found, its characters recognised, as ink."""
