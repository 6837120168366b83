"""A ledger of the bookmarks, kept by the database itself: from where to where each was moved, in order."""

from itertools import groupby
from typing import NamedTuple

import psycopg

# In the right of who keeps it: whoever moves a bookmark may not write there.
_KEEP = """
CREATE TABLE public.moves (
    id bigint GENERATED ALWAYS AS IDENTITY,
    partition integer,
    before bigint,
    after bigint
);

CREATE FUNCTION public.keep_move() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $body$
BEGIN
    INSERT INTO public.moves (partition, before, after)
    VALUES (old.partition, old.position, new.position);
    RETURN NULL;
END
$body$;

CREATE TRIGGER moves_are_kept
    AFTER UPDATE ON projected.bookmarks
    FOR EACH ROW EXECUTE FUNCTION public.keep_move();
"""


class Move(NamedTuple):
    """Of a partition's bookmark, in one transaction that was committed."""

    partition: int
    before: int
    after: int


def keep_moves(url: str) -> None:
    """From now on."""
    with psycopg.connect(url) as connection:
        connection.execute(_KEEP)


def moves(url: str) -> dict[int, list[Move]]:
    """By partition, in order. Numbers are given while the bookmark is locked."""
    with psycopg.connect(url) as connection:
        found = connection.execute("SELECT partition, before, after FROM public.moves ORDER BY partition, id")
        kept = [Move(*row) for row in found]
    return {partition: list(of) for partition, of in groupby(kept, key=lambda move: move.partition)}
