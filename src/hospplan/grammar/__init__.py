"""The kit that phrases are written in: rules with examples, named fragments, scanning."""
