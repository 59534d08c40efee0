"""What lies on disk: names, paths, state file, runs, prepared clips. No torch, no OpenCV, no Qt."""
