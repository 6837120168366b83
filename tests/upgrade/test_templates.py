"""A paper that went out in an older template is the same file for ever, in every format, restated or not."""

from collections.abc import Mapping

import pytest

from services.reporter.assemble import assemble
from services.reporter.cut import Asked
from services.reporter.issued.acceptance import accepted, with_issue
from services.reporter.issued.files import files_of, formats_of
from services.reporter.render import TEMPLATES
from services.reporter.report import Issue
from services.reporter.views import view_of
from shared.domain.codec import recorded
from shared.domain.facts import FigureChange
from shared.domain.period import Month
from tests.upgrade.released import releases

REF = "SECP_99_0101_01"
CHANGE = FigureChange(figure="assessments.pa.open.mean_wd", before="78 WD", after="82 WD", kind="R1", facts=("901#1",))

KEPT: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("paper/1", ""): {
        "md": "3e2ff7a2cc5993d5bdae9ad9cddcd556c0e3b076549169ca11aef70292c1753a",
        "html": "e43ca6e06fd9dcd66f7675226e0ef3fe354c97872c0215e015903d18aba49d43",
        "json": "15a7688dc1cee159bb18e039b7b2a33e53e586cec76682ee3d7f1a46c05b071b",
        "pdf": "4cf5f7b745e02dd14d1fea432077b71e54441c228982c972555fdc32734d32df",
        "docx": "e04f34dc21161b1cae57953be5416ff188f73c752bcf14627f89053a93972fc9",
        "xlsx": "22248d473570de4f30d4e410f642c588a19ee8c48d984bba4a2629e51f216033",
        "csv": "16529af05fcb5e5bc45a8573ffd60079a0eb6d898815f07a604f66f0eff973e3",
        "ics": "6c747039568a818b1bc1d276f34aee5c727b46e9ef38154a2895fd34139fc320",
    },
    ("paper/1", "R1"): {
        "md": "09c2f4aaffe3cc85b7c0b6737282759d637755b5a2386719925c44db0b0b80d2",
        "html": "1f3326f8df87c480b1ce28d81891cd3f5b1f78e7339e809067c775041ffeff18",
        "json": "69ad698f23ffd108db384e3fcfb314ecdeab2b115f66c312d16bd444279c7911",
        "pdf": "365a4a75dbcb0eda36e9d14a911f636420913cb2244721bfa6a4cba32ee0b3a3",
        "docx": "0d43bf2d17694610e43be5a4865e5410e02bd4298c5a0d9c623e303c4b96707c",
        "xlsx": "9d1d6ca2ab5eb6bac1fc414e14c3548294a11378d0ca3fb1f223f357c6c56f63",
        "csv": "6873fe64211c1167f0f7184689b8269e1f82957331156c7e695bd67329b72134",
        "ics": "6c747039568a818b1bc1d276f34aee5c727b46e9ef38154a2895fd34139fc320",
    },
}
"""By template and edition, as that version of secchange made them of the facts of 0.1.0 which had none after it."""


def made(template: str, edition: str) -> Mapping[str, bytes]:
    """The paper of June 2020 of what 0.1.0 left behind, issued with every finding accepted."""
    facts = map(recorded, releases()[0].facts())
    asked = Asked(template=template, rules="rules/1", calendar="england_and_wales/1")
    report = assemble(view_of(facts, Month(2020, 6), asked=asked))
    told = accepted(report.findings, {finding.rule: "As it was" for finding in report.findings})
    changes = (CHANGE,) if edition else ()
    return files_of(with_issue(report, Issue(REF, edition, "a\n1\nb\n\n— c d\n", told, changes)))


@pytest.mark.parametrize(("template", "edition"), KEPT)
def test_a_paper_of_an_older_template_comes_out_as_it_went_out(template: str, edition: str) -> None:
    """Red: what an older template prints was changed; that is undone, and made under a new version."""
    made_now = {each.format: each.sha256 for each in formats_of(made(template, edition))}
    assert made_now == KEPT[template, edition]


def test_every_template_but_the_last_is_kept() -> None:
    """Red: a template was added. What its forerunner made is kept here, restated or not."""
    assert {template for template, _ in KEPT} == set(list(TEMPLATES)[:-1])


def test_what_a_restated_paper_is_called_is_what_the_template_changed() -> None:
    reference = f"**Paper Reference:** {REF}"
    first, second = (made(template, "R1")["md"].decode().splitlines() for template in ("paper/1", "paper/2"))
    changed = {(then, now) for then, now in zip(first, second, strict=True) if then != now}
    assert changed == {(reference, f"{reference} (R1)"), ("| Template | paper/1 |", "| Template | paper/2 |")}
