"""The rows of the feed: a row each for a ticket, a source, an item of the quarantine, and what a ticket told."""

from datetime import date

from shared.readmodels import FEEDS, FOLLOWED, SET_ASIDE, TICKETS
from tests.feed.desk import Desk
from tests.feed.rows import Folded
from tests.feed.tickets import SOURCE, revision
from tests.readmodels.reading import row, rows

FEED = f"feed/{SOURCE}"
ACCEPTED = revision(1, "accepted", "2020-03-26", accepted_on=date(2020, 3, 26), target_wd=15)
RETURNED = revision(
    4, "returned", "2020-05-01", accepted_on=date(2020, 3, 26), returned_on=date(2020, 5, 1), target_wd=15
)


def test_a_ticket_has_its_life_and_what_is_missing_of_it() -> None:
    made = Desk()
    for each in (RETURNED, ACCEPTED):
        made.hear(each)
    [ticket] = Folded(made.recorded).of(TICKETS).values()
    assert (ticket.key, ticket.revisions, ticket.heard_by) == (f"{SOURCE}|t106", 2, f"ticket/{SOURCE}/t106#2")
    assert ticket.life
    assert (ticket.life.label, ticket.life.kind, ticket.life.revision, ticket.life.gaps) == ("MP106", "PA", 4, 2)
    assert ticket.life.told_by == f"ticket/{SOURCE}/t106#1", "of the revision that counts last, not of what came last"
    assert [(deed.kind, deed.on) for deed in ticket.life.deeds] == [
        ("accepted", date(2020, 3, 26)),
        ("returned", date(2020, 5, 1)),
    ]


def test_of_a_modification_it_is_known_which_ticket_told_of_which_assessment() -> None:
    made = Desk()
    made.hear(ACCEPTED)
    [told] = Folded(made.recorded).of(FOLLOWED).values()
    assert (told.stream, told.ticket, told.assessment) == ("106", f"{SOURCE}|t106", "106/PA/1")


def test_a_source_has_its_doors_its_words_and_what_is_gone() -> None:
    source = row(
        FEEDS,
        f"""
        2020-06-01  {FEED}  FeedConnected  door=poll
        2020-06-02  {FEED}  FeedMappingFixed  field=state word=Odd meaning=accepted
        2020-06-03  {FEED}  TicketVanished  ticket_id=t1 ticket_number=CHG0000001 modification=MP106 revision=1
        2020-06-03  {FEED}  TicketVanished  ticket_id=t2 ticket_number=CHG0000002 modification=MP107 revision=1
        2020-06-04  {FEED}  TicketReappeared  ticket_id=t1
        2020-06-05  {FEED}  FeedReconciled  compared=9 differences=3 unexplained=1
        """,
    )
    assert [each.door for each in source.doors] == ["poll"]
    assert [(each.word, each.meaning) for each in source.words] == [("Odd", "accepted")]
    assert [each.number for each in source.gone] == ["CHG0000002"]
    assert source.compared and (source.compared.on, source.compared.unexplained) == (date(2020, 6, 5), 1)


def test_what_is_set_aside_is_a_row_of_its_own_until_somebody_deals_with_it() -> None:
    fields = f'message="No such state." fingerprint=state-unmapped door=webhook raw_sha256={"a" * 64}'
    found = rows(
        SET_ASIDE,
        f"""
        2020-06-01  {FEED}  TicketQuarantined  item=one reason=state-unmapped {fields}
        2020-06-02  {FEED}  TicketQuarantined  item=two reason=state-unmapped {fields}
        2020-06-03  {FEED}  QuarantineReplayed  item=two attempt=1 reason=state-unmapped
        2020-06-04  {FEED}  QuarantineDiscarded  item=one reason="A test of theirs."
        """,
    )
    told = {key: (each.disposition, each.attempts, each.last_reason, each.settled_on) for key, each in found.items()}
    assert told == {
        f"{FEED}/one": ("discarded", 0, "A test of theirs.", date(2020, 6, 4)),
        f"{FEED}/two": ("open", 1, "state-unmapped", None),
    }
