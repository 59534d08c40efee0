"""Options of the command line alone: no run depends on them."""

from __future__ import annotations

import typer

JSON_HELP = "Events as JSON lines on standard output."
JSON = typer.Option(False, "--json", help=JSON_HELP)
