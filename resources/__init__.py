"""Icons, styles and translations of the window, found beside this file (also in a bundle)."""

from pathlib import Path

FOLDER = Path(__file__).resolve().parent


def read_text(name: str) -> str:
    """The text of a resource, e.g. ``styles/window.qss``."""
    return (FOLDER / name).read_text(encoding="utf-8")
