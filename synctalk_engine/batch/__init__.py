"""Many videos or people in one go: ``synctalk batch-preprocess`` and ``synctalk batch``."""
