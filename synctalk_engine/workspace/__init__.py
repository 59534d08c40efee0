"""What lies on disk: names, paths, state file, runs, preprocessed clips. No torch, no OpenCV, no
Qt."""
