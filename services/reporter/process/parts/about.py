"""What the page is, and how sure each line of it is."""

from collections.abc import Iterator

from services.reporter.process.page import Part, Prose, Table
from services.reporter.process.words import MARKS

_ABOUT = (
    "This is how the system understands the change process of the Smart Energy Code: where a modification, an "
    "assessment, a release and a meeting may stand, which commands lead on from there, who may give them, and which "
    "facts come of them. It is made from the code by `secchange schema process`, and a test holds the two equal: what "
    "is written here is what happens."
)
_DOORS = (
    "A *command* is decided by these rules, and refused with the clause where they do not allow it. A fact that is "
    "*observed*, from a paper, a register or a letter, really happened: it is recorded, and where it does not fit the "
    "rules a finding says so."
)
_SURE = (
    "The full legal text of Section D was not at hand. Each rule, each condition and each setting is marked with where "
    "it comes from, so that whoever knows better can see what to check first."
)


def about() -> Iterator[Part]:
    yield Part("What this is", (Prose(_ABOUT), Prose(_DOORS)))
    rows = tuple(((f"[{mark}]",), (f"{says[0].upper()}{says[1:]}.",)) for mark, says in MARKS.items())
    yield Part("How sure it is", (Prose(_SURE), Table("Marks of sureness", ("Mark", "It means"), rows)))
