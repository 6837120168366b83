"""PURE. The secrets that a sender signs with, as they may be configured."""

from base64 import b64decode
from typing import Annotated

from pydantic import AfterValidator, SecretStr

_SECRET_BYTES = range(24, 65)
"""As Standard Webhooks has it."""
_ACTIVE_AT_ONCE = 2


def _is_a_secret(secret: SecretStr) -> SecretStr:
    """One that cannot be read would fail at every delivery, whoever sent it."""
    try:
        key = b64decode(secret.get_secret_value().removeprefix("whsec_"), validate=True)
    except ValueError:
        raise ValueError("expected whsec_ and Base64, such as `openssl rand -base64 24` gives") from None
    if len(key) not in _SECRET_BYTES:
        raise ValueError(f"it holds {len(key)} bytes: expected 24 to 64, such as `openssl rand -base64 24` gives")
    return secret


def are_few(secrets: tuple[SecretStr, ...]) -> tuple[SecretStr, ...]:
    if len(secrets) > _ACTIVE_AT_ONCE:
        raise ValueError(f"{len(secrets)} secrets: expected at most two, one of which replaces the other")
    return secrets


Secret = Annotated[SecretStr, AfterValidator(_is_a_secret)]
