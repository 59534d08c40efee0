"""Many videos preprocessed in one go: ``synctalk batch-preprocess``."""
