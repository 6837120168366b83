"""What the rules take from settings."""

from collections.abc import Iterator, Mapping
from datetime import date

from services.reporter.process.page import Cell, Part, Prose, Table
from shared.process.settings import ALWAYS, SETTINGS, Setting

_READ = (
    "What is a number or a list is a setting. A decision is judged by what held on its own day, so a change adds a "
    "line with the day from which it holds. WD are Working Days."
)


def settings() -> Iterator[Part]:
    columns = ("Setting", "Value", "Holds from", "Source")
    yield Part("The settings", (Prose(_READ), Table("Settings", columns, tuple(map(_row, SETTINGS)))))


def _row(setting: Setting) -> tuple[Cell, ...]:
    since = "always" if setting.holds_from == ALWAYS else setting.holds_from.isoformat()
    source = f"{setting.source[0].upper()}{setting.source[1:]} [{setting.sure}]"
    return (f"{setting.name.replace('_', ' ')} (`{setting.name}`)",), (_value(setting.value),), (since,), (source,)


def _value(value: object) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case Mapping():
            return ", ".join(f"{str(name).replace('_', ' ')} {count}" for name, count in value.items())
        case frozenset():
            return ", ".join(sorted(map(str, value)))
        case date():
            return value.isoformat()
        case _:
            return str(value)
