"""Audio in the window: playing clips and videos, recording speech. All of QtMultimedia is here."""
