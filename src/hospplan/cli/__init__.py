"""The command line: arguments, screen tables, progress, exit codes; no rule about documents."""
