"""Many videos prepared in one go: ``synctalk batch-preprocess``."""
