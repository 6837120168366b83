"""The place at which a service is asked."""

import socket

from infra.ports import free_port
from services.cli.listening import listening_socket


def test_an_answer_is_sent_at_once_to_whoever_keeps_the_line_open() -> None:
    port = free_port()
    with listening_socket("127.0.0.1", port) as listener, socket.create_connection(("127.0.0.1", port)):
        line, _ = listener.accept()
        with line:
            assert line.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
