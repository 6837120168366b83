"""`/health/live`, `/health/ready` and `/metrics` of a service that has no pages, on a port of its own."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from shared.operation.health import Health
from shared.operation.metrics import CONTENT_TYPE, Metrics

Answer = tuple[int, str, bytes]


@contextmanager
def listening(host: str, port: int, health: Health, metrics: Metrics) -> Iterator[int]:
    """Answers while the block runs, in threads beside the service; gives the port. Raises OSError where it is taken."""

    class Handler(BaseHTTPRequestHandler):
        timeout = 5  # seconds for a request to arrive

        def do_GET(self) -> None:
            status, content_type, body = answer(self.path, health, metrics)
            self.send_response(status)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: whoever asks every second would fill the log."""

    with ThreadingHTTPServer((host, port), Handler) as server:
        Thread(target=server.serve_forever, name="health", daemon=True).start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()


def answer(path: str, health: Health, metrics: Metrics) -> Answer:
    """Status, content type and body for a path."""
    match path.partition("?")[0]:
        case "/health/live":
            return _json(200, {"status": "live"})
        case "/health/ready":
            ready, told = health.answer()
            return _json(200 if ready else 503, told)
        case "/metrics":
            return 200, CONTENT_TYPE, metrics.text()
        case _:
            return _json(404, {"type": "urn:secchange:problem:not-found", "title": "not found", "status": 404})


def _json(status: int, body: object) -> Answer:
    return status, "application/json", json.dumps(body).encode()
