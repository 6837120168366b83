"""`secchange` that also logs how long a swap waited for a processor: `python -m tests.faults.watched_rebuild -v …`."""

from collections.abc import Callable
from typing import Any

import structlog

from services.projector import rebuild
from shared.rowstore.generations import Generation
from shared.rowstore.store import RowStore
from tests.processor import longest_wait, waited

SWAP_WAITED = "swap.waited"
log = structlog.get_logger()


class Watched(RowStore):
    """Knows all its like in this process: the server has a process for each of them."""

    opened: list["Watched"] = []  # noqa: RUF012

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.opened.append(self)

    def swap(self, generation: Generation, catch_up: Callable[[], object]) -> None:
        before = self._waited()

        def when_held() -> None:
            nonlocal before
            before = self._waited()
            catch_up()

        super().swap(generation, when_held)
        after = self._waited()
        # Each works while the others wait for its answer, so what they wait for a processor adds up.
        log.info(SWAP_WAITED, seconds=sum(map(longest_wait, before, after)))

    def _waited(self) -> list[dict[str, float]]:
        """Of this process, and of the server's for each store."""
        return [waited("self"), *(waited(store.process_id) for store in self.opened)]


if __name__ == "__main__":
    vars(rebuild)["RowStore"] = Watched
    from services.cli import main

    main()
