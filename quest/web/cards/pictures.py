"""The pictures that chats show of a link: 1200 by 630 pixels, PNG, for no chat draws SVG."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw

from quest.web.cards.lettering import Hand
from quest.web.cards.scenes import HIGH as FOOT
from quest.web.cards.scenes import Scene, Stop

WIDE, HIGH = 1200, 630
EDGE = 72  # what chats may crop is left empty
FINE = 2  # tracks are drawn so much larger and then made smaller, which smoothens them
STRIP = 32  # height of the platform's edge
SIGNAL, DOT, INK, PAPER = "#FFC91F", "#E5A800", "#10161D", "#FFFFFF"
HEADLINES = (88, 76, 64, 54)  # sizes to try


@dataclass(frozen=True)
class Words:
    """What a picture says, in its language: the name of the campaign, a headline, and a note below it."""

    language: str
    campaign: str
    headline: str
    note: str = ""


@lru_cache(maxsize=64)
def picture(words: Words, scene: Scene) -> bytes:
    """The words on the platform, the tracks below its edge."""
    card = Image.new("RGB", (WIDE, HIGH), PAPER)
    drawing = ImageDraw.Draw(card)
    drawing.rectangle((0, 0, WIDE, HIGH - FOOT), fill=SIGNAL)
    for x in range(STRIP // 2, WIDE, STRIP):
        drawing.circle((x, HIGH - FOOT - STRIP // 2), 6.5, fill=DOT)
    _name(card, drawing, words)
    _headline(drawing, words)
    card.paste(_smooth(_drawn(scene)), (0, HIGH - FOOT))
    data = BytesIO()
    card.quantize(128, dither=Image.Dither.NONE).save(data, "PNG", optimize=True)
    return data.getvalue()


def _name(card: Image.Image, drawing: ImageDraw.ImageDraw, words: Words) -> None:
    """The mark, as in static/img/mark.svg, and the name of the campaign beside it."""
    unit = 64 * FINE / 40
    mark = Image.new("RGB", (64 * FINE, 64 * FINE), SIGNAL)
    pen = ImageDraw.Draw(mark)
    pen.rounded_rectangle((0, 0, 64 * FINE - 1, 64 * FINE - 1), 10 * unit, fill=INK)
    track = [(0, 29), (10.5, 29), (22.5, 17), (40, 17)]
    pen.line([(x * unit, y * unit) for x, y in track], fill=SIGNAL, width=round(6 * unit), joint="curve")
    pen.circle((26.5 * unit, 17 * unit), 8 * unit, fill=PAPER)
    pen.circle((26.5 * unit, 17 * unit), 4.4 * unit, fill=INK)
    card.paste(_smooth(mark), (EDGE, 52))
    hand = Hand(words.language, 40)
    hand.write(drawing, EDGE + 84, 98, hand.rows(words.campaign, WIDE - 2 * EDGE - 84, 1)[0], INK)


def _headline(drawing: ImageDraw.ImageDraw, words: Words) -> None:
    room = WIDE - 2 * EDGE
    hands = [Hand(words.language, size) for size in HEADLINES]
    hand = next((each for each in hands if len(each.rows(words.headline, room, 3)) < 3), hands[-1])
    broken, step = hand.rows(words.headline, room, 2), hand.size * 1.16
    base = 152 + hand.size if len(broken) > 1 or words.note else 262
    for nth, row in enumerate(broken):
        hand.write(drawing, EDGE, base + nth * step, row, INK)
    if words.note:
        small = Hand(words.language, 40, "plain")
        small.write(drawing, EDGE, base + (len(broken) - 1) * step + 64, small.rows(words.note, room, 1)[0], INK)


def _drawn(scene: Scene) -> Image.Image:
    foot = Image.new("RGB", (WIDE * FINE, FOOT * FINE), PAPER)
    pen = ImageDraw.Draw(foot)
    for colour, corners in scene.tracks:
        points = [(x * FINE, y * FINE) for x, y in corners]
        pen.line(points, fill=PAPER, width=round((scene.thick * 1.4) * FINE), joint="curve")
        pen.line(points, fill=colour, width=round(scene.thick * FINE), joint="curve")
    for stop in scene.stops:
        _stop(pen, stop, scene.thick)
    return foot


def _stop(pen: ImageDraw.ImageDraw, stop: Stop, thick: float) -> None:
    fill = {"open": PAPER, "done": INK, "end": SIGNAL}[stop.look]
    radius = thick * (1.3 if stop.look == "end" else 0.85)
    corners = [(stop.x - radius) * FINE, (stop.y - stop.span - radius) * FINE]
    corners += [(stop.x + radius) * FINE, (stop.y + stop.span + radius) * FINE]
    pen.rounded_rectangle(corners, radius * FINE, fill=fill, outline=INK, width=round(thick / 4 * FINE))
    if stop.look == "done":
        tick = [(-0.4, 0.05), (-0.1, 0.35), (0.42, -0.3)]
        points = [((stop.x + x * thick) * FINE, (stop.y + y * thick) * FINE) for x, y in tick]
        pen.line(points, fill=PAPER, width=round(thick / 5 * FINE), joint="curve")


def _smooth(drawn: Image.Image) -> Image.Image:
    return drawn.resize((drawn.width // FINE, drawn.height // FINE), Image.Resampling.LANCZOS)
