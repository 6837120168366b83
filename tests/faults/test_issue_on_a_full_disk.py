"""A disk runs full, and then the database dies, while a paper is issued: nothing of it is out, and it can be later."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from services.projector.rebuild import rebuild
from services.reporter.cut import TEMPLATE
from services.reporter.issued.errors import NotIssued
from services.reporter.press.issuing import issue
from services.reporter.press.press import Done, Press
from services.reporter.press.rebuilding import rebuild as made_again
from services.reporter.render import RENDERERS, TEMPLATES
from shared.embedded.postgres import EmbeddedPostgres
from shared.eventlog.errors import LogFull, LogUnavailable
from shared.eventlog.log import EventLog
from shared.issued.store import IssuedStore
from shared.rowstore.store import RowStore
from shared.transport.topics import CHANGE_EVENTS
from tests.faults.audit import projected_and_audited
from tests.faults.servers import kill_database
from tests.faults.small_disk import small_disk
from tests.faults.test_full_disks import begin_a_segment
from tests.issued.press import BEN, FORMS, JUNE, REF, Signed, built, reasons
from tests.services.reporter.papers import june_history

pytestmark = [pytest.mark.integration, pytest.mark.timeout(120)]


def test_no_half_of_a_paper_is_out(untouched_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shared.eventlog.datastore.CONNECT_SECONDS", 2)
    monkeypatch.setitem(TEMPLATES, TEMPLATE, {form: RENDERERS[form] for form in FORMS})
    with small_disk(megabytes=120) as disk:
        home = Path(shutil.copytree(untouched_home, disk.folder / "home"))
        with EmbeddedPostgres(home) as server:
            fill(server.url)
            with EventLog.open(server.url) as log, RowStore(server.url) as rows, IssuedStore(server.url) as kept:
                press = Press(log, rows, kept, Signed())
                head = built(press).fact.position
                why = reasons(press)
                begin_a_segment(server.url)
                with pytest.raises(LogFull, match="no room left on its disk"):
                    issue(while_signing(press, disk.fill), JUNE, REF, why, BEN)
                assert (log.head(), kept.listed()) == (head, [])
                disk.make_room()
                with pytest.raises(LogUnavailable):
                    issue(while_signing(press, lambda: kill_database(server)), JUNE, REF, why, BEN)
            server.start()
            with EventLog.open(server.url) as log, RowStore(server.url) as rows, IssuedStore(server.url) as kept:
                assert (log.head(), kept.listed()) == (head, [])
                press = Press(log, rows, kept, Signed())
                assert isinstance(issue(press, JUNE, REF, why, BEN), Done)
                assert [each.differences for each in made_again(press)] == [()]
                with pytest.raises(NotIssued, match="is out by"):
                    issue(press, JUNE, REF, why, BEN)
            projected_and_audited(server.url)


def while_signing(press: Press, happens: Callable[[], object]) -> Press:
    """All is rendered but what is printed of the checkpoint, and nothing is written yet."""
    return replace(press, checkpoints=Signed(happens))


def fill(url: str) -> None:
    """The facts of June 2020, and their rows."""
    with EventLog.open(url) as log:
        log.import_entries([told.entry for told in june_history()])
        rebuild(url, log, CHANGE_EVENTS.name, CHANGE_EVENTS.partition_count)
