"""PURE. The files of a paper: in every format of its template, and what tells the bytes of each."""

from collections.abc import Iterable, Mapping
from hashlib import sha256

from services.reporter.render import forms_of, rendered
from services.reporter.report import Report
from shared.domain.facts import IssuedFormat


def files_of(report: Report, forms: Iterable[str] | None = None) -> Mapping[str, bytes]:
    """By format: in all of the template, or in those that are asked for. Raises UnknownVersion."""
    return {form: rendered(report, form) for form in (forms_of(report.cut.template) if forms is None else forms)}


def formats_of(files: Mapping[str, bytes]) -> tuple[IssuedFormat, ...]:
    """As the fact has them."""
    return tuple(
        IssuedFormat(format=form, sha256=sha256(data).hexdigest(), size_bytes=len(data)) for form, data in files.items()
    )
