"""The fake on loopback, in a thread of its own."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from time import sleep

import uvicorn

from infra.fake_servicenow.app import FakeServiceNow

HOST = "127.0.0.1"


@contextmanager
def serving(fake: FakeServiceNow, port: int = 0) -> Iterator[str]:
    """Its address while the block runs; 0 is any free port."""
    with socket.create_server((HOST, port)) as listener:
        config = uvicorn.Config(fake.app, log_config=None, access_log=False, lifespan="off", ws="none")
        server = uvicorn.Server(config)
        thread = Thread(target=server.run, args=([listener],), name="fake ServiceNow", daemon=True)
        thread.start()
        try:
            while not server.started and thread.is_alive():
                sleep(0.01)
            yield "http://{}:{}".format(*listener.getsockname())
        finally:
            server.should_exit = True
            thread.join()
