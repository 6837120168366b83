"""What is made later is made once, when somebody looks, and is then like any other."""

from services.reporter.later import Later


def test_it_is_made_when_somebody_first_looks_and_never_again() -> None:
    made: list[int] = []
    later = Later(lambda: made.append(1) or (7, 8))  # type: ignore[func-returns-value]
    assert made == []
    assert (len(later), later[0], later[1:], tuple(later)) == (2, 7, (8,), (7, 8))
    assert made == [1]


def test_it_is_what_it_holds() -> None:
    assert Later(lambda: (7, 8)) == Later(lambda: [7, 8])
    assert Later(lambda: (7, 8)) == (7, 8)
    assert Later(lambda: (7, 8)) != (8, 7)
