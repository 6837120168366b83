"""PURE. What a page of a decision trail says, in words; HTML and PDF say the same."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from services.reporter import words
from services.reporter.render.tokens import Places
from services.reporter.render.trail.json import base64
from services.reporter.trail_document.document import (
    Ballot,
    Cast,
    Particular,
    Progress,
    StageReached,
    Step,
    TrailDocument,
)

NOT_TOLD = "No source gives it"
STEP_COLUMNS = ("Fact", "Day", "What", "Decided by", "Recorded", "Evidence")
VOTE_COLUMNS = ("Category", "Approve", "Reject", "Abstain", "Result")
CAST_COLUMNS = ("Meeting", "Category", "Member", "Vote", "Fact")
PROOF_COLUMNS = ("Fact", "Position", "Leaf", "Hash of the leaf")
NO_SPLIT = "How each category voted is not recorded."
HOW_TO_CHECK = (
    "Each fact is a leaf of the tree that this checkpoint signs, its index counted from 0. The same document as JSON "
    "has the fact as it is stored, and the hashes that lead from its leaf to the root."
)
_PROGRESS: dict[Progress, str] = {
    "done": "done",
    "here": "here now",
    "left": "reached before and sent back",
    "ahead": "not reached",
    "passed over": "no source tells of it",
}


class Link(NamedTuple):
    """How a fact hangs together with others: `corrected by`, and their ids; without ids the words are all."""

    words: str
    ids: tuple[str, ...] = ()


def title(document: TrailDocument) -> str:
    called = f" ‘{document.title}’" if document.title else ""
    return f"Decision trail of {document.ref}{called}"


def standing(document: TrailDocument) -> str:
    return f"As things stood at the end of {words.day(document.day)}, position {document.position} in the log"


def header(document: TrailDocument) -> list[tuple[str, str]]:
    """What nobody gave, too: the page says so. Other names alone are no line where there are none."""
    return [(of.what, " ".join(paragraphs(of))) for of in document.header if of.value or of.key != "also_called"]


def paragraphs(of: Particular) -> list[str]:
    if of.value is None:
        return [NOT_TOLD]
    if isinstance(of.value, date):
        return [words.day(of.value)]
    return [words.capital(_plain(text)) for text in of.value.splitlines() if text.strip()]


def _plain(markdown: str) -> str:
    return "".join(token.words for token in Places(set()).tokens(markdown))


def stage(of: StageReached) -> tuple[str, str]:
    """Its name; how far it is, and since when."""
    since = f", {'from' if of.exact else 'by'} {words.day(of.since)}" if of.since else ""
    return words.capital(of.stage.replace("_", " ")), f"{_PROGRESS[of.progress]}{since}"


def ballot(of: Ballot) -> str:
    """What stands above the table."""
    told, *mended = of.facts
    corrected = f", as corrected by {', '.join(mended)}" if mended else ""
    return f"{words.capital(of.what)}, {'on' if of.exact else 'by'} {words.day(of.on)} ({told}{corrected})"


def votes(of: Ballot) -> list[tuple[str, ...]]:
    return [
        (words.capital(each.category), str(each.approve), str(each.reject), str(each.abstain), each.outcome)
        for each in of.votes
    ]


def cast(of: Cast) -> tuple[str, ...]:
    return words.short_day(of.on), words.capital(of.category), of.member, of.choice, ", ".join(of.facts)


def day(step: Step) -> str:
    told = step.told
    if told["occurred_on"]:
        return words.short_day(date.fromisoformat(told["occurred_on"]))
    return f"by {words.short_day(date.fromisoformat(told['occurred_by']))}"


def who(step: Step) -> str:
    return ", ".join(filter(None, (step.told[name] for name in ("body", "person", "role"))))


def recorded(step: Step) -> str:
    """When we were told, and when it was written down, where that is another day."""
    known, written = step.told["known_at"][:10], step.told["recorded_at"][:10]
    return f"known {known}" + (f", recorded {written}" if written != known else "")


def evidence(step: Step) -> str:
    source = step.told["source"]
    return f"{source['kind']} {', '.join(filter(None, (source['ref'], source.get('locator'))))}"


def links(step: Step) -> Iterator[Link]:
    """Both ways: what mends this fact or is to, and what this fact mends or is to."""
    told, proposal = step.told, step.told["proposal"]
    if told["corrected_by"]:
        yield Link("corrected by", tuple(told["corrected_by"]))
    if told["corrects"]:
        yield Link("corrects", (told["corrects"],))
    if told["corrections_proposed"]:
        yield Link("correction proposed by", tuple(told["corrections_proposed"]))
    if proposal:
        answer = proposal["answered_by"]
        yield Link("answered by", (answer,)) if answer else Link("not yet answered")
    if told["attested_by"]:
        yield Link("also said by", tuple(told["attested_by"]))
    if step.stands:
        yield Link(f"it now says: {step.stands}")


def proof(step: Step) -> tuple[str, ...]:
    return step.told["id"], str(step.told["position"]), str(step.proof.index), base64(step.proof.leaf)
