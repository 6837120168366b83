"""Published Change Status Reports that come with the package, byte for byte as published.

`make demo` and the tests start from them. To add one: its text as `<paper reference>.md` in this folder.
"""

import re
from importlib.resources import files

JUNE_2020 = "SECP_81_1906_12"


def bundled(ref: str) -> bytes:
    """The bytes of the paper with the reference `ref`. Raises LookupError that names those there are."""
    if ref not in references():
        raise LookupError(f"no paper {ref!r} comes with secchange; there are: {', '.join(references())}")
    return files(__name__).joinpath(f"{ref}.md").read_bytes()


def references() -> tuple[str, ...]:
    """The references of the papers that are here, sorted."""
    names = (re.fullmatch(r"(SECP_\w+)\.md", entry.name) for entry in files(__name__).iterdir())
    return tuple(sorted(name[1] for name in names if name))
