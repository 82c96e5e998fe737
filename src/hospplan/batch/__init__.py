"""Many documents: finding them, running them."""
