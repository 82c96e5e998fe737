"""Documents read in processes of their own: one that crashes, hangs or grows ends alone."""
