"""Excel workbooks, new and old: shown sheets as documents."""
