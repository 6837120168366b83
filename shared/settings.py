"""Where the system's state lives and what it talks to, read once from the environment (`SECCHANGE_…`)."""

from datetime import time
from pathlib import Path
from typing import Self

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Embedded where nothing is set: everything under `home`. Full where database and broker are both given.

    A service that is behind the log by more than `ready_lag_seconds` says that it is not ready.
    A fact whose fold takes more than `fold_seconds` of processor time is parked.
    A topic belongs to one log: systems that share a broker each need a `topic` of their own.
    `feed_sources` is the file of the DCC's ticket systems; without one, none may send, and staff enter tickets all the
    same. `feed_keys` is the folder of the keys under which what comes is kept; `feed_reconcile_at` the time in London
    at which both sides are compared.
    `trail_keys` is the folder of the keys that sign the trail; `checkpoints` that of what was signed with them. Neither
    should be where the database's own role may write.
    `owner_url` is the database's address as its owner, and `service_password` what the role of the services shall have:
    both for `secchange database prepare` alone.
    `tokens` is the file of those who may give commands over HTTP; `token_lines` are such lines too, parted by `;`.
    """

    model_config = SettingsConfigDict(env_prefix="SECCHANGE_", frozen=True, extra="ignore")

    home: Path = Path(".secchange")
    database_url: SecretStr | None = None
    kafka_bootstrap: str | None = None
    topic: str = Field("sec.change.events.v1", pattern=r"^[A-Za-z0-9._-]{1,249}$")
    host: str = "127.0.0.1"
    port: int = Field(8000, ge=1, le=65_535)
    ready_lag_seconds: float = Field(60.0, gt=0, allow_inf_nan=False)
    fold_seconds: float = Field(0.1, gt=0, allow_inf_nan=False)
    owner_url: SecretStr | None = None
    service_password: SecretStr | None = None
    tokens: Path | None = None
    token_lines: str = ""
    feed_sources: Path | None = None
    feed_keys: Path | None = None
    feed_reconcile_at: time = time(2, 30)
    trail_keys: Path | None = None
    checkpoints: Path | None = None

    @property
    def is_full(self) -> bool:
        """A PostgreSQL and a Kafka of their own, instead of everything in this process."""
        return self.database_url is not None

    @property
    def tokens_file(self) -> Path:
        """Where it is looked for: beside the database of the home, where nothing else is said."""
        return self.tokens or self.home / "tokens"

    @property
    def feed_keys_folder(self) -> Path:
        """Where the keys are: in the home, where nothing else is said."""
        return self.feed_keys or self.home / "keys" / "feed"

    @property
    def trail_keys_folder(self) -> Path:
        """Where the keys of the trail are: in the home, where nothing else is said."""
        return self.trail_keys or self.home / "trail-keys"

    @property
    def checkpoints_folder(self) -> Path:
        """Where its checkpoints are held: in the home, where nothing else is said."""
        return self.checkpoints or self.home / "checkpoints"

    @model_validator(mode="after")
    def _both_or_neither(self) -> Self:
        if (self.database_url is None) != (self.kafka_bootstrap is None):
            missing = "SECCHANGE_KAFKA_BOOTSTRAP" if self.kafka_bootstrap is None else "SECCHANGE_DATABASE_URL"
            raise ValueError(
                f"{missing} is not set: set both it and its partner for the full stack, or neither to run embedded"
            )
        return self
