"""The one setting of the library that must never be on."""

from collections.abc import Mapping

from shared.eventlog.errors import ForbiddenSetting

FORBIDDEN = "POSTGRES_ENABLE_DB_FUNCTIONS"
_OFF = frozenset({"", "0", "n", "no", "f", "false", "off"})


def refuse_forbidden(environment: Mapping[str, str]) -> None:
    """Raises ForbiddenSetting if the library's own database functions are switched on, for any application.

    They insert without the lock, so that a reader may pass over facts for ever, and drop tracking records.
    """
    for name, value in environment.items():
        if name.upper().endswith(FORBIDDEN) and value.strip().lower() not in _OFF:
            raise ForbiddenSetting(
                f"{name} is set to {value!r}; with it the log loses facts for its readers: unset it and start again"
            )
