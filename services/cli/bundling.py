"""What an auditor takes away: a paper or a modification with facts, tickets and proofs, from where they are kept."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from services.cli.bundled_streams import be_json, touched
from services.cli.bundled_tickets import tickets_of
from services.cli.reading import Reading
from services.cli.register_trail import document_of
from services.cli.system import System, settings_for
from services.cli.trailing import trail_of
from services.reporter.issued.errors import NoSuchPaper
from services.reporter.issued.history import Out, editions
from services.reporter.listings.find import UnknownModification
from services.reporter.render.trail.html import html
from shared.domain.period import Month
from shared.domain.recorded import StoredFact
from shared.domain.streams import paper
from shared.issued.store import IssuedStore
from shared.trail import verifier
from shared.trail.bundle import Bundle, Earlier, Proved, evidence_of, lines_of, streams_of
from shared.trail.checkpoint import Checkpoint
from shared.trail.keys import NotSigned
from shared.trailstore.trail import Trail

VERIFIER = Path(verifier.__file__ or "").parent / "verify.py"
MOST_EARLIER = 1_000
"""Of the earlier checkpoints, the last ones."""


class Bundler:
    """Packs bundles of one log, up to a checkpoint that is signed when this is opened. Close it, or use `with`."""

    def __init__(self, system: System, home: Path | None) -> None:
        self._system, self._settings = system, settings_for(home)
        with ExitStack() as stack:
            self._trail: Trail = stack.enter_context(trail_of(system.url, self._settings))
            self._note = self._trail.checkpoint_at()
            self._checkpoint: Checkpoint = self._trail.keys().accepted(self._note)
            self._stack = stack.pop_all()

    def of_paper(self, month: Month, edition: str) -> bytes:
        """An issued paper, or a restated one. Raises NoSuchPaper."""
        out = self._out(month, edition)
        with IssuedStore(self._system.url) as kept:
            files = kept.files(str(month), edition)
        if "json" not in files:
            raise NoSuchPaper(f"json of the paper of {month} is not kept as {out.told.id} tells: see `report rebuild`")
        lines = lines_of(json.loads(files["json"]))
        named = {out.told.id, out.fact.built, *evidence_of(lines), *_besides(out)}
        about = {"kind": "paper", "month": str(month), "edition": edition, "fact": out.told.id}
        return self._bundle(about, self._with_causes(named), out.fact.checkpoint, files, lines)

    def of_modification(self, stream: str) -> bytes:
        """All facts of it, and of the meetings, releases and tickets that name it, and its decision trail as a page.

        Raises UnknownModification.
        """
        log, upto = self._system.log, self._checkpoint.position
        if not log.stored_history(stream, upto):
            raise UnknownModification(f"nothing is recorded of {stream}: `secchange register list` has all")
        names = [stream, *touched(log, stream, upto)]
        facts = [fact for history in log.stored_histories(names, upto).values() for fact in history]
        self._system.complete(upto)
        trail = html(document_of(stream, Reading(self._system, upto), self._trail))
        return self._bundle({"kind": "modification", "stream": stream}, facts, trail=trail)

    def _out(self, month: Month, edition: str) -> Out:
        history = self._system.log.history(paper(str(month)), self._checkpoint.position)
        for out in editions(history):
            if out.fact.edition == edition:
                return out
        raise NoSuchPaper(f"no paper of {month} is out as {edition or 'the original'}: `secchange report list` has all")

    def _with_causes(self, ids: Iterable[str]) -> list[StoredFact]:
        """These facts, and those of tickets from which they were told."""
        found: dict[str, StoredFact] = {}
        while missing := set(ids) - found.keys():
            found |= {id: fact for id, fact in self._stored(missing) if id in missing}
            if lost := missing - found.keys():
                raise NoSuchPaper(
                    f"the log has no fact {min(lost)}, on which the paper rests: run `secchange audit verify`"
                )
            causes = (json.loads(found[id].value).get("causation_id") or "" for id in missing)
            ids = {*ids, *(cause for cause in causes if cause.startswith("ticket/"))}
        return list(found.values())

    def _stored(self, ids: Iterable[str]) -> Iterator[tuple[str, StoredFact]]:
        streams = sorted({id.rpartition("#")[0] for id in ids})
        histories = self._system.log.stored_histories(streams, self._checkpoint.position)
        return ((fact.id, fact) for history in histories.values() for fact in history)

    def _bundle(
        self,
        about: Mapping[str, Any],
        facts: Sequence[StoredFact],
        printed: str | None = None,
        files: Mapping[str, bytes] | None = None,
        lines: Mapping[str, Any] | None = None,
        trail: bytes = b"",
    ) -> bytes:
        be_json(facts)
        proved = [self._proved(fact.position) for fact in facts]
        tickets, absent = tickets_of(facts, self._system.url, self._settings.feed_keys_folder)
        return Bundle(
            about=about if "month" in about else {**about, "streams": streams_of(proved)},
            origin=self._trail.origin,
            checkpoint=self._note,
            keys=[period.key.vkey for period in self._trail.keys().periods],
            facts=proved,
            earlier=list(self._earlier(printed)),
            verifier=VERIFIER.read_bytes(),
            files=files or {},
            lines=lines,
            tickets=tickets,
            absent=absent,
            trail=trail,
        ).zipped()

    def _proved(self, position: int) -> Proved:
        line, index = self._trail.line(position), self._trail.index_of(position)
        assert line is not None  # the tree has it, and nothing of the log goes
        return Proved(line, index, self._trail.inclusion(index, self._checkpoint.size))

    def _earlier(self, printed: str | None) -> Iterator[Earlier]:
        """From the one that the paper prints, and from those that are kept outside, by their sizes."""
        known = {note: size for note in self._trail.outside.held().notes if (size := self._size_of(note))}
        last = dict(sorted(known.items(), key=lambda each: (each[1], each[0]))[-MOST_EARLIER:])
        if printed:
            last[printed] = self._trail.keys().accepted(printed).size
        for note, size in sorted(last.items(), key=lambda each: (each[1], each[0])):
            yield Earlier(note, self._trail.consistency(size, self._checkpoint.size))

    def _size_of(self, note: str) -> int | None:
        """Of an earlier one that a key of ours has signed; None for another."""
        try:
            size = self._trail.keys().accepted(note).size
        except NotSigned:
            return None
        return size if 0 < size < self._checkpoint.size else None

    def close(self) -> None:
        self._stack.close()

    def __enter__(self) -> "Bundler":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _besides(out: Out) -> Iterator[str]:
    """What a restated paper names beside: the one that it restates, and what made its figures others."""
    if (restates := getattr(out.fact, "restates", None)) is not None:
        yield restates
        yield from (fact for change in getattr(out.fact, "changes", ()) for fact in change.facts)
