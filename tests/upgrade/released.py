"""What is kept of a released version, read back; and the hash that tells whether a fold still says the same."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import psycopg

from services.reporter.assemble import assemble
from services.reporter.cut import Asked
from services.reporter.issued.files import files_of, formats_of
from services.reporter.issued.inputs import inputs_of
from services.reporter.views import view_of
from shared.domain.codec import recorded
from shared.domain.period import Month
from shared.domain.recorded import Recorded, StoredFact
from shared.readmodels.as_json import as_json
from shared.readmodels.readmodel import ReadModel, rows_of

RELEASED = Path(__file__).parent / "released"


class Fold(NamedTuple):
    """The version of a read model, and the hash of all rows that it made of the released facts."""

    version: int
    sha256: str


class Made(NamedTuple):
    """A paper of the released facts: its month, what else it was made out of, and the hash of each file."""

    month: str
    inputs: dict[str, Any]
    sha256: dict[str, str]


class Released(NamedTuple):
    """One released version's folder."""

    folder: Path

    def facts(self) -> Iterator[StoredFact]:
        """In the order of positions."""
        for line in (self.folder / "facts.ndjson").read_text("utf-8").splitlines():
            told = json.loads(line)
            moment = datetime.fromisoformat(told.pop("recorded_at"))
            yield StoredFact(**told | {"recorded_at": moment, "value": told["value"].encode()})

    def folds(self) -> Mapping[str, Fold]:
        """By read model."""
        told = json.loads((self.folder / "folds.json").read_text("utf-8"))
        return {name: Fold(**fold) for name, fold in told.items()}

    def papers(self) -> list[Made]:
        """Made of its facts; none by a version that issued no papers."""
        file = self.folder / "papers.json"
        return [Made(**made) for made in json.loads(file.read_text("utf-8"))] if file.exists() else []

    def load(self, url: str) -> None:
        """Makes the empty database at `url` what the released version left behind."""
        with psycopg.connect(url) as connection:
            connection.execute((self.folder / "database.sql").read_bytes())


def releases() -> list[Released]:
    return [Released(folder) for folder in sorted(RELEASED.iterdir())]


def line(fact: StoredFact) -> str:
    """A line of `facts.ndjson`. The value is kept as text, so that its bytes stay what they are."""
    told = {
        "position": fact.position,
        "stream": fact.stream,
        "version": fact.version,
        "topic": fact.topic,
        "recorded_at": fact.recorded_at.isoformat(),
        "value": fact.value.decode(),
    }
    return json.dumps(told, ensure_ascii=False)


def paper_of(facts: Iterable[StoredFact], month: str, asked: Asked | None = None) -> Made:
    """The paper of the month made of these facts, as it is asked for, else as papers are made now."""
    report = assemble(view_of(map(recorded, facts), Month.parse(month), asked=asked))
    formats = formats_of(files_of(report))
    inputs = inputs_of(report.cut).model_dump(mode="json")
    return Made(month, inputs, {each.format: each.sha256 for each in formats})


def fold_of(model: ReadModel[Any], facts: Iterable[StoredFact]) -> Fold:
    """Of the rows of each stream after each of its facts."""
    told: dict[str, list[Recorded]] = defaultdict(list)
    told_so_far = sha256()
    for fact in facts:
        told[fact.stream].append(recorded(fact))
        for key, row in sorted(rows_of(model, told[fact.stream]).items()):
            told_so_far.update(f"{fact.position} {key} {as_json(row).decode()}\n".encode())
    return Fold(model.version, told_so_far.hexdigest())
