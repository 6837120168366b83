"""Old shapes of facts are brought up to today's, one version at a time, when they are read."""

import json

from shared.domain.upcasts import Data, upcast

OLD = json.dumps({"type": "ProposalNamed", "version": 1, "ref": "106", "data": {"name": "MP106: Meters – 2"}}).encode()


def in_two(data: Data) -> Data:
    label, title = data["name"].split(": ")
    return {"label": label, "title": title}


def counted(data: Data) -> Data:
    return data | {"times": 1}


def test_a_fact_goes_up_by_every_version_that_came_since() -> None:
    topic, value = upcast("ProposalNamed/1", OLD, {"ProposalNamed/1": in_two, "ProposalNamed/2": counted})

    assert topic == "ProposalNamed/3"
    assert json.loads(value) == {
        "type": "ProposalNamed",
        "version": 3,
        "ref": "106",
        "data": {"label": "MP106", "title": "Meters – 2", "times": 1},
    }


def test_a_fact_in_the_middle_goes_up_from_there() -> None:
    second = json.dumps({"type": "ProposalNamed", "version": 2, "data": {"label": "MP106", "title": "x"}}).encode()

    topic, value = upcast("ProposalNamed/2", second, {"ProposalNamed/1": in_two, "ProposalNamed/2": counted})

    assert (topic, json.loads(value)["data"]) == ("ProposalNamed/3", {"label": "MP106", "title": "x", "times": 1})


def test_other_facts_stay_as_they_are() -> None:
    topic, value = upcast("ProposalWithdrawn/1", OLD, {"ProposalNamed/1": in_two})

    assert (topic, json.loads(value)) == ("ProposalWithdrawn/1", json.loads(OLD))
