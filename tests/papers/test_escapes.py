"""What a paper in Markdown writes for `<` is read as what was written."""

import pytest

from shared.papers.escapes import escaped, unescaped


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("Fewer than <5> meters", "Fewer than &lt;5> meters"),
        ("<script>alert(1)</script>", "&lt;script>alert(1)&lt;/script>"),
        ("HTML writes &lt; for <", "HTML writes &amp;lt; for &lt;"),
        ("&amp;lt; and &amp;amp;lt;", "&amp;amp;lt; and &amp;amp;amp;lt;"),
        ("R&D &amp; & co; lt;", "R&D &amp; & co; lt;"),
        (r"C:\<name>", r"C:\&lt;name>"),
    ],
)
def test_a_text_is_written_without_opening_a_tag_and_read_again(text: str, markdown: str) -> None:
    assert escaped(text) == markdown
    assert unescaped(markdown) == text


def test_a_tag_that_a_paper_prints_as_it_is_stays() -> None:
    assert unescaped("<div>one</div>") == "<div>one</div>"
