"""The bytes of a leaf are those that the format's description gives, and no two lines share them."""

from hashlib import sha256

from hypothesis import assume, given
from hypothesis import strategies as st

from shared.trail.leaf import Line, leaf_data, leaf_hash, leaf_hashes

BIG, SIGNED = st.integers(0, 2**63 - 1), st.integers(-(2**63), 2**63 - 1)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
BYTES = st.binary(max_size=6)
LINES = st.builds(Line, BIG, BIG, SIGNED, SIGNED, SIGNED, TEXT, TEXT, BYTES, BYTES)

KNOWN = Line(
    7, 2, 1_591_916_400_000_000, 1_591_916_400_000_001, -1, "102B", "ProposalRaised/1", b"\xff", b'{"\xc2\xa3"}'
)


def test_a_leaf_is_made_of_these_bytes() -> None:
    expected = (
        b"secchange/fact/1\n"
        + bytes.fromhex("0000000000000007")  # position
        + bytes.fromhex("0000000000000002")  # version
        + bytes.fromhex("0005a7d6eb88bc00")  # known at
        + bytes.fromhex("0005a7d6eb88bc01")  # latest known at
        + bytes.fromhex("ffffffffffffffff")  # recorded at, one microsecond before 1970
        + bytes.fromhex("00000004 00000010 00000001 00000006")
        + b"102B"
        + b"ProposalRaised/1"
        + b"\xff"
        + b'{"\xc2\xa3"}'
    )
    assert leaf_data(KNOWN) == expected
    assert leaf_hash(KNOWN) == sha256(b"\x00" + expected).digest()


@given(LINES, LINES)
def test_lines_that_differ_have_bytes_that_differ(one: Line, other: Line) -> None:
    assume(one != other)
    assert leaf_data(one) != leaf_data(other)


@given(st.builds(Line, BIG, BIG, SIGNED, SIGNED, SIGNED, st.just("ab"), st.just("cd"), st.just(b"ef"), st.just(b"gh")))
def test_a_letter_that_moves_from_column_to_column_shows(line: Line) -> None:
    moved = [
        line._replace(stream="a", topic="bcd"),
        line._replace(topic="c", identity=b"def"),
        line._replace(identity=b"e", state=b"fgh"),
        line._replace(identity=b"", state=b"efgh"),
    ]
    assert len({leaf_data(each) for each in [line, *moved]}) == 5


@given(st.lists(LINES, max_size=4))
def test_many_are_hashed_as_each_is(lines: list[Line]) -> None:
    assert leaf_hashes(lines) == [leaf_hash(line) for line in lines]
