"""Datasets and models brought in and given away: ``synctalk import`` and ``synctalk export``."""
