"""Where the templates and static files lie: beside the package in a checkout, inside it once installed."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_INSTALLED = _PACKAGE / "_web"
_WEB = _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parent

TEMPLATES = _WEB / "templates"
STATIC = _WEB / "static"
