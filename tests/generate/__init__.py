"""
Documents with known truth, composed from a grammar by a seed.

    sketch = sketch_of(7)                   which pieces, from which seeds
    sample = compose(sketch)                notation and truth
    data = render(sample, "docx")           the file
    compare(sample, parse_bytes(data, …))   what was found, missed and made up

Written from docs/contract.md and from how officials write, never from the rules that are measured by it.
`python -m tests.generate --documents 200` prints the table.
"""
