"""Small languages, one a file: its rules, its reader, its errors."""
