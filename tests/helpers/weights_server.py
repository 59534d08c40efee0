"""A publisher of weights on this machine: plain files, and files as the Hugging Face hub has."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


@contextmanager
def weights_server(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Serve the files of a folder by their names, whatever the rest of the address is.

    Yields:
        Its address, and the list of the requests for whole files, which grows.
    """
    downloads: list[str] = []

    class Publisher(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self._answer()

        def do_GET(self) -> None:
            content = self._answer()
            if content is not None:
                downloads.append(self.path.rpartition("/")[2])
                self.wfile.write(content)

        def _answer(self) -> bytes | None:
            path = folder / self.path.rpartition("/")[2]
            if not path.is_file():
                self.send_error(404)
                return None
            content = path.read_bytes()
            self.send_response(200)
            self.send_header("Content-Length", str(len(content)))
            self.send_header("ETag", f'"{hashlib.sha256(content).hexdigest()}"')
            self.end_headers()
            return content

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Publisher)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", downloads
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
