"""
Documents with known truth, composed from a grammar by a seed; see README.md.

    sketch = sketch_of(7)                   which pieces, from which seeds
    sample = compose(sketch)                notation and truth
    data = render(sample, "docx")           the file
    compare(sample, parse_bytes(data, …))   what was found, missed and made up
"""
