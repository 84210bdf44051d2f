"""One style sheet out of many: the imports of `static/css/main.css` written out, so that a page asks only once."""

from __future__ import annotations

import re
from pathlib import Path

_IMPORT = re.compile(r'@import url\("([^"]+)"\) layer\(([a-z]+)\);')
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def stylesheet(main: Path) -> str:
    """The style sheet `main` with every `@import … layer(…)` of it written out, comments left away.

    Serve it from the folder of `main`: addresses in it stay relative to that place.

    Raises:
        FileNotFoundError: an imported file is missing.
    """

    def written_out(found: re.Match[str]) -> str:
        return f"@layer {found[2]} {{\n{(main.parent / found[1]).read_text(encoding='utf-8')}}}"

    return _COMMENT.sub("", _IMPORT.sub(written_out, main.read_text(encoding="utf-8")))
