"""The geometry of the career map: jobs and relations between them → boxes in rows that climb, and lines.

A job stands above all that lead to it (`careers.heights`); what is too wide for one row stands in several. A line that
passes a row has a place of its own there, so that none runs through a box. Lengths are in tenths of an em.
"""

import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from statistics import fmean
from typing import Final

from career_guide.model.careers import heights, job, jobs_of
from career_guide.model.guide import Guide
from career_guide.model.locales import Locale
from career_guide.model.progression import Edge

_LETTER: Final = 6
"""The width of a letter, generously."""
_PADDING: Final = 6
_LINE: Final = 13
"""From one line of a name to the next."""
_GAP: Final = 34
"""Between rows, for the lines."""
_LANE: Final = 12
"""Between boxes, and for a line that passes a row."""
_HEAD: Final = "m-4 6l4-6 4 6"
"""Of an arrow that points up, from where it ends."""
_PORT: Final = 12
"""Between lines that leave a box on the same side."""
_MOST: Final = 60
"""Jobs on a map: nobody could follow more, and to place them takes ever longer."""
_ROUNDS: Final = 12
"""How often places are put right by those of the rows beside; more changes nothing that is seen."""


@dataclass(frozen=True)
class Room:
    """How much there is."""

    columns: int
    """The most boxes in a row."""
    letters: int
    """The most letters in a line of a name."""
    widest: int
    """The width beyond which the letters would be too small to read."""


ROOMS: Final[Mapping[str, Room]] = {"wide": Room(5, 14, 700), "narrow": Room(2, 14, 290)}
"""What a desk has, and what a phone of 320 px."""


@dataclass(frozen=True)
class Box:
    """A job."""

    key: str
    lines: Sequence[str]
    """Its name, as it is broken."""
    x: float
    """The middle."""
    y: float
    """The upper edge."""
    width: float
    height: float

    @property
    def baselines(self) -> list[float]:
        """Where each line of the name stands."""
        first = self.y + (self.height - _LINE * len(self.lines)) / 2 + 0.75 * _LINE
        return [round(first + _LINE * index, 1) for index in range(len(self.lines))]


@dataclass(frozen=True)
class Line:
    """A relation."""

    edge: Edge
    path: str
    """The data of an SVG path; for a step that leads on, with an arrow's head."""


@dataclass(frozen=True)
class CareerMap:
    """A map; without boxes where there is nothing to draw, or too little room."""

    width: float
    height: float
    boxes: Sequence[Box]
    """From the lowest row up, each from the left: the order in which they are read."""
    lines: Sequence[Line]


def family_map(guide: Guide, family: str, locale: Locale, room: str) -> CareerMap:
    """The jobs of a family, and those elsewhere that they are related to."""
    keys, found = jobs_of(guide, family), heights(guide)
    related = [edge for edge in guide.edges if edge.kind != "confused_with"]
    drawn = [edge for edge in related if family in {job(guide, key).family for key in (edge.start, edge.end)}]
    return _map({key: found[key] for key in keys}, drawn, _names(guide, locale), ROOMS[room])


def neighbourhood(guide: Guide, key: str, locale: Locale, room: str) -> CareerMap:
    """A job between those that lead to it, those that it leads to, and those that it is next to."""
    drawn = [edge for edge in guide.edges_of.get(key, []) if edge.kind != "confused_with"]
    levels = {key: 0} if drawn else {}
    for edge in drawn:
        direction, other = edge.seen_from(key)
        levels.setdefault(other, {"comes_from": -1, "leads_to": 1}.get(direction, 0))
    return _map(levels, drawn, _names(guide, locale), ROOMS[room])


def _names(guide: Guide, locale: Locale) -> Callable[[str], str]:
    return lambda key: job(guide, key).title[locale]


def _map(levels: Mapping[str, int], drawn: Sequence[Edge], name: Callable[[str], str], room: Room) -> CareerMap:
    nothing = CareerMap(0, 0, [], [])
    if not 0 < len(levels) <= _MOST:
        return nothing
    plan = _Plan(levels, drawn, room)
    if plan.width > room.widest:
        return nothing
    names = {key: textwrap.wrap(name(key), room.letters) for key in levels}
    tall = [2 * _PADDING + _LINE * max((len(names[key]) for key in _jobs(row)), default=0) for row in plan.rows]
    has_dip = any(plan.row_of[one] == 0 and not plan.meet(one, other) for one, other in plan.level)
    height = sum(tall) + _GAP * (len(tall) - 1 + has_dip)
    bottoms = [height - _GAP * has_dip - sum(tall[:row]) - _GAP * row for row in range(len(tall))]
    boxes = [
        Box(key, names[key], round(plan.x[key], 1), bottoms[row] - tall[row], plan.box, tall[row])
        for row, items in enumerate(plan.rows)
        for key in _jobs(items)
    ]
    return CareerMap(plan.width, height, boxes, _lines(plan, drawn, {box.key: box for box in boxes}, bottoms, tall))


Item = str | tuple[int, int]
"""What has a place in a row: a job or, as its number and that of the row, a line that passes."""


def _jobs(row: Sequence[Item]) -> list[str]:
    return [item for item in row if isinstance(item, str)]


class _Plan:
    """Which row everything is in, in which order, and where.

    Orders are found as usual for drawings in layers: after the mean place of what is joined to it, then by exchanges of
    two that stand beside each other.
    """

    def __init__(self, levels: Mapping[str, int], drawn: Sequence[Edge], room: Room) -> None:
        self.box = room.letters * _LETTER + 2 * _PADDING
        self.rows = _rows(levels, drawn, room.columns)
        self.row_of: dict[Item, int] = {item: index for index, row in enumerate(self.rows) for item in row}
        self.ways = [self._way(index, edge) for index, edge in enumerate(drawn)]
        """Of each relation, what it runs through, from the lower end."""
        self.level = [(edge.start, edge.end) for edge in drawn if self.row_of[edge.start] == self.row_of[edge.end]]
        """The relations between two jobs of one row."""
        self._joined: dict[Item, list[Item]] = {item: [] for item in self.row_of}
        for one, other in (pair for way in self.ways for pair in pairwise(way)):
            if self.row_of[one] != self.row_of[other]:
                self._joined[one].append(other)
                self._joined[other].append(one)
        self._sort()
        self.width, self.x = self._places()

    def meet(self, one: str, other: str) -> bool:
        """Whether no box stands between two jobs of a row."""
        row = _jobs(self.rows[self.row_of[one]])
        return abs(row.index(one) - row.index(other)) == 1

    def _way(self, index: int, edge: Edge) -> list[Item]:
        low, high = sorted((edge.start, edge.end), key=lambda key: self.row_of[key])
        passed = [(index, row) for row in range(self.row_of[low] + 1, self.row_of[high])]
        for item in passed:
            self.rows[item[1]].append(item)
            self.row_of[item] = item[1]
        return [low, *passed, high]

    def _sort(self) -> None:
        for _ in range(_ROUNDS):
            for row in (*self.rows, *reversed(self.rows)):
                row[:] = sorted(row, key=self._mean_place)
        at = {item: index for row in self.rows for index, item in enumerate(row)}
        for _ in range(_ROUNDS):
            before = dict(at)
            for row in self.rows:
                for index in range(len(row) - 1):
                    one, other = row[index : index + 2]
                    changed = [*row[:index], other, one, *row[index + 2 :]]
                    if self._cost(other, one, changed, at) < self._cost(one, other, row, at):
                        row[:] = changed
                        at |= {other: index, one: index + 1}
            if at == before:
                break

    def _mean_place(self, item: Item) -> float:
        """Where what is joined to it stands in its rows, from 0 to 1."""
        rows = [(self.rows[self.row_of[other]], other) for other in self._joined[item] or [item]]
        return fmean((row.index(other) + 0.5) / len(row) for row, other in rows)

    def _cost(self, left: Item, right: Item, row: Sequence[Item], at: Mapping[Item, int]) -> int:
        """How bad an order is: lines of two neighbours that cross, boxes between two that are joined."""
        crossings = sum(
            at[one] > at[other]
            for one in self._joined[left]
            for other in self._joined[right]
            if self.row_of[one] == self.row_of[other]
        )
        place = {key: index for index, key in enumerate(_jobs(row))}
        return crossings + sum(2 * abs(place[one] - place[other]) for one, other in self.level if one in place)

    def _places(self) -> tuple[float, dict[Item, float]]:
        packed = [self._packed(row) for row in self.rows]
        width = max((row[-1] + self._half(items[-1]) for row, items in zip(packed, self.rows, strict=True)), default=0)
        room = [width - row[-1] - self._half(items[-1]) for row, items in zip(packed, self.rows, strict=True)]
        x = {
            item: place + spare / 2
            for items, row, spare in zip(self.rows, packed, room, strict=True)
            for item, place in zip(items, row, strict=True)
        }
        order = [*range(len(self.rows)), *reversed(range(len(self.rows)))]
        for index in order * _ROUNDS:
            row, places = self.rows[index], packed[index]
            wanted = [fmean([x[other] for other in self._joined[item]] or [x[item]]) for item in row]
            shifts = _rising([want - place for want, place in zip(wanted, places, strict=True)], room[index])
            x |= {item: place + shift for item, place, shift in zip(row, places, shifts, strict=True)}
        return width, x

    def _packed(self, row: Sequence[Item]) -> list[float]:
        """The middle of each item, as close together and to the left as they can be."""
        places = [self._half(row[0])]
        for one, other in pairwise(row):
            places.append(places[-1] + self._half(one) + _LANE + self._half(other))
        return places

    def _half(self, item: Item) -> float:
        return self.box / 2 if isinstance(item, str) else 0


def _rows(levels: Mapping[str, int], drawn: Sequence[Edge], columns: int) -> list[list[Item]]:
    """The jobs of each row, the lowest first; of one level, those that are joined to lower ones stand lower."""

    def pull(key: str) -> float:
        ends = [{edge.start, edge.end} for edge in drawn if key in {edge.start, edge.end}]
        return fmean(levels[other] for pair in ends for other in pair)

    rows: list[list[Item]] = []
    for level in sorted(set(levels.values())):
        keys = sorted((key for key in levels if levels[key] == level), key=pull)
        size = ceil(len(keys) / ceil(len(keys) / columns))
        rows += [list(keys[index : index + size]) for index in range(0, len(keys), size)]
    return rows


def _rising(wanted: Sequence[float], most: float) -> list[float]:
    """The numbers from 0 to `most`, none below the one before it, nearest to those wanted (pool adjacent violators)."""
    pools: list[list[float]] = []
    for value in wanted:
        pools.append([value])
        while len(pools) > 1 and fmean(pools[-2]) > fmean(pools[-1]):
            pools[-2:] = [pools[-2] + pools[-1]]
    return [min(max(fmean(pool), 0), most) for pool in pools for _ in pool]


def _lines(
    plan: _Plan, drawn: Sequence[Edge], boxes: Mapping[str, Box], bottoms: Sequence[float], tall: Sequence[float]
) -> list[Line]:
    ends = _ends(plan)

    def path(index: int, edge: Edge) -> str:
        way = plan.ways[index]
        low, high = boxes[str(way[0])], boxes[str(way[-1])]
        if plan.row_of[low.key] == plan.row_of[high.key]:
            left, right = sorted((low, high), key=lambda box: box.x)
            if plan.meet(low.key, high.key):
                return f"M{left.x + plan.box / 2:g} {left.y + left.height / 2:g}H{right.x - plan.box / 2:g}"
            (one, other), y = sorted(ends[index]), bottoms[plan.row_of[low.key]]
            return f"M{one:g} {y:g}C{one:g} {y + _GAP * 0.8:g} {other:g} {y + _GAP * 0.8:g} {other:g} {y:g}"
        x, y = ends[index][0], low.y
        data = f"M{x:g} {y:g}"
        for item in way[1:]:
            row = plan.row_of[item]
            to, under = (ends[index][1] if item == high.key else round(plan.x[item], 1)), bottoms[row]
            data += f"C{x:g} {(y + under) / 2:g} {to:g} {(y + under) / 2:g} {to:g} {under:g}"
            if item != high.key:
                x, y = to, under - tall[row]
                data += f"V{y:g}"
        return data + (_HEAD if edge.kind == "leads_to" else "")

    return [Line(edge, path(index, edge)) for index, edge in enumerate(drawn)]


def _ends(plan: _Plan) -> list[list[float]]:
    """Where each line leaves its lower box and reaches its upper one: side by side, in the order of what comes next."""
    sides: dict[tuple[Item, bool], list[tuple[float, int, int]]] = {}
    for index, way in enumerate(plan.ways):
        is_level = plan.row_of[way[0]] == plan.row_of[way[-1]]
        if is_level and plan.meet(str(way[0]), str(way[-1])):
            continue
        sides.setdefault((way[0], not is_level), []).append((plan.x[way[1]], index, 0))
        sides.setdefault((way[-1], False), []).append((plan.x[way[-2]], index, 1))
    ends = [[0.0, 0.0] for _ in plan.ways]
    for (item, _), leaving in sides.items():
        for place, (_, index, end) in enumerate(sorted(leaving)):
            ends[index][end] = round(plan.x[item] + _PORT * (place - (len(leaving) - 1) / 2), 1)
    return ends
