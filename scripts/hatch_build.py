"""What goes into a wheel besides the package `quest`: the files that lie beside it in a checkout."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

MOVES = {"config.py": "quest/_config.py", "templates": "quest/_web/templates", "static": "quest/_web/static"}
"""Place in the checkout -> place in the wheel, which so takes no name but `quest` among the installed packages."""


class WebFiles(BuildHookInterface[Any]):
    """Adds the web files to a wheel; an editable install uses them where they lie."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Extend the wheel's list of files; raise FileNotFoundError before `make setup` has made them all."""
        if version == "editable":
            return
        if not (Path(self.root) / "static" / "vendor").is_dir():
            raise FileNotFoundError("static/vendor is not there yet: run `make setup`, or build with `make wheel`")
        build_data["force_include"].update(MOVES)
