"""Commands to a running engine process: by standard input or as files in the run's control folder.

Each is one JSON object, ``{"command": "pause", "id": "..."}``; a bare word is taken too.
"""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import BaseModel, ValidationError

CommandName = Literal["pause", "resume", "stop", "save", "sample"]
COMMAND_NAMES: tuple[str, ...] = get_args(CommandName)


class Command(BaseModel):
    """One command; ``id`` comes back in the acknowledgement."""

    command: CommandName
    id: str = ""


def parse_command(text: str) -> Command | None:
    """A command from one line or file; None where it is not one."""
    text = text.strip()
    if text in COMMAND_NAMES:
        return Command(command=text)  # type: ignore[arg-type]
    try:
        return Command.model_validate_json(text)
    except ValidationError:
        return None
