"""Where the templates and static files lie: beside the package in a checkout, inside it once installed."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent

INSTALLED = (_PACKAGE / "_web").is_dir()
"""Whether this is an installed package, as opposed to a checkout."""

_WEB = _PACKAGE / "_web" if INSTALLED else _PACKAGE.parent

TEMPLATES = _WEB / "templates"
STATIC = _WEB / "static"
