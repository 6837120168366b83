"""Which statement of one paper answers which of the other."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from services.reporter.compare.pairs import differences, pairs_of
from shared.papers.statement import Statement, say

ITEMS = st.builds(
    lambda stream, list_id, title: say(
        "summary", "agenda_item", stream, list=list_id, purpose="refinement", label=f"MP{stream}", title=title
    ),
    st.sampled_from(["101", "102", "103"]),
    st.sampled_from(["agenda.refinement", "agenda.report_phase"]),
    st.sampled_from(["One", "Two"]),
)
WAITING = st.builds(
    lambda stream: say("opine", "with_authority", stream, list="with_authority", label=f"MP{stream}", title="One"),
    st.sampled_from(["101", "102", "103"]),
)
PAPERS = st.lists(ITEMS | WAITING, max_size=8)


@given(PAPERS, PAPERS)
def test_each_statement_of_both_papers_is_in_one_pair(published: list[Statement], written: list[Statement]) -> None:
    pairs = pairs_of(published, written)
    assert [pair.published for pair in pairs if pair.published] == published
    assert Counter(pair.written for pair in pairs if pair.written) == Counter(written)
    assert all(pair.published or pair.written for pair in pairs)


@given(PAPERS, PAPERS)
def test_equal_statements_answer_each_other_whatever_stands_around_them(
    published: list[Statement], written: list[Statement]
) -> None:
    equal = sum(pair.published == pair.written for pair in pairs_of(published, written))
    assert equal == sum((Counter(published) & Counter(written)).values())


@given(PAPERS)
def test_the_order_of_the_items_is_no_difference(published: list[Statement]) -> None:
    shuffled = sorted(published, key=lambda said: (str(said["title"]), said.subject, str(said["list"])), reverse=True)
    assert all(pair.published == pair.written for pair in pairs_of(published, shuffled))


def test_differences_name_what_is_not_alike() -> None:
    item = say("summary", "agenda_item", "101", list="a", purpose="refinement", label="MP101", title="One")
    other = say("opine", "with_authority", "101", list="a", label="MP101", title="Two")
    assert differences(item, other) == ("section", "statement", "purpose", "title")
    assert differences(item, item) == ()
