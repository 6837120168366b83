"""A refusal as a page, where a browser asks for one: the same words as the problem details that programs get."""

import json
from typing import Any

from jinja2 import Environment
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.web.problem import PROBLEM


class ForPeople:
    """Around the whole application. What is no problem goes through as it comes."""

    def __init__(self, app: ASGIApp, pages: Environment) -> None:
        self._app = app
        self._pages = pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or "text/html" not in Headers(scope=scope).get("accept", ""):
            await self._app(scope, receive, send)
            return
        held: Message | None = None
        body = b""

        async def sending(message: Message) -> None:
            nonlocal held, body
            if message["type"] == "http.response.start" and _is_problem(message):
                held = message
            elif held is None:
                await send(message)
            else:
                body += message.get("body", b"")
                if not message.get("more_body"):
                    await self._send_page(held, json.loads(body), send)

        await self._app(scope, receive, sending)

    async def _send_page(self, start: Message, told: dict[str, Any], send: Send) -> None:
        data = self._pages.get_template("problem.html").render(told=told).encode()
        headers = MutableHeaders(raw=[*start["headers"]])
        headers["content-type"], headers["content-length"] = "text/html; charset=utf-8", str(len(data))
        headers.add_vary_header("Accept")
        await send({**start, "headers": headers.raw})
        await send({"type": "http.response.body", "body": data})


def _is_problem(message: Message) -> bool:
    return Headers(raw=message["headers"]).get("content-type", "").startswith(PROBLEM)
