"""`secchange` as a next version would be: `python -m tests.upgrade.next_version …` takes the same commands.

In it a planned release says whether its day is firm. So `ReleasePlanned` has a second version, the first is upcast to
it, and the read model of releases, whose rows show it, has a next version too.
"""

from dataclasses import replace

from msgspec.structs import asdict

from shared import readmodels
from shared.domain import codec
from shared.domain.facts import release as facts
from shared.domain.upcasts import UPCASTS, Data
from shared.readmodels import releases
from shared.readmodels.readmodel import History


class ReleasePlanned(facts.ReleasePlanned):
    """It is to go live on `planned_on`; `firm` where that day will not move any more."""

    VERSION = facts.ReleasePlanned.VERSION + 1

    firm: bool


class Release(releases.Release, frozen=True, kw_only=True):
    """`firm` where every plan is."""

    firm: bool


def not_firm(data: Data) -> Data:
    """Nobody had said so."""
    return data | {"firm": False}


def fold(history: History) -> dict[str, Release]:
    firm = all(told.fact.firm for told in history if isinstance(told.fact, ReleasePlanned))
    return {key: Release(**asdict(row), firm=firm) for key, row in releases.fold(history).items()}


def install() -> None:
    """Before anything else is imported: much of the program takes up its facts and read models then."""
    old, new = facts.ReleasePlanned.topic(), ReleasePlanned.topic()
    codec._FACTS = {topic: fact for topic, fact in codec._FACTS.items() if topic != old} | {new: ReleasePlanned}
    assert isinstance(UPCASTS, dict)
    UPCASTS[old] = not_firm
    model = replace(releases.RELEASES, version=releases.RELEASES.version + 1, row=Release, fold=fold)
    readmodels.READ_MODELS = tuple(model if each.name == model.name else each for each in readmodels.READ_MODELS)


if __name__ == "__main__":
    install()
    from services.cli import main

    main()
