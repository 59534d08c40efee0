"""Options of ``synctalk serve``."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from synctalk_engine.protocol.options.option import Option, Options

DEFAULT_PORT = 8765


class ServeOptions(Options):
    """``synctalk serve``."""

    host: Annotated[
        str,
        Option(
            "Host",
            "Address to listen on.",
            cli_help="Any other than 127.0.0.1 can be reached from the network.",
        ),
    ] = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535), Option("Port", "Port; 0 takes a free one.")] = (
        DEFAULT_PORT
    )
    token: Annotated[
        str | None,
        Option(
            "Token",
            "What every request has to send as “Authorization: Bearer TOKEN”.",
            default_note="a random one, printed at the start",
        ),
    ] = None
    jobs: Annotated[
        int, Field(ge=1, le=64), Option("Jobs", "How many jobs run at the same time.")
    ] = 1
    max_upload_mb: Annotated[
        int, Field(ge=1), Option("Largest upload", "Largest file that is taken, in MB.")
    ] = 20_000
