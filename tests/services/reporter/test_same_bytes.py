"""A paper of files within files has the same bytes wherever, whenever and by whatever process it is made."""

import os
import subprocess
import sys
from hashlib import sha256

from services.reporter.render.csv import csv
from services.reporter.render.docx import docx
from services.reporter.render.xlsx import xlsx
from tests.services.reporter.papers import june

_MAKE = """
import locale
from tests.services.reporter.test_same_bytes import hashes
try:
    locale.setlocale(locale.LC_ALL, "")
except locale.Error:
    pass
print(hashes())
"""


def hashes() -> list[str]:
    return [sha256(render(june())).hexdigest() for render in (docx, xlsx, csv)]


def printed(program: str, **elsewhere: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program], env=os.environ | elsewhere, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_in_another_time_zone_and_locale_with_another_hash_seed_and_once_more() -> None:
    here = hashes()
    assert len(set(here)) == 3
    assert hashes() == here
    assert printed(_MAKE, TZ="Pacific/Kiritimati", LC_ALL="de_DE.UTF-8", PYTHONHASHSEED="77") == str(here)


def test_who_asks_for_markdown_loads_no_library_of_another_format() -> None:
    loaded = "import sys, services.reporter.render, services.cli.report; print(*sorted(sys.modules))"
    assert not {"docx", "docxtpl", "xlsxwriter", "lxml", "typst"} & set(printed(loaded).split())
