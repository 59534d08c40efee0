"""``synctalk serve``: a local HTTP API on the same run folders as the window."""
