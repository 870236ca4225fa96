"""QR codes drawn on the server: for pages without script, and for paper."""

from io import BytesIO
from typing import Literal

import segno
from markupsafe import Markup


def svg(text: str, error: Literal["m", "q"] = "m") -> Markup:
    """An SVG that scales, dark on light whatever the page's colours.

    Of an `m` about a seventh may be dirty or torn, of a `q` a quarter.
    """
    drawn = BytesIO()
    segno.make(text, error=error, micro=False).save(
        drawn, kind="svg", xmldecl=False, svgns=True, border=4, omitsize=True, light="#fff", nl=False
    )
    # Our own drawing: nothing of it was sent by anybody.
    return Markup(drawn.getvalue().decode())
