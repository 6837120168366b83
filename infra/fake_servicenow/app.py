"""The API itself: one table, one user, one client with its secret."""

import asyncio
import json
import random
from base64 import b64decode
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from urllib.parse import parse_qs

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from infra.fake_servicenow.query import NotAQuery, Query, query_of
from infra.fake_servicenow.shown import shown
from infra.fake_servicenow.table import Record, Table

USER, PASSWORD = "secchange", "open sesame"
CLIENT_ID, CLIENT_SECRET = "secchange-client", "sesame"
TABLE, AUDIT = "change_request", "sys_audit"
REQUESTS_OF_A_TOKEN = 3
SLOW_SECONDS = 2.0
_AT_MOST = 10_000


class FakeServiceNow:
    """`app` is the ASGI application. `asked` counts the requests for pages; `on_page`, where set, is called before each
    answer with the number of the request, for tests that change something in between."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.asked = 0
        self.on_page: Callable[[int], None] | None = None
        self._tokens: dict[str, int] = {}
        self.app = Starlette(
            routes=[
                Route("/api/now/table/{table}", self._page, methods=["GET"]),
                Route("/oauth_token.do", self._token, methods=["POST"]),
            ]
        )

    async def _page(self, request: Request) -> Response:
        self.asked += 1
        if self.on_page:
            self.on_page(self.asked)
        if trouble := await self._trapped():
            return trouble
        if not self._is_admitted(request.headers.get("authorization", "")):
            return _error(401, "User Not Authenticated", "Required to provide Auth information")
        if request.path_params["table"] not in (TABLE, AUDIT):
            return _error(400, f"Invalid table {request.path_params['table']}", "")
        try:
            return self._answer(request)
        except (NotAQuery, ValueError) as error:
            return _error(400, "Invalid query", str(error))

    async def _trapped(self) -> Response | None:
        traps, is_third = self.table.traps, self.asked % 3 == 0
        if "elsewhere" in traps:
            return Response(status_code=302, headers={"Location": "http://169.254.169.254/latest/meta-data/"})
        if "slow" in traps and is_third:
            await asyncio.sleep(SLOW_SECONDS)
        if "errors" in traps and is_third:
            return _error(500, "Internal Server Error", "")
        if "too-many" in traps and is_third:
            return _too_many(as_date=self.asked % 2 == 0)
        return None

    def _answer(self, request: Request) -> Response:
        told = request.query_params
        query = query_of(told.get("sysparm_query", ""))
        first, limit = int(told.get("sysparm_offset", "0")), int(told.get("sysparm_limit", _AT_MOST))
        is_audit = request.path_params["table"] == AUDIT
        fitting = self._in_order(query, self.table.audit() if is_audit else self.table.records())
        # The page is cut first, and what the reader may not see is left out of it then.
        page = [record for record in fitting[first : first + limit] if not self.table.is_hidden(record)]
        columns = [column for column in told.get("sysparm_fields", "").split(",") if column]
        display = told.get("sysparm_display_value", "false")
        rows = [shown(record, columns, display, self.table.traps) for record in page]
        body = json.dumps({"result": rows}, separators=(",", ":"))
        return Response(body, media_type="application/json", headers={"X-Total-Count": str(len(fitting))})

    def _in_order(self, query: Query, records: Sequence[Record]) -> Sequence[Record]:
        fitting = [record for record in records if query.matches(record)]
        if "undefined-order" in self.table.traps:
            random.shuffle(fitting)
        if "passed-over-order" in self.table.traps:
            return fitting[::-1]
        for column, runs_down in reversed(query.orders):
            fitting.sort(key=lambda record: record.get(column, ""), reverse=runs_down)
        return fitting

    async def _token(self, request: Request) -> Response:
        form = {name: values[0] for name, values in parse_qs((await request.body()).decode()).items()}
        if (form.get("client_id"), form.get("client_secret")) != (CLIENT_ID, CLIENT_SECRET):
            return JSONResponse({"error": "access_denied"}, status_code=401)
        token = random.randbytes(16).hex()
        self._tokens[token] = REQUESTS_OF_A_TOKEN
        return JSONResponse({"access_token": token, "token_type": "Bearer", "expires_in": 1799, "scope": "useraccount"})

    def _is_admitted(self, shown: str) -> bool:
        kind, _, secret = shown.partition(" ")
        if kind == "Basic":
            return b64decode(secret).decode() == f"{USER}:{PASSWORD}"
        if secret not in self._tokens:
            return False
        self._tokens[secret] -= 1
        return self._tokens[secret] >= 0 or "expired-token" not in self.table.traps


def _error(status: int, message: str, detail: str) -> Response:
    return JSONResponse({"error": {"message": message, "detail": detail}, "status": "failure"}, status_code=status)


def _too_many(as_date: bool) -> Response:
    until = format_datetime(datetime.now(UTC) + timedelta(seconds=1), usegmt=True) if as_date else "1"
    return Response(status_code=429, headers={"Retry-After": until, "X-RateLimit-Limit": "100"})
