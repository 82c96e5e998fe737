"""
The parts of a workbook for people: cells and their forms, sheets, what each shows, groups, notes; see `to_xlsx`.

Made of the same rows as all tables, in other columns: what a person wants to see beside each other.
"""
