"""From a plan to what other programs and people read."""
