"""Playback and recording in the window. Only this package uses QtMultimedia."""
