"""How a paper in Markdown writes `<`, which would begin a tag: as `&lt;`; and how that is read again."""

import re

_ENTITY = re.compile(r"&(?P<more>(?:amp;)*)lt;")


def escaped(text: str) -> str:
    """Without `<`; where the text itself says `&lt;`, that stays told apart. `unescaped` gives the text again."""
    return _ENTITY.sub(lambda found: f"&amp;{found[0][1:]}", text).replace("<", "&lt;")


def unescaped(text: str) -> str:
    """What a reader of the Markdown sees. Other text stays as it is: a `<` that nobody escaped, any other entity."""
    return _ENTITY.sub(lambda found: f"&{found['more'][4:]}lt;" if found["more"] else "<", text)
