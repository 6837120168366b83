"""Why a value is no fact, in one line: where, what was found, what was expected."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

LONGEST_SHOWN = 60

_EXPECTED: Mapping[str, str] = {
    "missing": "it is missing: expected a value",
    "extra_forbidden": "it is no field of this fact: leave it out",
    "date_type": "expected a day as YYYY-MM-DD",
    "date_parsing": "expected a day of the calendar as YYYY-MM-DD",
    "date_from_datetime_parsing": "expected a day of the calendar as YYYY-MM-DD",
    "date_from_datetime_inexact": "expected a day as YYYY-MM-DD, without a time",
    "datetime_type": "expected a moment such as 2020-06-12T09:00:00+01:00",
    "datetime_parsing": "expected a moment such as 2020-06-12T09:00:00+01:00",
    "datetime_from_date_parsing": "expected a moment such as 2020-06-12T09:00:00+01:00",
    "timezone_aware": "expected a moment with its offset, such as +01:00 or Z",
    "int_type": "expected a whole number",
    "int_from_float": "expected a whole number",
    "int_parsing_size": "expected a smaller number",
    "bool_type": "expected true or false",
    "string_type": "expected text",
    "string_too_short": "expected text that is not empty",
    "tuple_type": "expected a list",
    "dict_type": "expected an object",
    "model_type": "expected an object",
}
"""By pydantic's word for the fault; what has no line here keeps pydantic's own."""


def first_reason(error: ValidationError) -> str:
    """The first fault that pydantic names."""
    fault = error.errors(include_url=False)[0]
    where = ".".join(str(part) for part in fault["loc"]) or "the fact"
    return f"{where}: {_found(fault)}{_expected(fault)}"


def _found(fault: Any) -> str:
    """The value, where showing it helps."""
    if fault["type"] in ("missing", "extra_forbidden", "value_error", "json_invalid"):
        return ""
    shown = repr(fault["input"])
    return f"found {shown if len(shown) <= LONGEST_SHOWN else shown[: LONGEST_SHOWN - 1] + '…'}, "


def _expected(fault: Any) -> str:
    context = fault.get("ctx", {})
    match fault["type"]:
        case "literal_error":
            return f"expected one of {context['expected']}"
        case "greater_than_equal":
            return f"expected at least {context['ge']}"
        case "less_than_equal":
            return f"expected at most {context['le']}"
        case "string_pattern_mismatch":
            return f"expected text of the form {context['pattern']}"
        case "json_invalid":
            return f"expected JSON, found {context['error']}"
        case kind:
            message: str = fault["msg"]
            return _EXPECTED.get(kind, message.removeprefix("Value error, "))
