"""The map as markup: tracks, then stops in the order of travel, each a link where the caller gives addresses."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from markupsafe import Markup

from quest.levels.level import Campaign, Level
from quest.levels.lines import Line
from quest.web.metro.layout import Frame, Layout, MapError, Node, Run, layout
from quest.web.metro.marks import cap, plaques, train
from quest.web.metro.shapes import curve, joined, rows

Look = Literal["route", "hero", "mini"]
State = Literal["ahead", "next", "done"]

FRAMES: Mapping[Look, Frame] = {
    "route": Frame(lane=104, top=20, right=80, bottom=84, left=70),
    "hero": Frame(lane=109, top=38, right=70, bottom=82, left=70),
    "mini": Frame(lane=62, top=34, right=44, bottom=34, left=44),
}
LABEL = 92  # room for a stop's name
ROW = 16  # between the rows of a name
REACH = 22  # a stop can be hit this far from its centre


@dataclass(frozen=True)
class Words:
    """What the map says beside the campaign's own words, in the visitor's language.

    `stop` builds a stop's accessible name from `{stop}` (“F3 Fraud or not?”) and `{state}`.
    """

    you: str = "You"
    here: str = "you are here"
    open: str = "open"
    done: str = "done"
    ahead: str = "not open yet"
    booth: str = "booth {booth}"
    stop: str = "{stop}, {state}"


@dataclass(frozen=True)
class _Drawing:
    campaign: Campaign
    language: str
    layout: Layout
    look: Look
    done: Collection[str]
    open: Collection[str]
    here: str | None
    href: Callable[[str], str] | None
    words: Words

    def state(self, level_id: str) -> State:
        if level_id in self.done:
            return "done"
        return "next" if level_id in self.open or level_id == self.here else "ahead"


def draw(
    campaign: Campaign,
    language: str,
    *,
    look: Look = "route",
    done: Collection[str] = (),
    open_: Collection[str] = (),
    here: str | None = None,
    href: Callable[[str], str] | None = None,
    words: Words | None = None,
    label: str | None = None,
) -> Markup:
    """The map of a campaign as one `<svg>`.

    Args:
        look: `route` to play on, `hero` with every track travelled and lines named, `mini` without words.
        done: ids of the levels passed.
        open_: ids of the levels that can be played now.
        here: the level where the player's train stands.
        href: the address of a level; without it the map is a picture and holds no links.
        words: states and the train's label in the visitor's language.
        label: the picture's name; the campaign's title without it.

    Raises:
        MapError: the campaign cannot be drawn.
    """
    plan = layout(campaign, FRAMES[look])
    drawing = _Drawing(campaign, language, plan, look, done, open_, here, href, words or Words())
    return Markup(
        '<svg class="metro metro-{look}" viewBox="0 0 {w:.0f} {h:.0f}" width="{w:.0f}" height="{h:.0f}" role="{role}" '
        'aria-label="{label}"><g aria-hidden="true">{tracks}</g>{stops}{frame}</svg>'
    ).format(
        look=look,
        w=plan.width,
        h=plan.height,
        role="group" if href else "img",
        label=label or campaign.title.in_(language),
        tracks=_joined(_tracks(drawing)),
        stops=_joined(_stops(drawing)),
        frame=_frame(drawing) if look == "mini" and here else "",
    )


def _joined(parts: Iterator[Markup]) -> Markup:
    return Markup("").join(parts)


def _tracks(drawing: _Drawing) -> Iterator[Markup]:
    for line in drawing.campaign.lines:
        ahead, travelled = _split(drawing, line)
        for kind, runs in (("ahead", ahead), ("gone", travelled)):
            for run in joined(runs):
                yield _track(line, kind, run)
    if drawing.look == "hero":
        for line in drawing.campaign.lines:
            yield _flag(drawing, line)


def _split(drawing: _Drawing, line: Line) -> tuple[list[Run], list[Run]]:
    """A line's runs: still ahead, and travelled (both ends reached)."""
    runs = drawing.layout.runs[line.id]
    if drawing.look == "hero":
        return [], runs
    reached = [True, *(level in drawing.done for level in line.levels)]
    reached += [all(reached)] * (len(runs) + 1 - len(reached))
    travelled = [a and b for a, b in pairwise(reached)]
    return (
        [run for run, gone in zip(runs, travelled, strict=True) if not gone],
        [run for run, gone in zip(runs, travelled, strict=True) if gone],
    )


def _track(line: Line, kind: str, run: Run) -> Markup:
    return Markup(
        '<g class="track {kind} c-{colour}"><path class="halo" d="{d}"/><path class="rail" d="{d}"/>'
        '<path class="core t-{texture}" d="{d}"/></g>'
    ).format(kind=kind, colour=line.colour, texture=line.texture, d=curve(run))


def _flag(drawing: _Drawing, line: Line) -> Markup:
    x, y = drawing.layout.flags[line.id]
    return Markup('<text class="flag c-{}" x="{:.1f}" y="{:.1f}" text-anchor="middle">{}</text>').format(
        line.colour, x, y - 17, line.name.in_(drawing.language)
    )


def _stops(drawing: _Drawing) -> Iterator[Markup]:
    yield _end(drawing, drawing.layout.start)
    for level_id, node in drawing.layout.nodes.items():
        yield _stop(drawing, level_id, node)
    yield _end(drawing, drawing.layout.terminus)


def _end(drawing: _Drawing, node: Node) -> Markup:
    reach = node.span + 15
    shape = Markup('<rect class="cap" x="{:.1f}" y="{:.1f}" width="30" height="{:.1f}" rx="15"/>').format(
        node.x - 15, node.y - reach, 2 * reach
    )
    return Markup('<g class="station {}">{}{}</g>').format(
        node.kind, shape, "" if drawing.look == "mini" else _end_name(drawing, node, node.y + reach + 24)
    )


def _end_name(drawing: _Drawing, node: Node, y: float) -> Markup:
    """The name of start or terminus, kept clear of the lines that spread from it."""
    starts = node.kind == "start"
    place = drawing.campaign.start if starts else drawing.campaign.terminus
    return Markup('<text class="name big" x="{:.1f}" y="{:.1f}" text-anchor="{}">{}</text>').format(
        node.x + (20 if starts else -20), y, "end" if starts else "start", place.name.in_(drawing.language)
    )


def _stop(drawing: _Drawing, level_id: str, node: Node) -> Markup:
    level, state, here = _level(drawing, level_id), drawing.state(level_id), level_id == drawing.here
    inside = cap(node, state, live=level.live is not None)
    if drawing.look != "mini":
        inside += _label(drawing, level, node)
    if here:
        inside += train(node, drawing.words.you)
    if drawing.href:
        inside = _hit(node) + inside
    group = Markup('<g class="station {}{}{} {}"{}>{}</g>').format(
        node.kind,
        " live" if level.live else "",
        " here" if here else "",
        state,
        Markup(' data-here="{:.0f}"').format(node.x) if here else "",
        inside,
    )
    return _link(drawing, level, group, drawing.href(level_id)) if drawing.href else group


def _level(drawing: _Drawing, level_id: str) -> Level:
    level = drawing.campaign.level(level_id)
    if level is None:
        raise MapError(f"A line names level '{level_id}', but the campaign has no level of that id.")
    return level


def label_top(node: Node) -> float:
    """Where the code tiles begin below a stop."""
    return node.y + node.span + 20


def _label(drawing: _Drawing, level: Level, node: Node) -> Markup:
    """Code tiles and name below the stop."""
    campaign, top = drawing.campaign, label_top(node)
    codes = [(line.id, line.colour, line.levels.index(level.id) + 1) for line in campaign.lines_of(level.id)]
    name = _joined(
        Markup('<text class="name" x="{:.1f}" y="{:.1f}" text-anchor="middle">{}</text>').format(
            node.x, top + 33 + ROW * place, row
        )
        for place, row in enumerate(rows(level.name.in_(drawing.language), LABEL))
    )
    return plaques(node.x, top, codes) + name


def _hit(node: Node) -> Markup:
    """The area that takes taps and shows focus: the stop and its label, never under 44 units each way."""
    top = node.y - node.span - REACH
    return Markup('<rect class="hit" x="{:.1f}" y="{:.1f}" width="{}" height="{:.1f}" rx="10"/>').format(
        node.x - LABEL / 2 - 2, top, LABEL + 4, label_top(node) + 33 + ROW + 5 - top
    )


def _link(drawing: _Drawing, level: Level, group: Markup, address: str) -> Markup:
    return Markup('<a href="{}" aria-label="{}"{}>{}</a>').format(
        address,
        _spoken(drawing, level),
        Markup(' aria-current="step"') if level.id == drawing.here else "",
        group,
    )


def _spoken(drawing: _Drawing, level: Level) -> str:
    words, codes = drawing.words, drawing.campaign.codes(level.id)
    stop = " ".join([*(f"{line}{number}" for line, number in codes), level.name.in_(drawing.language)])
    states = {"done": words.done, "next": words.open, "ahead": words.ahead}
    said = [states[drawing.state(level.id)]]
    if level.id == drawing.here:
        said.append(words.here)
    if level.live:
        said.append(words.booth.format(booth=level.live.booth))
    spoken = stop
    for each in said:
        spoken = words.stop.format(stop=spoken, state=each)
    return spoken


def _frame(drawing: _Drawing) -> Markup:
    """What the large map shows of the whole, on a phone, until a script knows better."""
    plan = drawing.layout
    at = plan.nodes[drawing.here].x if drawing.here in plan.nodes else 0.0
    size = min(336.0, plan.width)
    left = min(max(0.0, at - size / 2), plan.width - size)
    return Markup('<rect class="frame" data-frame="" x="{:.0f}" y="6" width="{:.0f}" height="{:.0f}" rx="26"/>').format(
        left, size, plan.height - 12
    )
