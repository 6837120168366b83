"""`secchange` in the process of the test, where a test gives many commands: half a second less for each."""

import json
import logging
import os
from pathlib import Path
from typing import Any

import pytest
import structlog

from services.cli import app


class Secchange:
    """What commands over one home print. None of the caller's settings is passed on, and its logs are as they were.

    `err` is what the last one said beside its output.
    """

    def __init__(self, home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.home, self.err = home, ""
        self._capsys = capsys
        for name in [name for name in os.environ if name.startswith("SECCHANGE_")]:
            monkeypatch.delenv(name)

    def __call__(self, *arguments: str, code: int = 0) -> str:
        self._capsys.readouterr()
        root, configured = logging.getLogger(), structlog.get_config()
        handlers, level = root.handlers[:], root.level
        try:
            assert app.run([*arguments, "--home", str(self.home)]) == code
        finally:
            root.handlers[:], root.level = handlers, level
            structlog.configure(**configured)
        out, self.err = self._capsys.readouterr()
        return out

    def json(self, *arguments: str, code: int = 0) -> Any:
        return json.loads(self(*arguments, "--json", code=code))
