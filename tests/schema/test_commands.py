"""What the schema of a command allows is what is read as one."""

import json
from typing import Any

import pytest

from shared.process.rules import BY_COMMAND
from shared.process.wire import NotACommand, read
from shared.schema.catalogue import schema_of
from tests.schema.made import made
from tests.schema.test_facts import validator, without


@pytest.mark.parametrize("command", BY_COMMAND)
@pytest.mark.parametrize("whole", [True, False], ids=["whole", "bare"])
def test_what_a_schema_allows_is_read(command: str, whole: bool) -> None:
    value = made(schema_of(command), whole=whole)
    assert validator(command).is_valid(value), value
    read(command, json.dumps(value).encode())


@pytest.mark.parametrize("command", BY_COMMAND)
def test_what_is_no_command_is_none_to_the_schema_either(command: str) -> None:
    value: dict[str, Any] = made(schema_of(command), whole=False)
    of_another = "paper/2020-06" if BY_COMMAND[command].of != "paper" else "MP122"
    missing = [without(name)(value) for name in value]
    for wrong in (*missing, value | {"unheard_of": 1}, value | {"on": "2020-06-31"}):
        _both_refuse(command, wrong)
    if BY_COMMAND[command].of is not None:
        _both_refuse(command, value | {"ref": of_another})


def _both_refuse(command: str, wrong: dict[str, Any]) -> None:
    assert not validator(command).is_valid(wrong), wrong
    with pytest.raises(NotACommand):
        read(command, json.dumps(wrong).encode())
