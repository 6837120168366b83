"""PURE. Text as XML can hold it: whoever wrote it, and whatever it would do in the program that opens the file."""

import re

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_IN_ITS_PLACE = "\ufffd"


def allowed(text: str) -> str:
    """With a mark in the place of each character that XML cannot hold."""
    return _FORBIDDEN.sub(_IN_ITS_PLACE, text)


def on_one_line(text: str) -> str:
    """The same, with spaces for tabs and line ends."""
    return allowed(re.sub(r"[\t\n\r\v\f\x85\u2028\u2029]", " ", text))
