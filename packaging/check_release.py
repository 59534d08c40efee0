"""Is everything named for this release? ``python packaging/check_release.py v0.1.0``

The version stands in one place, ``synctalk_engine/__init__.py``; the tag has to be that, and
CHANGELOG.md has to have a section on it. ``--notes FILE`` writes that section there.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import bundle_parts as parts


def main(argv: list[str]) -> int:
    """Exit code: 3 with a sentence where something does not fit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tag")
    parser.add_argument("--notes", type=Path)
    options = parser.parse_args(argv)
    changelog = (parts.ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    complaint = complaint_about(options.tag, changelog)
    if complaint:
        print(complaint, file=sys.stderr)
        return 3
    if options.notes:
        options.notes.write_text(section(changelog, parts.version()), encoding="utf-8")
    return 0


def complaint_about(tag: str, changelog: str) -> str:
    """What does not fit; empty where all does."""
    version = parts.version()
    if tag != f"v{version}":
        return f"The tag is {tag}, but synctalk_engine/__init__.py says {version}."
    if not section(changelog, version).strip():
        return f"CHANGELOG.md has no section on {version}."
    if re.search(rf"^## {re.escape(version)} \(unreleased\)", changelog, re.MULTILINE):
        return f"CHANGELOG.md calls {version} unreleased; put the day there."
    return ""


def section(changelog: str, version: str) -> str:
    """The text below a version's heading; empty where there is none."""
    pattern = rf"^## {re.escape(version)}\b[^\n]*\n(.*?)(?=^## |\Z)"
    found = re.search(pattern, changelog, re.MULTILINE | re.DOTALL)
    return found[1].strip() + "\n" if found else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
