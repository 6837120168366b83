"""What two readers might read differently is refused."""

import json

import pytest

from shared.feed.reasons import Refused
from shared.feed.strict import read_strictly


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"{", "not-json"),
        (b'{"a": 1, "a": 2}', "not-json"),
        (b'{"a": "\\ud800"}', "not-json"),
        (b'{"\\ud800": 1}', "not-json"),
        (b'["\\u0000"]', "not-json"),
        (b'["\0"]', "not-json"),
        (b"[9223372036854775808]", "not-json"),
        (b"[-9223372036854775809]", "not-json"),
        (b"[NaN]", "not-json"),
        (b"[1e999]", "not-json"),
        (b"[" * 65 + b"]" * 65, "not-json"),
        (b'{"a":' * 65 + b"1" + b"}" * 65, "not-json"),
        (b"[" * 10_000, "not-json"),
        ('"é"'.encode("utf-16"), "encoding"),
        (b'"\xed\xa0\x80"', "encoding"),
        (b" " * (256 * 1024 + 1), "too-large"),
    ],
)
def test_it_is_refused(body: bytes, code: str) -> None:
    found = read_strictly(body)
    assert isinstance(found, Refused) and found.code == code


@pytest.mark.parametrize(
    "value",
    [
        {"a": [1, 2.5, True, None, "é 😀"]},
        {"a": "[" * 100},
        [[]] * 100,
        [{"a": {"b": [1]}}] * 60,
        9223372036854775807,
        "a \\u in words",
    ],
)
def test_it_is_read(value: object) -> None:
    assert read_strictly(json.dumps(value).encode()) == value
    assert read_strictly(json.dumps(value, ensure_ascii=False).encode()) == value


def test_64_levels_are_read() -> None:
    assert not isinstance(read_strictly(b"[" * 64 + b"]" * 64), Refused)
