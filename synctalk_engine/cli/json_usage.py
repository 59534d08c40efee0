"""Wrong usage under ``--json``: one JSON line on standard output instead of a text box."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Any

import typer
from typer.core import TyperGroup

JSON_FLAG = "--json"


class Group(TyperGroup):
    """The program's commands. Like any other group of Typer, but for errors under ``--json``."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Parse the command line and run the command; see click's ``Command.main``."""
        given = sys.argv[1:] if args is None else list(args)
        rest = (prog_name, complete_var)
        if not standalone_mode or JSON_FLAG not in given:
            return super().main(args, *rest, standalone_mode, windows_expand_args, **extra)
        try:
            code = super().main(args, *rest, False, windows_expand_args, **extra)
        except typer.Abort:
            sys.exit(1)
        except Exception as error:
            if not _is_usage_error(error):
                raise
            print(json.dumps(usage_error(error), ensure_ascii=False), flush=True)
            sys.exit(error.exit_code)  # type: ignore[attr-defined]
        sys.exit(code if isinstance(code, int) else 0)


def usage_error(error: Any) -> dict[str, Any]:
    """The error event of a wrong command line."""
    context = getattr(error, "ctx", None)
    hint = f"See “{context.command_path} --help”." if context is not None else ""
    message = error.format_message()
    return {
        "type": "error",
        "code": "usage",
        "message": message,
        "hint": hint,
        "params": {"problem": message},
    }


def _is_usage_error(error: Exception) -> bool:
    # By its form: some versions of Typer carry a click of their own, others use the package.
    return hasattr(error, "format_message") and hasattr(error, "exit_code")
