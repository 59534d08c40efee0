"""The headless engine of SyncTalk Studio: everything but the window. It never imports Qt."""

__version__ = "0.1.0"
