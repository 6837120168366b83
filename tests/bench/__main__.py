"""`python -m tests.bench [CASE ...] [--facts N] [--rounds N] [--quick]`: exit 1 where a goal is missed."""

import argparse
import json
import logging
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path

from shared import logs
from tests.bench.cases import CASES
from tests.bench.figures import Crash, Row
from tests.bench.machine import kafka_version, load, machine
from tests.bench.stand import Stand
from tests.bench.table import Told, as_json, as_markdown, verdict


def main(arguments: list[str] | None = None) -> int:
    asked = _parser().parse_args(arguments)
    logs.configure(level=logging.ERROR)
    with Stand(rounds=asked.rounds, facts=asked.facts, quick=asked.quick) as stand:
        told: list[Told] = []
        for case in asked.cases or CASES:
            told += _run(case, stand)
        of = machine(stand.postgres_version(), kafka_version())
    asked.out.mkdir(parents=True, exist_ok=True)
    (asked.out / "bench.json").write_text(json.dumps(as_json(told, of), indent=2, ensure_ascii=False) + "\n")
    (asked.out / "bench.md").write_text(as_markdown(told, of))
    print(as_markdown(told, of))
    return int(any(verdict(each.what) == "FAIL" for each in told))


def _run(case: str, stand: Stand) -> list[Told]:
    print(f"{case} …", file=sys.stderr, flush=True)
    return [Told(case, what, load()) for what in _rows(case, stand)]


def _rows(case: str, stand: Stand) -> Iterator[Row | Crash]:
    try:
        yield from CASES[case](stand)
    except Exception as error:
        # One case that breaks is a row of its own; the others are still worth measuring.
        traceback.print_exc()
        yield Crash(case, " ".join(f"{type(error).__name__}: {error}".split())[:200])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="How fast it is, beside its peers.")
    parser.add_argument("cases", nargs="*", choices=[[], *CASES], metavar="CASE", help=", ".join(CASES))
    parser.add_argument("--facts", type=int, help="instead of each case's own size")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--quick", action="store_true", help="small sizes, to see that everything runs")
    parser.add_argument("--out", type=Path, default=Path("out/bench"))
    return parser


if __name__ == "__main__":
    sys.exit(main())
