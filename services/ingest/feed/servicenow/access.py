"""Who asks: by password, by a token that is had for client credentials, or nobody."""

import json
from base64 import b64encode
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Protocol

from services.ingest.feed.clock import now
from services.ingest.feed.servicenow.errors import SourceRefuses
from services.ingest.feed.servicenow.wire import Wire
from services.ingest.feed.sources import ServiceNow

RENEWED_BEFORE = timedelta(seconds=30)
_USUAL_SECONDS = 1800


class Access(Protocol):
    """What a request shows."""

    def headers(self, wire: Wire) -> Mapping[str, str]:
        """Raises SourceTrouble where none can be had."""
        ...

    def renew(self) -> bool:
        """What was shown was refused: whether there is another to be had."""
        ...


def access_of(settings: ServiceNow) -> Access:
    """As the source is configured; client credentials before a password."""
    if settings.client_id and settings.client_secret:
        return _Token(token_url_of(settings), settings.client_id, settings.client_secret.get_secret_value())
    if settings.user and settings.password:
        return _Password(settings.user, settings.password.get_secret_value())
    return _Nobody()


def token_url_of(settings: ServiceNow) -> str:
    """Where tokens are had: at the source itself, unless configured otherwise."""
    return settings.token_url or f"{settings.url.rstrip('/')}/oauth_token.do"


class _Nobody:
    def headers(self, wire: Wire) -> Mapping[str, str]:
        return {}

    def renew(self) -> bool:
        return False


class _Password:
    def __init__(self, user: str, password: str) -> None:
        self._shown = "Basic " + b64encode(f"{user}:{password}".encode()).decode()

    def headers(self, wire: Wire) -> Mapping[str, str]:
        return {"Authorization": self._shown}

    def renew(self) -> bool:
        return False


class _Token:
    """Had when first needed, and again before it expires or once it is refused."""

    def __init__(self, url: str, client_id: str, client_secret: str) -> None:
        self._url = url
        self._form = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": client_secret}
        self._token: str | None = None
        self._until: datetime | None = None

    def headers(self, wire: Wire) -> Mapping[str, str]:
        if self._token is None or (self._until and now() >= self._until):
            self._token, self._until = self._had(wire)
        return {"Authorization": f"Bearer {self._token}"}

    def renew(self) -> bool:
        self._token = None
        return True

    def _had(self, wire: Wire) -> tuple[str, datetime]:
        answer = wire.post(self._url, self._form)
        try:
            told = json.loads(answer.body)
            token = told["access_token"]
            seconds = int(told.get("expires_in", _USUAL_SECONDS))
        except (ValueError, TypeError, LookupError):
            token, seconds = None, 0
        if answer.status != 200 or not isinstance(token, str):
            raise SourceRefuses(f"no token is given for the client credentials (HTTP {answer.status})")
        return token, now() + timedelta(seconds=seconds) - RENEWED_BEFORE
