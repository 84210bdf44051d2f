"""Draw the icons of the installed quest from static/img/mark.svg into static/img/: `python -m scripts.icons`.

The drawing is the mark's own; on the icons that a device cuts to its own shape the ground reaches every edge and the
track goes on to it, with everything that matters inside the middle 80 %.
"""

import re
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests import chromium

IMG = Path(__file__).resolve().parent.parent / "static" / "img"
MARK = (IMG / "mark.svg").read_text("utf-8")
CUT = 0.7
"""How large the mark is drawn on an icon that is cut."""


def cut() -> str:
    """Return the mark on a ground without corners, its track drawn on beyond it."""
    inside = re.sub(r"^<svg[^>]*>|</svg>$", "", MARK.strip())
    ground, drawing = inside.split("/>", 1)
    fill = re.search(r'fill="(#\w+)"', ground)
    assert fill
    drawing = drawing.replace("M0 29h10.500l12-12H40", "M-20 29h30.500l12-12H60")
    moved = f'<g transform="translate(20 20) scale({CUT}) translate(-20 -20)">{drawing}</g>'
    whole = f'<rect width="40" height="40" fill="{fill[1]}"/>{moved}'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40">{whole}</svg>'


def draw(page: Page, svg: str, name: str, size: int) -> None:
    """Write one icon of so many pixels."""
    page.set_viewport_size({"width": size, "height": size})
    page.set_content(f"<style>body{{margin:0}}svg{{display:block;width:{size}px;height:{size}px}}</style>{svg}")
    page.screenshot(path=IMG / f"icon-{name}.png", omit_background=True)


if __name__ == "__main__":
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium.executable(), args=list(chromium.ARGUMENTS))
        sheet = browser.new_page()
        draw(sheet, MARK, "192", 192)
        draw(sheet, MARK, "512", 512)
        draw(sheet, cut(), "maskable-512", 512)
        draw(sheet, cut(), "apple-180", 180)
        browser.close()
