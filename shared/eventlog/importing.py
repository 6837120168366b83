"""Importing a list of entries, in large transactions, each planned while no one else may write."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import islice

from shared.domain.entry import Entry
from shared.domain.facts import AnyFact
from shared.eventlog.attempts import attempt
from shared.eventlog.datastore import LogDatastore
from shared.eventlog.mapper import FactMapper
from shared.eventlog.plan import Claim, Imported, ImportPlan
from shared.eventlog.recorder import FactRecorder

FACTS_PER_TRANSACTION = 5_000


class Importer:
    """Records what the log does not hold yet."""

    def __init__(self, datastore: LogDatastore, recorder: FactRecorder, mapper: FactMapper) -> None:
        self._datastore = datastore
        self._recorder = recorder
        self._mapper = mapper

    def record(self, entries: Iterable[Entry[AnyFact]]) -> Imported:
        """A transaction for each batch; safe to repeat, so one whose answer was lost is tried again.

        What such a transaction had recorded is then counted as repeated.
        """
        done = Imported(0, 0, 0)
        for claims in _batches(Claim.of(entry, self._mapper, number) for number, entry in enumerate(entries)):
            done = done.plus(attempt(self._datastore, partial(self._record, claims)))
        return done

    def _record(self, claims: Sequence[Claim]) -> Imported:
        recorder = self._recorder
        with recorder.writing() as connection:
            holders = recorder.holders(connection, [claim.identity for claim in claims])
            plan = ImportPlan(self._mapper, holders, partial(recorder.history, connection))
            plan.holders |= recorder.holders(connection, plan.evidence_sought(claims))
            plan.versions |= recorder.versions(connection, sorted({claim.stream for claim in claims}))
            done = plan.add(claims)
            recorder.insert_over(connection, plan.lines)
        return done


def _batches(claims: Iterator[Claim]) -> Iterator[Sequence[Claim]]:
    while batch := list(islice(claims, FACTS_PER_TRANSACTION)):
        yield batch
