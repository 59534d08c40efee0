"""``synctalk serve``."""

from __future__ import annotations

import importlib.util
import ipaddress
import secrets
import socket
from typing import Any

from synctalk_engine.cli.choices import JSON
from synctalk_engine.cli.console import guarded, print_json
from synctalk_engine.cli.generated import takes
from synctalk_engine.errors import ServeError
from synctalk_engine.jobs import validated
from synctalk_engine.protocol.options.serve import ServeOptions
from synctalk_engine.workspace.layout import Workspace

MIN_TOKEN_LETTERS = 16


@takes(ServeOptions)
def serve(options: dict[str, Any], as_json: bool = JSON) -> None:
    """Serve this folder's projects to other programs over HTTP."""
    guarded(lambda: _serve(validated(ServeOptions, options), as_json), as_json)


def _serve(options: ServeOptions, as_json: bool) -> None:
    _require_packages()
    _check_token(options)
    listener = _listen(options)
    import uvicorn

    from synctalk_engine.serve.app import Api, create_app
    from synctalk_engine.serve.runner import JobRunner

    token = options.token or secrets.token_urlsafe(24)
    max_bytes = options.max_upload_mb * 1_000_000
    api = Api(Workspace.current(), token, JobRunner(options.jobs), max_bytes)
    app = create_app(api, None if _is_loopback(options.host) else ["*"])
    host, port = listener.getsockname()[:2]
    url = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    if as_json:
        print_json({"type": "serving", "url": url, "token": token})
    else:
        print(f"{url}  (API: {url}/docs)\nToken: {token}", flush=True)
        print(f"Live page: {url}/live#token={token}", flush=True)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False))
    server.run(sockets=[listener])


def _require_packages() -> None:
    """Raise ServeError where the optional packages are not installed."""
    missing = [name for name in ("fastapi", "uvicorn") if importlib.util.find_spec(name) is None]
    if missing:
        raise ServeError("serve_missing", packages=" and ".join(missing))


def _check_token(options: ServeOptions) -> None:
    """Outside this machine a token has to be chosen, and not one that is guessed soon."""
    is_short = options.token is not None and len(options.token) < MIN_TOKEN_LETTERS
    if is_short or (options.token is None and not _is_loopback(options.host)):
        raise ServeError("serve_token", host=options.host, letters=MIN_TOKEN_LETTERS)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _listen(options: ServeOptions) -> socket.socket:
    """A socket that listens.

    Raises:
        ServeError: ``port_unusable``.
    """
    try:
        family = socket.getaddrinfo(options.host, options.port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((options.host, options.port), family=family, backlog=512)
    except (OSError, UnicodeError) as error:
        reason = (getattr(error, "strerror", None) or "it is no address").lower()
        raise ServeError(
            "port_unusable", host=options.host, port=options.port, reason=reason
        ) from error
