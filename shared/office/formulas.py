"""PURE. Text for a spreadsheet that opens CSV: shown and never run, though it may begin like a formula."""

_BEGIN_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def harmless(text: str) -> str:
    """With an apostrophe before what would begin a formula in the program that opens the file."""
    return f"'{text}" if text.startswith(_BEGIN_A_FORMULA) else text


def as_it_was(text: str) -> str:
    """The text that `harmless` was given."""
    return text[1:] if text[:1] == "'" and text[1:].startswith(_BEGIN_A_FORMULA) else text
