"""Where a bundled program begins: the window, the command line and the engine are one executable.

``freeze_support`` comes first: a child that multiprocessing starts is this executable again, and
without it each child would open a window of its own.
"""

import multiprocessing
import sys

if __name__ == "__main__":
    multiprocessing.freeze_support()
    from synctalk_gui.launch import main

    sys.exit(main())
