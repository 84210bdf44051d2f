"""The map as markup: drawn once for a campaign, a language and a look; a player's progress is put on it after."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal

from markupsafe import Markup

from quest.levels.level import Campaign, Level
from quest.levels.lines import Line
from quest.web.metro.bends import Run
from quest.web.metro.layout import Frame, Layout, MapError, Node, layout
from quest.web.metro.marks import State, cap, train
from quest.web.metro.names import end_name, flag, hit, label, shown
from quest.web.metro.shapes import curve, joined, width

Look = Literal["route", "hero", "mini"]

FRAMES: Mapping[Look, Frame] = {
    "route": Frame(lane=104, top=20, right=80, bottom=84, left=70),
    "hero": Frame(lane=109, top=38, right=70, bottom=82, left=70),
    "mini": Frame(lane=70, top=34, right=44, bottom=34, left=44, track=29),
}


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
    visited: str = "checked in"
    stop: str = "{stop}, {state}"


@dataclass(frozen=True)
class Sheet:
    """The drawing of a campaign that waits for somebody's progress.

    Attributes:
        look: `route` to play on, `hero` with every track travelled and lines named, `mini` without words.
        href: the address of a level; without it the map is a picture and holds no links.
        words: states and the train's label in the visitor's language.
    """

    campaign: Campaign
    language: str
    look: Look
    layout: Layout
    href: Callable[[str], str] | None
    words: Words
    _tracks: dict[tuple[object, ...], Markup] = field(default_factory=dict, repr=False)
    _stops: dict[tuple[str, State, bool, bool], Markup] = field(default_factory=dict, repr=False)

    def draw(
        self,
        *,
        done: Collection[str] = (),
        open_: Collection[str] = (),
        here: str | None = None,
        visited: Collection[str] = (),
        name: str | None = None,
    ) -> Markup:
        """The map as one `<svg>` on which these levels were passed, these can be played, and the train stands here.

        At the booths of those `visited` the player checked in.

        `name` is the picture's accessible name; the campaign's title without it.
        """
        plan = self.layout
        return Markup(
            '<svg class="metro metro-{look}{fits}" viewBox="0 0 {w:.0f} {h:.0f}" width="{w:.0f}" height="{h:.0f}" '
            'role="{role}" aria-label="{name}"><g aria-hidden="true">{tracks}</g>{stops}{frame}</svg>'
        ).format(
            look=self.look,
            fits=" fits" if 300 < plan.height < 560 and 900 < plan.width < 1700 else "",
            w=plan.width,
            h=plan.height,
            role="group" if self.href else "img",
            name=name or self.campaign.title.in_(self.language),
            tracks=_all(self._line(line, _reached(line, done)) for line in self.campaign.lines),
            stops=_all(self._stations(done, open_, here, visited)),
            frame=_frame(plan, here) if self.look == "mini" and here else "",
        )

    def _line(self, line: Line, reached: tuple[bool, ...]) -> Markup:
        key = (line.id, *reached)
        if key not in self._tracks:
            self._tracks[key] = _all(self._drawn_line(line, reached))
        return self._tracks[key]

    def _drawn_line(self, line: Line, reached: tuple[bool, ...]) -> Iterator[Markup]:
        runs, beside = self.layout.runs[line.id], self.layout.branches.get(line.id, [])
        gone = [*_gone(reached[: len(line.levels)], len(runs)), *_gone_beside(line, reached)]
        if self.look == "hero":
            gone = [True] * len(gone)
        for kind, wanted in (("ahead", False), ("gone", True)):
            chains = [run for run, was in zip([*runs, *beside], gone, strict=True) if was is wanted]
            if chains:
                yield _track(line, kind, joined(chains))
        if self.look == "hero":
            yield flag(line, self.layout.flags[line.id], self.language)

    def _stations(
        self, done: Collection[str], open_: Collection[str], here: str | None, visited: Collection[str]
    ) -> Iterator[Markup]:
        yield self._end(self.layout.start)
        for level_id in self.layout.nodes:
            ready: State = "next" if level_id in open_ or level_id == here else "ahead"
            state: State = "done" if level_id in done else ready
            yield self._stop(level_id, state, here=level_id == here, visited=level_id in visited)
        yield self._end(self.layout.terminus)

    def _end(self, node: Node) -> Markup:
        reach = node.span + 15
        shape = Markup('<rect class="cap" x="{:.1f}" y="{:.1f}" width="30" height="{:.1f}" rx="15"/>').format(
            node.x - 15, node.y - reach, 2 * reach
        )
        named = "" if self.look == "mini" else end_name(self.campaign, node, self.language)
        return Markup('<g class="station {}">{}{}</g>').format(node.kind, shape, named)

    def _stop(self, level_id: str, state: State, *, here: bool, visited: bool) -> Markup:
        key = (level_id, state, here, visited)
        if key not in self._stops:
            level = self.campaign.level(level_id)
            if level is None:
                raise MapError(f"A line names level '{level_id}', but the campaign has no level of that id.")
            self._stops[key] = self._drawn_stop(level, self.layout.nodes[level_id], state, here=here, visited=visited)
        return self._stops[key]

    def _drawn_stop(self, level: Level, node: Node, state: State, *, here: bool, visited: bool) -> Markup:
        inside = cap(node, state, live=level.live is not None, visited=visited)
        if self.look != "mini":
            inside += label(self.campaign, level, node, self.language)
        if here:
            inside += _all(self._ways(level.id)) + train(node, self.words.you)
        if self.href:
            inside = hit(self.campaign, level, node) + inside
        group = Markup('<g class="station {}{}{} {}" data-stop="{}"{}>{}</g>').format(
            node.kind,
            " live" if level.live else "",
            " here" if here else "",
            state,
            level.id,
            Markup(' data-here="{:.0f} {:.0f}"').format(node.x, node.y) if here else "",
            inside,
        )
        if self.href is None:
            return group
        return self._link(group, self.href(level.id), self._spoken(level, state, here=here, visited=visited), here=here)

    def _ways(self, level_id: str) -> Iterator[Markup]:
        """The tracks that lead here from the stop before, for the train to come along; nothing to see."""
        for line in self.campaign.lines_of(level_id) if self.look == "route" else ():
            before = line.before(level_id)
            if before:
                place = line.stops.index(level_id)
                beside = place - len(line.levels)
                run = self.layout.branches[line.id][beside] if beside >= 0 else self.layout.runs[line.id][place]
                yield Markup('<path class="way" data-from="{}" d="{}"/>').format(before, curve(run))

    def _link(self, group: Markup, address: str, spoken: str, *, here: bool) -> Markup:
        return Markup('<a href="{}" aria-label="{}"{}>{}</a>').format(
            address,
            spoken,
            Markup(' aria-current="step"') if here else "",
            group,
        )

    def _spoken(self, level: Level, state: State, *, here: bool, visited: bool) -> str:
        words, codes = self.words, self.campaign.codes(level.id)
        spoken = " ".join([*(f"{line}{number}" for line, number in codes), level.name.in_(self.language)])
        said = [{"done": words.done, "next": words.open, "ahead": words.ahead}[state]]
        if here:
            said.append(words.here)
        if level.live:
            said.append(words.booth.format(booth=level.live.booth))
        if visited:
            said.append(words.visited)
        for each in said:
            spoken = words.stop.format(stop=spoken, state=each)
        return spoken


def sheet(
    campaign: Campaign,
    language: str,
    *,
    look: Look = "route",
    href: Callable[[str], str] | None = None,
    words: Words | None = None,
) -> Sheet:
    """The drawing of a campaign.

    Raises:
        MapError: the campaign cannot be drawn.
    """
    frame = FRAMES[look]
    if look == "hero":
        frame = replace(frame, flag=max(width(shown(line, language)) for line in campaign.lines))
    plan = layout(campaign, frame)
    return Sheet(campaign, language, look, plan, href, words or Words())


def _all(parts: Iterable[Markup]) -> Markup:
    return Markup("").join(parts)


def _reached(line: Line, done: Collection[str]) -> tuple[bool, ...]:
    return tuple(level in done for level in line.stops)


def _gone(reached: tuple[bool, ...], steps: int) -> list[bool]:
    """Which steps of a line were travelled: those whose both ends were reached, and the rest once all were."""
    ends = [True, *reached]
    ends += [all(ends)] * (steps + 1 - len(ends))
    return [a and b for a, b in pairwise(ends)]


def _gone_beside(line: Line, reached: tuple[bool, ...]) -> list[bool]:
    if line.branch is None:
        return []
    ends = [reached[line.levels.index(line.branch.after)], *reached[len(line.levels) :]]
    return [a and b for a, b in pairwise(ends)]


def _track(line: Line, kind: str, runs: Iterable[Run]) -> Markup:
    """A line's runs as one path, so that a branch parts from it without a seam."""
    return Markup(
        '<g class="track {kind} c-{colour}"><path class="halo" d="{d}"/><path class="rail" d="{d}"/>'
        '<path class="core t-{texture}" d="{d}"/></g>'
    ).format(kind=kind, colour=line.colour, texture=line.texture, d="".join(map(curve, runs)))


def _frame(plan: Layout, here: str) -> Markup:
    """What the large map shows of the whole, on a phone, until a script knows better."""
    at = plan.nodes[here].x if here in plan.nodes else 0.0
    size = min(336.0, plan.width)
    left = min(max(0.0, at - size / 2), plan.width - size)
    return Markup('<rect class="frame" data-frame="" x="{:.0f}" y="6" width="{:.0f}" height="{:.0f}" rx="26"/>').format(
        left, size, plan.height - 12
    )
