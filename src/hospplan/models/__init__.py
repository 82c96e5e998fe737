"""The types that the rooms meet in. They know nothing but themselves."""
