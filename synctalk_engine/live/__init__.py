"""``synctalk render --live``: a model that speaks while the audio comes in."""
