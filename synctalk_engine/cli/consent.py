"""``synctalk consent``."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from synctalk_engine.cli.choices import JSON
from synctalk_engine.cli.console import guarded, print_json
from synctalk_engine.cli.generated import takes
from synctalk_engine.errors import DatasetError
from synctalk_engine.jobs import validated
from synctalk_engine.protocol.options.exchange import ConsentOptions
from synctalk_engine.workspace.consent import read_consent, remove_consent, write_consent
from synctalk_engine.workspace.layout import Workspace


@takes(ConsentOptions)
def consent(options: dict[str, Any], as_json: bool = JSON) -> None:
    """Show or keep the note of consent of the person in a project's video.

    With --person: keep one. Without: show it. It is part of the report.
    """

    def work() -> dict[str, Any]:
        workspace, asked = Workspace.current(), validated(ConsentOptions, options)
        workspace.clip_dir(asked.name)
        if asked.remove:
            _require_alone(asked)
            return {"name": asked.name, "removed": remove_consent(workspace, asked.name)}
        if asked.person is not None:
            file = None if asked.file is None else workspace.resolve(asked.file)
            kept = write_consent(workspace, asked.name, asked.person, asked.date, file)
            return {"name": asked.name, "consent": asdict(kept)}
        _require_alone(asked)
        found = read_consent(workspace, asked.name)
        return {"name": asked.name, "consent": None if found is None else asdict(found)}

    result = guarded(work, as_json)
    if as_json:
        print_json({"type": "result", **result})
    elif "removed" in result:
        print("The note was removed." if result["removed"] else "There was no note.")
    elif result["consent"] is None:
        print("No note of consent.")
    else:
        for key, value in result["consent"].items():
            print(f"{key}: {value or '-'}")


def _require_alone(asked: ConsentOptions) -> None:
    """Raise DatasetError where details were given that would not be kept."""
    if asked.date is not None or asked.file is not None or (asked.remove and asked.person):
        reason = "--date and --file describe a new note, which needs --person and no --remove"
        raise DatasetError("consent_unusable", name=asked.name, reason=reason)
