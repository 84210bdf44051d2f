"""Pictures of a campaign: the files that lie beside its texts, and the names under which they are served."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import PrivateAttr, StringConstraints

from quest.levels.base import Content, Text

FORMATS = {"svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg", "webp": "image/webp"}

MediaName = Annotated[str, StringConstraints(pattern=rf"^[a-z0-9][a-z0-9-]{{0,63}}\.({'|'.join(FORMATS)})$")]


class Picture(Content):
    """A picture of the pack's folder of media; `alt` says in words what it shows.

    Its author's name for the file may say what the picture is the answer to, so a player only ever sees the name made
    of the file's content. The campaign that holds the file tells it that one.
    """

    file: MediaName
    alt: Text
    _served: str = PrivateAttr(default="")

    def found_as(self, served: str) -> None:
        """Learns under which name its file is served."""
        self._served = served

    def shown(self, language: str) -> dict[str, Any]:
        """What a player gets of it: the name under which it is served, and its words."""
        return {"media": self._served, "alt": self.alt.in_(language)}


def served_name(file: str, data: bytes) -> str:
    """The name under which a file is served: its content's digest and its ending."""
    return f"{hashlib.sha256(data).hexdigest()[:32]}.{file.rpartition('.')[2]}"


def pictures(content: Any) -> Iterator[Picture]:
    """Every picture in a piece of content, at any depth."""
    if isinstance(content, Picture):
        yield content
    elif isinstance(content, Content):
        for _, value in content:
            yield from pictures(value)
    elif isinstance(content, tuple):
        for value in content:
            yield from pictures(value)
