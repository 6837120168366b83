"""What a fact belongs to: ids that are stored for ever."""

from datetime import date

import pytest

from shared.domain import streams
from shared.domain.streams import NotAStream, kind_of, resolve


@pytest.mark.parametrize(
    ("stream", "kind"),
    [
        ("7", "modification"),
        ("102B", "modification"),
        ("meeting/panel/2020-06-19", "meeting"),
        ("meeting/change_board/2020-05-27", "meeting"),
        ("release/2020-11", "release"),
        ("release/standalone/2020-05-27", "release"),
        ("paper/2020-06", "paper"),
        ("feed/dcc", "feed"),
    ],
)
def test_an_id_says_what_kind_of_stream_it_is(stream: str, kind: str) -> None:
    assert kind_of(stream) == kind


@pytest.mark.parametrize(
    "text",
    [
        "",
        "007",
        "meeting/board/2020-06-19",
        "meeting/panel/2020-6-19",
        "release/2020-13",
        "release/2020",
        "paper/2020-00",
        "feed/DCC",
        "feed/",
        "106#4",
        "MP106/",
        "paper/2020-06\n",
        "paper/２０２０-06",
        "1２",
    ],
)
def test_other_forms_are_refused(text: str) -> None:
    with pytest.raises(NotAStream, match="is no stream: expected such as 124, 102B, meeting/panel"):
        kind_of(text)


def test_a_reference_or_an_id_names_its_stream() -> None:
    assert [resolve(ref) for ref in ("DP124", "124", "SECMP0007", " paper/2020-06 ")] == [
        "124",
        "124",
        "7",
        "paper/2020-06",
    ]


@pytest.mark.parametrize(
    ("ref", "why"),
    [
        ("meeting/panel/2020-02-30", "'meeting/panel/2020-02-30' is no meeting: 2020-02-30 is not a day"),
        ("release/standalone/2021-04-31", "2021-04-31 is not a day"),
        ("SECMP", "'SECMP' is no stream"),
    ],
)
def test_an_impossible_day_in_an_id_is_told(ref: str, why: str) -> None:
    with pytest.raises(NotAStream, match=why):
        resolve(ref)


def test_ids_are_made_as_they_are_read() -> None:
    assert streams.meeting("panel", date(2020, 6, 19)) == "meeting/panel/2020-06-19"
    assert streams.release("2020-11") == "release/2020-11"
    assert streams.paper("2020-06") == "paper/2020-06"
