"""The career map climbs, shows each relation once, and holds for few jobs and for many: no line runs through a box."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from lxml import html

from career_guide.building.project import Project
from career_guide.model import careers
from career_guide.model.guide import Guide
from career_guide.model.locales import LOCALES, Locale
from career_guide.model.progression import Edge, Relation
from career_guide.pages import career_map
from career_guide.pages.career_map import ROOMS, Box, CareerMap
from career_guide.pages.renderer import Renderer
from career_guide.site.plan import SitePlan
from tests.fixture_guide import PROJECT, TEMPLATES, articles

BOTH = pytest.mark.parametrize("locale", LOCALES)
ROOM = pytest.mark.parametrize("room", ROOMS)


@cache
def previewed() -> Renderer:
    """The shipped guide with its drafts."""
    return Project.in_folder(PROJECT).open("https://guide.example/", try_macros=False, with_drafts=True)


@cache
def guide() -> Guide:
    """The shipped guide with its drafts."""
    return previewed().plan.guide


def with_changes(**changes: Any) -> Renderer:
    """The guide with other roles or posts."""
    return Renderer(SitePlan(guide().model_copy(update=changes), articles(PROJECT / "docs")), TEMPLATES, "")


def page(renderer: Renderer, key: str, locale: Locale) -> html.HtmlElement:
    return html.fromstring(renderer.article_html(renderer.plan.page(key, locale)))


def shipped_maps(room: str) -> Iterator[CareerMap]:
    for family in guide().families:
        yield career_map.family_map(guide(), family, "it", room)
    for role in guide().roles:
        yield career_map.neighbourhood(guide(), f"role/{role}", "it", room)


def made_up(count: int) -> Guide:
    """The shipped guide with other jobs, each of which leads to one or two that come later, and has one beside it."""
    some = next(iter(guide().roles.values()))
    roles = {}
    for number in range(count):
        ends = [("leads_to", number + 1 + number % 5), ("leads_to", number + 9), ("next_to", number + 2)]
        relations = [
            Relation.model_construct(kind=kind, role=f"job-{end}", post=None, basis="inferred")
            for kind, end in ends
            if end < count and not (kind == "next_to" and end == number + 1 + number % 5)
        ]
        title = some.profile.title.model_copy(update={"it": f"Responsabile dello sviluppo commerciale {number}"})
        profile = some.profile.model_copy(update={"title": title, "relations": relations, "family": "made-up"})
        roles[f"job-{number}"] = some.model_copy(update={"id": f"job-{number}", "profile": profile})
    return guide().model_copy(update={"roles": roles, "posts": {}})


@cache
def made_up_map(count: int, room: str) -> CareerMap:
    return career_map.family_map(made_up(count), "made-up", "it", room)


def maps(room: str) -> Iterator[CareerMap]:
    """Maps of the shipped guide, and of families of 3 and of 25 jobs."""
    yield from shipped_maps(room)
    for count in (3, 25):
        yield made_up_map(count, room)


def points(path: str) -> Iterator[tuple[float, float]]:
    """Places along a line, without its arrow's head."""
    x = y = 0.0
    for command, written in re.findall(r"([MCHV])([^A-Za-z]*)", path):
        numbers = [float(number) for number in written.split()]
        if command == "M":
            x, y = numbers
        elif command == "C":
            a, b, c, d, e, f = numbers
            for t in (step / 20 for step in range(21)):
                u = 1 - t
                yield (
                    u**3 * x + 3 * u * u * t * a + 3 * u * t * t * c + t**3 * e,
                    u**3 * y + 3 * u * u * t * b + 3 * u * t * t * d + t**3 * f,
                )
            x, y = e, f
        else:
            to = numbers[0]
            ends = (x, to) if command == "H" else (y, to)
            for step in range(11):
                value = ends[0] + (ends[1] - ends[0]) * step / 10
                yield (value, y) if command == "H" else (x, value)
            x, y = (to, y) if command == "H" else (x, to)


def is_within(place: tuple[float, float], box: Box) -> bool:
    return abs(place[0] - box.x) < box.width / 2 - 0.2 and box.y + 0.2 < place[1] < box.y + box.height - 0.2


@ROOM
def test_a_job_stands_above_all_that_lead_to_it(room: str) -> None:
    for found in maps(room):
        of = {box.key: box for box in found.boxes}
        steps = [line.edge for line in found.lines if line.edge.kind == "leads_to"]
        assert all(of[edge.end].y < of[edge.start].y for edge in steps)


@ROOM
def test_no_line_runs_through_a_box_and_no_box_over_another(room: str) -> None:
    for found in maps(room):
        crossed = [
            (line.edge.start, line.edge.end, box.key)
            for line in found.lines
            for box in found.boxes
            if any(is_within(place, box) for place in points(line.path))
        ]
        assert crossed == []
        for y in {box.y for box in found.boxes}:
            row = [box for box in found.boxes if box.y == y]
            assert all(one.x + one.width <= other.x for one, other in pairwise(row))


@ROOM
def test_all_is_within_the_map_and_the_map_within_its_room(room: str) -> None:
    for found in maps(room):
        assert found.width <= ROOMS[room].widest
        places = [place for line in found.lines for place in points(line.path)]
        places += [(box.x + side, box.y + end) for box in found.boxes for side in (-48, 48) for end in (0, box.height)]
        assert all(-0.1 < x < found.width + 0.1 and -0.1 < y < found.height + 0.1 for x, y in places)


@ROOM
def test_names_are_broken_at_their_spaces_and_complete(room: str) -> None:
    for found in shipped_maps(room):
        for box in found.boxes:
            assert " ".join(box.lines) == careers.job(guide(), box.key).title["it"]
            assert box.height > 13 * len(box.lines)


@ROOM
def test_what_does_not_fit_is_not_drawn(room: str) -> None:
    assert career_map.family_map(made_up(3), "made-up", "it", room).boxes
    crowded = made_up(25)
    first = crowded.roles["job-0"]
    relations = [first.profile.relations[0].model_copy(update={"role": f"job-{end}"}) for end in range(1, 25)] * 4
    profile = first.profile.model_copy(update={"relations": relations})
    roles = crowded.roles | {"job-0": first.model_copy(update={"profile": profile})}
    assert career_map.family_map(crowded.model_copy(update={"roles": roles}), "made-up", "it", room).boxes == []


def test_a_family_that_nobody_could_follow_is_not_drawn() -> None:
    assert made_up_map(60, "wide").boxes
    assert not made_up_map(61, "wide").boxes


def drawn(of: Guide) -> list[Edge]:
    return [edge for edge in of.edges if edge.kind != "confused_with"]


@BOTH
def test_the_page_shows_every_relation_once_in_each_map_and_says_it_in_words(locale: Locale) -> None:
    found = page(previewed(), "page/career-map", locale)
    titles = {key: careers.job(guide(), key).title[locale] for key in careers.heights(guide())}
    for drawing in found.iter("svg"):
        assert len(drawing.findall(".//path")) == len(drawn(guide()))
        assert len(drawing.findall(".//rect")) == len(titles)
    told = {entry.text_content().split("\n")[0].strip(): entry.text_content() for entry in found.xpath("//ol/li")}
    assert set(told) == set(titles.values())
    bases = guide().labels["basis_of"]
    for edge in drawn(guide()):
        assert titles[edge.end] in told[titles[edge.start]]
        assert bases[edge.relation.basis][locale].strip(".") in told[titles[edge.start]]


@BOTH
def test_its_links_are_in_the_order_in_which_people_climb(locale: Locale) -> None:
    heights = careers.heights(guide())
    found = page(previewed(), "page/career-map", locale)
    by_title = {careers.job(guide(), key).title[locale]: key for key in heights}
    for drawing in found.iter("svg"):
        climbed = [heights[by_title[link.attrib["aria-label"]]] for link in drawing.iter("a")]
        assert climbed == sorted(climbed)
        assert len(climbed) == sum(key.startswith("role/") for key in heights)


def test_a_role_shows_its_own_neighbours_and_itself_without_a_link() -> None:
    key = "role/sales-manager"
    found = page(previewed(), key, "en")
    around = careers.around(guide(), key)
    near = {other for direction, some in around.items() if direction != "confused_with" for other, _ in some}
    for drawing in found.iter("svg"):
        if "cg-career" in (drawing.get("class") or ""):
            links = {link.get("aria-label") for link in drawing.iter("a")}
            assert links == {careers.job(guide(), other).title["en"] for other in near if other.startswith("role/")}
            assert "Sales manager" in drawing.text_content()


def test_what_changes_in_the_data_changes_on_the_map() -> None:
    """One relation less, one of another kind: the drawing and the words follow."""
    role = guide().roles["sales-representative"]
    first, *others = [relation for relation in role.profile.relations if relation.kind == "leads_to"]
    changed = [first.model_copy(update={"kind": "next_to", "basis": "editorial"}), *others[1:]]
    profile = role.profile.model_copy(update={"relations": changed})
    renderer = with_changes(roles=guide().roles | {role.id: role.model_copy(update={"profile": profile})})
    found = page(renderer, "page/career-map", "en")
    title = role.profile.title["en"]
    beside, gone = (careers.job(guide(), relation.to).title["en"] for relation in (first, others[0]))
    told = next(entry.text_content() for entry in found.xpath("//ol/li") if title in entry.text_content())
    assert f"Nearby roles: {beside}" in told
    assert f"Where it leads: {gone}" not in told
    dashed = found.xpath(f"//svg[1]//path[@stroke-dasharray][contains(., '{title}')]")
    assert [path.text_content().split(".")[0].strip() for path in dashed] == [f"{title} – {beside}"]


def test_a_guide_without_relations_has_no_map() -> None:
    roles = {
        role.id: role.model_copy(update={"profile": role.profile.model_copy(update={"relations": []})})
        for role in guide().roles.values()
    }
    posts = {key: post.model_copy(update={"relations": []}) for key, post in guide().posts.items()}
    renderer = with_changes(roles=roles, posts=posts)
    assert renderer.plan.find("page/career-map", "it") is None
    for key in ("page/roles", "role/sales-manager"):
        found = page(renderer, key, "it")
        assert not found.find_class("cg-career")
        assert not found.xpath("//a[contains(@href, 'mappa-carriere')]")
