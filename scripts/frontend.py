"""Lay the browser's third-party files, as npm installed them, into static/vendor/, from where the app serves them.

There is no bundler: the Socket.IO client is one ES module as published, the fonts of pages are Latin subsets. Pictures
that the server draws have Chinese words too: for them there are the slices of two large fonts, and a list of what each
file can draw.
"""

import json
import shutil
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

CHECKOUT = Path(__file__).resolve().parent.parent
PACKAGES = CHECKOUT / "node_modules"
VENDOR = CHECKOUT / "static" / "vendor"

WEIGHTS = {"barlow": (500, 600, 700, 800), "barlow-semi-condensed": (600, 700)}
"""Weights of each font family that the design uses."""
DRAWN = ("noto-sans-hk", "noto-sans-sc")
"""Families that only the server draws with."""


def fill_vendor() -> None:
    """Write static/vendor/ afresh from the installed packages, with their licences."""
    shutil.rmtree(VENDOR, ignore_errors=True)
    VENDOR.mkdir(parents=True)
    _copy_socket_io(PACKAGES / "socket.io-client")
    for family, weights in WEIGHTS.items():
        _copy_font(PACKAGES / "@fontsource" / family, family, weights)
    for family in DRAWN:
        _copy_slices(PACKAGES / "@fontsource-variable" / family, family)
    _list_characters()


def _copy_socket_io(package: Path) -> None:
    script = (package / "dist" / "socket.io.esm.min.js").read_text("utf-8")
    # The source map stays behind, so the line that points to it would only make browsers ask in vain.
    code = "\n".join(line for line in script.splitlines() if not line.startswith("//# sourceMappingURL="))
    (VENDOR / "socket.io.esm.min.js").write_text(code + "\n", "utf-8")
    # For the type checker, which takes the declaration in place of the minified code.
    declaration = 'export * from "socket.io-client";\nexport { default } from "socket.io-client";\n'
    (VENDOR / "socket.io.esm.min.d.ts").write_text(declaration, "utf-8")
    shutil.copy(package / "LICENSE", VENDOR / "socket.io-client.LICENSE")


def _copy_font(package: Path, family: str, weights: tuple[int, ...]) -> None:
    folder = VENDOR / "fonts"
    folder.mkdir(exist_ok=True)
    for weight in weights:
        strip_hints(package / "files" / f"{family}-latin-{weight}-normal.woff2", folder / f"{family}-{weight}.woff2")
    shutil.copy(package / "LICENSE", folder / f"{family}.LICENSE")


def _copy_slices(package: Path, family: str) -> None:
    for piece in sorted(package.glob(f"files/{family}-*-wght-normal.woff2")):
        shutil.copy(piece, VENDOR / "fonts")
    shutil.copy(package / "LICENSE", VENDOR / "fonts" / f"{family}.LICENSE")


def _list_characters() -> None:
    """Write which characters each font file holds, as runs of code points from first to last."""
    held = {path.name: _runs(path) for path in sorted((VENDOR / "fonts").glob("*.woff2"))}
    (VENDOR / "fonts" / "characters.json").write_text(json.dumps(held, separators=(",", ":")), "utf-8")


def _runs(path: Path) -> list[tuple[int, int]]:
    with TTFont(path, lazy=True) as font:
        points = set(font.getBestCmap())
    starts = sorted(point for point in points if point - 1 not in points)
    ends = sorted(point for point in points if point + 1 not in points)
    return list(zip(starts, ends, strict=True))


def strip_hints(source: Path, target: Path) -> None:
    """Write a WOFF2 font without its hints, whose i-dots vanish at 14 px on screens of one pixel per point."""
    options = subset.Options(flavor="woff2", hinting=False, layout_features=["*"], notdef_outline=True, name_IDs=["*"])
    font = subset.load_font(str(source), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=font.getBestCmap())
    subsetter.subset(font)
    subset.save_font(font, str(target), options)


if __name__ == "__main__":
    fill_vendor()
