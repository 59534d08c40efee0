"""``python -m synctalk_engine``: the command line."""

from synctalk_engine.cli.app import main

if __name__ == "__main__":
    main()
