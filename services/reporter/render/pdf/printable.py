"""PURE. Which letters and signs the fonts have that travel with the PDF: another would be a hole in the page.

A PDF for the archive may not have such holes, so what the fonts lack is named by its number: `[U+1F600]`; and so are
letters that are written from right to left, and marks that no letter has taken in: whether they can be set depends on
what stands beside them. What is not there to be seen (where a line may break, which way to read) is left out, and any
stretch of white space is one space. The text itself is in `evidence.json`, which the PDF carries, as it was written.
"""

import re
from functools import cache
from unicodedata import category, normalize

_RANGES = """
20-7E A0-AC AE-2FF 370-373 375-377 37A-37D 37F 384-386 388-38A 38C 38E-3A1 3A3-482 48A-4FF 510-513 51A-51D
1E00-1F15 1F18-1F1D 1F20-1F45 1F48-1F4D 1F50-1F57 1F59 1F5B 1F5D 1F5F-1F70 1F72 1F74 1F76 1F78 1F7A 1F7C 1F80-1FB4
1FB6-1FBA 1FBC-1FBD 1FBF-1FC4 1FC6-1FC8 1FCA 1FCC-1FD2 1FD6-1FDA 1FDD-1FE2 1FE4-1FEA 1FEC-1FED 1FF2-1FF4 1FF6-1FF8
1FFA 1FFC 1FFE 2002-200A 2010-2027 202F-2040 2042 2044-2052 2054-205F 2070-2071 2074-208E 2090-209C 20A0-20C0
2100-211E 2120 2122 2124 2127-2129 212C-2151 2153-2184 2189 2190-2328 232B-23FF 2422-2423 2500-2606 2609-262F
2638-268B 2690-269C 26A0-26A7 26AA-26AF 26B2 2701-2704 2706-2709 270C-2714 2717-2726 272A-274B 274D 274F-2752 2756
2758-275E 2761-277F 2794 2798-27AF 27B1-27FF FFFD
"""
"""In hexadecimal; of the fonts of typst 0.15."""

_HOW_TO_DRAW = frozenset(map(chr, range(0xFE00, 0xFE10)))
"""Signs that ask for one of the forms of the sign before."""
_PLAIN = re.compile(r"[!-~‘’“”–£ ]*")


def printable(text: str) -> str:
    """The text as it can be printed. Most text is returned as it is."""
    spaced = " ".join(normalize("NFC", text).split())
    edges = (" " if text[:1].isspace() else ""), (" " if spaced and text[-1:].isspace() else "")
    whole = f"{edges[0]}{spaced}{edges[1]}"
    return whole if _PLAIN.fullmatch(whole) else "".join(map(_printed, whole))


def _printed(sign: str) -> str:
    if category(sign) == "Cf" or sign in _HOW_TO_DRAW:
        return ""
    return sign if ord(sign) in _known() else f"[U+{ord(sign):04X}]"


@cache
def _known() -> frozenset[int]:
    return frozenset(number for first, last in ranges() for number in range(first, last + 1))


def ranges() -> tuple[tuple[int, int], ...]:
    """First and last of each stretch that the fonts have."""
    ends = (stretch.split("-") for stretch in _RANGES.split())
    return tuple((int(first, 16), int((rest or [first])[0], 16)) for first, *rest in ends)
