"""Whatever is typed after `secchange command`: no traceback, an exit code that is promised, nothing recorded on no."""

import json
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from services.cli.exits import Exit
from services.cli.shapes import Shape, options, shape_of
from services.cli.system import System
from services.ingest.sheet_files import Form, table
from services.ingest.sheets.columns import columns_of
from services.ingest.sheets.outcomes import OUTCOMES
from shared.domain.streams import Body
from shared.process.naming import kebab
from shared.process.rule import Rule
from shared.process.rules import RULES
from tests import stack
from tests.cli.at_hand import secchange_on, system_at_hand
from tests.cli.test_month_of_commands import MONTHS

pytestmark = pytest.mark.integration

STREAMS = {
    "modification": ["DP125", "mp127", "SECMP0130", "133", "DP900", "MP125A"],
    "meeting": ["meeting/panel/2020-07-17", "meeting/csc/2020-05-26", "meeting/panel/2020-02-30"],
    "release": ["release/2020-11", "release/2021-02", "release/standalone/2020-08-01"],
    "paper": ["paper/2020-06", "paper/2020-13"],
}
ANY_STREAM = [ref for refs in STREAMS.values() for ref in refs]
ODD = st.sampled_from(
    ["", " ", "\0", "\ud800", "--", "-1", "=1+1", "'", '"', "{", "[", "null", "NaN", "1e999", "é" * 300]
)
ANYTHING = st.one_of(ODD, st.text(max_size=20), st.just("[" * 3_000))
DAYS = st.one_of(
    st.dates().map(str), st.sampled_from(["2020-07-31", "2020-08-26", "2020-02-30", "2008-01-01", "9999-12-31", "soon"])
)


@pytest.fixture(scope="module")
def told(postgres_url: str) -> Iterator[System]:
    """A system with some months in it, so that some commands are allowed."""
    with stack.fresh_database(postgres_url) as url, system_at_hand(url) as system:
        assert secchange_on(system, "command", "--bulk", str(MONTHS)).code == 0
        yield system


def values(name: str, shape: Shape, rule: Rule, *, is_tidy: bool) -> st.SearchStrategy[str]:
    """What fits the field; and, where it is not tidy, what does not."""
    match shape.kind:
        case _ if name == "ref":
            fitting = st.sampled_from(STREAMS.get(rule.of or "", ANY_STREAM))
        case "day":
            fitting = DAYS if not is_tidy else st.dates(date(2020, 6, 1), date(2020, 12, 31)).map(str)
        case "number":
            fitting = st.integers(1 if is_tidy else -1, 99).map(str)
        case "flag":
            fitting = st.sampled_from(["true", "false", "yes", "no"] + ["maybe"] * (not is_tidy))
        case "text" if shape.words:
            fitting = st.sampled_from(shape.words)
        case "list" | "object" | "anything":
            fitting = st.recursive(
                st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=5)),
                lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
                max_leaves=5,
            ).map(json.dumps)
        case _:
            fitting = st.sampled_from(["minutes", "DP125", "2020-11", "125#1", "130#1", "R"])
    return fitting if is_tidy else st.one_of(fitting, fitting, fitting, ANYTHING)


@st.composite
def command_lines(draw: st.DrawFn) -> list[str]:
    rule = draw(st.sampled_from(RULES))
    words = [draw(st.sampled_from([rule.command, kebab(rule.command)]))]
    is_tidy = draw(st.booleans())
    for name, shape in options(shape_of(rule)):
        wanted = 10 if shape.is_needed else 1
        if draw(st.integers(0, 9)) < (wanted if is_tidy else 5):
            words += _option(draw, name, draw(values(name, shape, rule, is_tidy=is_tidy)))
    others = [
        *([["--dry-run"], ["--json"], ["--key", "k"], ["--expect-version", "3"], ["--expect-version", "x"]]),
        *([["--role", "panel"], ["--role", "dcc"], ["--role", "king"], ["--person", ""], ["--person", "\x07"]]),
        *([["--json-body", "{"], ["--json-body", "[]"], ["--json-body", '{"on": 7}'], ["--from", "/nowhere"]]),
        *([["--all"], ["--colour", "red"], ["--colour"], ["stray"], ["-x"], ["--help"]]),
    ]
    for extra in draw(st.lists(st.sampled_from(others), max_size=0 if is_tidy else 2)):
        words += extra
    return words


def _option(draw: st.DrawFn, name: str, value: str) -> list[str]:
    name = f"--{draw(st.sampled_from([name, name.replace('_', '-')]))}"
    return draw(st.sampled_from([[name, value], [f"{name}={value}"]]))


@settings(max_examples=160)
@given(words=command_lines())
def test_whatever_is_typed_is_answered(told: System, words: list[str]) -> None:
    head = told.log.head()
    ran = secchange_on(told, "command", *words)
    event(f"exit {ran.code}")
    assert ran.code in set(Exit)
    if ran.code != Exit.DONE or {"--dry-run", "--help"} & set(words):
        assert told.log.head() == head
    if ran.code != Exit.DONE:
        assert ran.err and "Traceback" not in ran.err


@settings(max_examples=60)
@given(
    # Each once: what a text says twice is two commands, and the second may be allowed too.
    text=st.lists(st.one_of(ANYTHING, st.sampled_from(MONTHS.read_text().splitlines())), max_size=5, unique=True),
    all_=st.booleans(),
)
def test_whatever_stands_in_a_bulk_file_is_answered(told: System, text: list[str], all_: bool) -> None:
    head = told.log.head()
    data = "\n".join(text).encode(errors="surrogatepass")
    ran = secchange_on(told, "command", "--bulk", "-", "--all" if all_ else "--each", stdin=data)
    assert ran.code in (Exit.DONE, Exit.DIFFERENCES)
    assert told.log.head() == head, "all that is allowed stands there already"


CELLS = st.one_of(
    st.sampled_from(
        ["DP125", "mp127", "DP999", "2020-08-26", "refinement", "3", "-3", "=1+1", "R", "", " ", "x" * 6_000]
    ),
    st.sampled_from([word for words in OUTCOMES.values() for word in words]),
    st.text(max_size=10),
)


@settings(max_examples=60)
@given(data=st.data(), body=st.sampled_from(list(OUTCOMES)), form=st.sampled_from(["csv", "xlsx"]))
def test_whatever_stands_in_a_sheet_is_answered(
    told: System, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, body: Body, form: Form
) -> None:
    headings = [column.heading for column in columns_of(body, tuple(OUTCOMES[body]))]
    rows = data.draw(st.lists(st.lists(CELLS, max_size=len(headings)), max_size=4))
    file = tmp_path_factory.mktemp("sheets") / f"outcomes.{form}"
    file.write_bytes(table("Outcomes", headings, [row + [""] * (len(headings) - len(row)) for row in rows], form))
    head = told.log.head()
    ran = secchange_on(told, "meeting", "enter", body, "2020-08-26", str(file))
    event(f"exit {ran.code}")
    assert ran.code in (Exit.DONE, Exit.FAILED, Exit.DIFFERENCES)
    recorded = told.log.head()
    again = secchange_on(told, "meeting", "enter", body, "2020-08-26", str(file))
    assert again.code == ran.code
    assert (told.log.head(), head <= recorded) == (recorded, True), "the same again adds nothing"
