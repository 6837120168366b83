"""`python -m infra.fake_servicenow [--port N] [--trap NAME ...] [--seconds N]`: plays June 2020, until it is ended."""

import argparse
import signal
from threading import Event

from infra.fake_servicenow.app import PASSWORD, USER, FakeServiceNow
from infra.fake_servicenow.serving import serving
from infra.fake_servicenow.story import play
from infra.fake_servicenow.table import Table
from infra.fake_servicenow.traps import TRAPS, Traps


def main(arguments: list[str] | None = None) -> None:
    asked = _parser().parse_args(arguments)
    stop, table = Event(), Table(Traps(*asked.trap))
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with serving(FakeServiceNow(table), asked.port) as url:
        print(_sources(url), flush=True)
        play(table, asked.seconds, stop)
        stop.wait()


def _sources(url: str) -> str:
    """What the file of sources has to say, to poll it."""
    return (
        "# To poll it, put this into sources.toml: SECCHANGE_FEED_SOURCES=sources.toml secchange feed poll\n"
        f'[sources."urn:dcc:itsm:fake".servicenow]\nurl = "{url}"\nuser = "{USER}"\npassword = "{PASSWORD}"'
    )


def _parser() -> argparse.ArgumentParser:
    told = "\n".join(f"  {name:<16} {meaning}" for name, meaning in TRAPS.items())
    parser = argparse.ArgumentParser(
        prog="python -m infra.fake_servicenow",
        description="A ServiceNow to be polled, with the assessments of June 2020.",
        epilog=f"traps:\n{told}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--port", type=int, default=0, help="on loopback (default: any free one)")
    parser.add_argument("--trap", action="append", default=[], choices=TRAPS, metavar="NAME", help="switch it on")
    parser.add_argument("--seconds", type=float, default=0.0, help="that the story takes (default: at once)")
    return parser


if __name__ == "__main__":
    main()
