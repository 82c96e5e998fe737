"""Programs of their own that hospplan runs beside itself, each with bounds; they import nothing of hospplan."""
