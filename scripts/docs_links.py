"""How does a link of the documentation to a source file look on the built site, which holds no sources?

In a checkout such a link leads to the file. On the site it is the path, as code: a link there would lead nowhere.
"""

from __future__ import annotations

import re
from typing import Any

_OUTSIDE = re.compile(r"\[[^\]]+\]\(\.\./([^)#]+)\)")


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Called by mkdocs for every page."""
    return _OUTSIDE.sub(r"`\1`", markdown)
