"""What a source calls a modification is a label, whoever tells it: where it stands is read from its series."""

import pytest

from shared.domain.codec import NotAFact
from tests.given import history


@pytest.mark.parametrize("fact", ["ProposalRaised  proposer.name=N title=T", "ProposalNamed"])
def test_what_is_no_label_is_no_fact(fact: str) -> None:
    with pytest.raises(NotAFact, match="'Meters' is no label: expected DP125, MP125 or SECMP0007"):
        history(f"2020-05-07  DP125  {fact} label=Meters")
