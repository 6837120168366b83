"""The threads in which commands are carried out, apart from those that serve pages and health."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from services.ingest.web.request import Unfit

AT_ONCE = 8
"""Each holds up to two connections to the database."""
WAITING_AT_MOST = 500

T = TypeVar("T")


class Workers:
    """A few commands at once, some more wait their turn, and what comes beyond that is sent away. Close it."""

    def __init__(self, at_once: int = AT_ONCE, waiting_at_most: int = WAITING_AT_MOST) -> None:
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix="command")
        self._most = at_once + waiting_at_most
        self._under_way = 0

    async def run(self, work: Callable[[], T]) -> T:
        """What `work` gives, from another thread. Raises Unfit where too many wait."""
        if self._under_way >= self._most:
            raise Unfit(429, "too-many", "too many commands wait: come again", {"Retry-After": "1"})
        self._under_way += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)
        finally:
            self._under_way -= 1

    def close(self) -> None:
        """What is under way is finished first."""
        self._threads.shutdown()
