"""What a caller sends, taken in with bounds: who it is, and a body that is no larger and no slower than it may be."""

import asyncio
import re
from collections.abc import Collection, Mapping

import structlog
from fastapi import Request
from starlette.requests import ClientDisconnect

from services.ingest.bulk import Mode
from services.ingest.tokens import Tokens
from shared.logs import LogEvent
from shared.process.command import Giver
from shared.process.wire import LARGEST_COMMAND_BYTES

BODY_WITHIN_SECONDS = 10.0
KEY_HEADER = "Idempotency-Key"
JSON = "application/json"
KEY = re.compile(r"[\x21-\x7e]{1,200}")

_MAKE_ONE = "`secchange token new --role ROLE --person NAME` makes one"
_log = structlog.get_logger()


class Unfit(Exception):
    """The request is none that a command could be in."""

    def __init__(self, status: int, code: str, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status, self.code, self.detail, self.headers = status, code, detail, headers


def giver_of(request: Request, tokens: Tokens) -> Giver:
    """Who gives it, by the token shown. Raises Unfit."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise _stranger(request, tokens, "no token was shown: expected the header Authorization: Bearer TOKEN", "")
    if (giver := tokens.giver_of(token.strip())) is None:
        raise _stranger(request, tokens, "the token is not known here", ', error="invalid_token"')
    return giver


def key_of(request: Request) -> str | None:
    """The key under which it comes, if any. Raises Unfit."""
    keys = request.headers.getlist(KEY_HEADER)
    if not keys:
        return None
    if len(keys) > 1 or not KEY.fullmatch(keys[0]):
        raise Unfit(400, "idempotency-key-malformed", f"expected one {KEY_HEADER} of 1 to 200 visible ASCII characters")
    return keys[0]


def check_query(request: Request) -> None:
    """Whoever misspells `dry_run` means no command to be carried out. Raises Unfit."""
    names = [name for name, _ in request.query_params.multi_items()]
    if names not in ([], ["dry_run"]):
        raise Unfit(400, "unknown-parameter", "expected no parameter but one dry_run, true or false")


def mode_of(request: Request) -> Mode:
    """Whether many commands go together, all or none, or each by itself. Raises Unfit."""
    match request.query_params.multi_items():
        case []:
            return "each"
        case [("mode", "all" | "each" as mode)]:
            return mode
        case _:
            raise Unfit(400, "unknown-parameter", "expected no parameter but one mode, all or each")


async def body_of(
    request: Request, *, largest_bytes: int = LARGEST_COMMAND_BYTES, media_types: Collection[str] = (JSON,)
) -> bytes:
    """The whole body; of one that is too large, no more is kept than may be. Raises Unfit."""
    _check_form(request, largest_bytes, media_types)
    try:
        async with asyncio.timeout(BODY_WITHIN_SECONDS):
            return await _bounded(request, largest_bytes)
    except TimeoutError:
        close = {"Connection": "close"}
        detail = f"the body did not arrive within {BODY_WITHIN_SECONDS:g} s: send it again"
        raise Unfit(408, "too-slow", detail, close) from None
    except ClientDisconnect:
        raise Unfit(400, "cut-short", "the body ended before it was whole: send it again") from None


def _check_form(request: Request, largest_bytes: int, media_types: Collection[str]) -> None:
    media_type, _, parameters = request.headers.get("content-type", "").partition(";")
    if media_type.strip().lower() not in media_types or not _is_utf_8(parameters):
        raise Unfit(415, "not-json", f"expected a body of the content type {' or '.join(media_types)}, in UTF-8")
    if request.headers.get("content-encoding", "identity").strip().lower() != "identity":
        raise Unfit(415, "encoded", "expected a body without any content-encoding", {"Accept-Encoding": "identity"})
    # Told at once where it is said at once; where it is not, or not truly, it is counted.
    told = request.headers.get("content-length", "")
    if told.isdecimal() and int(told[:20]) > largest_bytes:
        raise _too_large(largest_bytes)


def _is_utf_8(parameters: str) -> bool:
    named = re.search(r"charset\s*=\s*\"?([^\s;\"]+)", parameters, re.I)
    return named is None or named[1].lower() in ("utf-8", "utf8")


async def _bounded(request: Request, largest_bytes: int) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > largest_bytes:
            raise _too_large(largest_bytes)
    return bytes(body)


def _too_large(largest_bytes: int) -> Unfit:
    return Unfit(413, "too-large", f"expected a body of at most {largest_bytes} bytes")


def _stranger(request: Request, tokens: Tokens, found: str, parameter: str) -> Unfit:
    _log.warning(LogEvent.CALLER_REFUSED, path=request.url.path, reason=found)
    expected = _MAKE_ONE if tokens.known() else f"no token is known yet; {_MAKE_ONE}"
    return Unfit(
        401, "unknown-caller", f"{found}; {expected}", {"WWW-Authenticate": f'Bearer realm="commands"{parameter}'}
    )
