"""QR codes as SVG, sized by the style sheet of the page that shows them."""

from __future__ import annotations

import io

import segno
from markupsafe import Markup

QUIET_ZONE = 4  # modules; readers ask for as many


def qr(address: str, label: str) -> Markup:
    """The code of an address: ink on white in every theme, so that every reader takes it.

    Args:
        label: what somebody who cannot see it is told.
    """
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawn,
        kind="svg",
        border=QUIET_ZONE,
        dark="#10161D",
        light="#FFF",
        xmldecl=False,
        svgns=False,
        omitsize=True,
        svgclass="qr",
        lineclass=None,
        nl=False,
    )
    opening = Markup('<svg role="img" aria-label="{}" shape-rendering="crispEdges"').format(label)
    return opening + Markup(drawn.getvalue().decode().removeprefix("<svg"))  # noqa: S704 - segno's own markup
