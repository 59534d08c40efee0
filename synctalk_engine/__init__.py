"""The headless engine of SyncTalk Studio: everything but the window. It never imports Qt."""

import os

__version__ = "0.1.0"

# OpenCV takes memory for as many pixels as a picture states, a billion by default. It reads this
# when it is loaded. As media.container.MAX_PICTURE_PIXELS.
os.environ.setdefault("OPENCV_IO_MAX_IMAGE_PIXELS", str(1 << 27))

# NumPy and SciPy solve thousands of small systems here, each with as many threads as there are
# cores. Waiting for each other beside torch's threads, they were 25 times slower than one alone.
# Their OpenBLAS reads this when it is loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# Pydantic would read the description of every installed package to look for its plugins, at each
# start of a process. There are none for this program.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
