"""Folders by path or URL: on this machine or in an object store."""

from hospplan.batch.places.opening import is_url, open_place
from hospplan.batch.places.place import Listed, Place

__all__ = ["Listed", "Place", "is_url", "open_place"]
