"""How people move through the guide: which job leads to which, and which skills are missing on the way.

Takes the checked guide; gives relations seen from either end, the height of each job on the career map, and what is
missing, computed from the levels of proficiency that roles require and never written down.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from career_guide.model.catalogue import MapPost
from career_guide.model.guide import Guide, Role
from career_guide.model.progression import Direction, Edge, Relation, SkillUse
from career_guide.model.role import Profile


def job(guide: Guide, key: str) -> Profile | MapPost:
    """What is said of a job: a role's profile, or a post without a page."""
    kind, _, record_id = key.partition("/")
    return guide.roles[record_id].profile if kind == "role" else guide.posts[record_id]


def around(guide: Guide, key: str) -> Mapping[Direction, list[tuple[str, Relation]]]:
    """The jobs around one, by what they are to it: the key of each, and the relation."""
    found: dict[Direction, list[tuple[str, Relation]]] = {
        "comes_from": [],
        "leads_to": [],
        "next_to": [],
        "confused_with": [],
    }
    for edge in guide.edges_of.get(key, []):
        direction, other = edge.seen_from(key)
        found[direction].append((other, edge.relation))
    return found


def moves(guide: Guide) -> dict[tuple[str, str], Edge]:
    """The moves from one role with a page to another: the ids of both, and the relation behind it.

    A step up goes one way, between neighbours people move both ways. Steps up come first.
    """
    found: dict[tuple[str, str], Edge] = {}
    for kind in ("leads_to", "next_to"):
        for edge in guide.edges:
            (start_kind, start), (end_kind, end) = edge.start.split("/"), edge.end.split("/")
            if edge.kind == kind and start_kind == end_kind == "role" and end in guide.roles:
                found.setdefault((start, end), edge)
                if kind == "next_to":
                    found.setdefault((end, start), edge)
    return found


def ways(guide: Guide) -> dict[tuple[str, str], list[str]]:
    """The shortest way from each role to each that can be reached from it, move by move: ids, without the first."""
    to: dict[str, list[str]] = {}
    for start, end in moves(guide):
        to.setdefault(start, []).append(end)
    found: dict[tuple[str, str], list[str]] = {}
    for start in to:
        reached: dict[str, list[str]] = {start: []}
        for role in (waiting := [start]):
            for end in to.get(role, []):
                if end not in reached:
                    reached[end] = [*reached[role], end]
                    waiting.append(end)
        found |= {(start, end): way for end, way in reached.items() if way}
    return found


def heights(guide: Guide) -> dict[str, int]:
    """How high each job that has a relation stands on the map, from 0: above all that lead to it.

    A job that no step leads to or from stands beside the highest that it is next to.
    """
    all_edges = [edge for edge in guide.edges if edge.kind != "confused_with"]
    below: dict[str, list[str]] = {}
    for edge in all_edges:
        if edge.kind == "leads_to":
            below.setdefault(edge.end, []).append(edge.start)
            below.setdefault(edge.start, [])
    found: dict[str, int] = {}

    waiting = list(reversed(below))
    while waiting:
        key = waiting[-1]
        if lower := [one for one in below[key] if one not in found]:
            waiting += reversed(lower)
        else:
            found.setdefault(key, 1 + max((found[one] for one in below[key]), default=-1))
            waiting.pop()
    for edge in all_edges:
        for one, other in ((edge.start, edge.end), (edge.end, edge.start)):
            if one not in below:
                found[one] = max(found.get(one, 0), found.get(other, 0))
    return found


def jobs_of(guide: Guide, family: str) -> list[str]:
    """The jobs of a family that have a step or a neighbour, and those elsewhere that these have, from the lowest."""
    found = heights(guide)
    related = [edge for edge in guide.edges if edge.kind != "confused_with"]
    ends = [{edge.start, edge.end} for edge in related]
    near = set().union(*(pair for pair in ends if family in {job(guide, key).family for key in pair}))
    return sorted((key for key in found if key in near), key=lambda key: found[key])


def upwards(guide: Guide) -> list[Role]:
    """All roles from the lowest on the map to the highest; those without relations last, else as in the guide."""
    found = heights(guide)
    return sorted(guide.roles.values(), key=lambda role: found.get(f"role/{role.id}", len(found)))


@dataclass(frozen=True)
class Job:
    """What readers say that they do or want to do: a role, at a level of experience where that matters."""

    role: Role
    level: str | None

    @property
    def name(self) -> str:
        """What addresses call it: `sales-manager`, `key-account-manager_senior`."""
        return _job_name(self.role.id, self.level)

    def former_names(self, guide: Guide) -> list[str]:
        """What addresses called it before the role or the level had its id of today."""
        roles = [self.role.id, *self.role.profile.former_ids]
        levels = [self.level, *guide.levels[self.level].former_ids] if self.level else [None]
        return [_job_name(role, level) for role in roles for level in levels][1:]


def _job_name(role: str, level: str | None) -> str:
    return f"{role}_{level}" if level else role


def jobs(guide: Guide) -> list[Job]:
    """All jobs to choose from, in the order of the guide."""
    return [Job(role, level) for role in guide.roles.values() for level in role.skill_levels]


# --- what is missing

State = Literal["met", "raise", "new", "unset", "unsure"]
"""What of a skill is missing: nothing; some steps; all of it; not known, of the job to come (`unset`) or of today's."""


@dataclass(frozen=True)
class Gap:
    """What is missing of one skill between two jobs."""

    use: SkillUse
    """What the job to come takes it for."""
    has: str | None
    """The step of proficiency that today's job asks for; None where it asks for none, or that is not known."""
    needs: str | None
    """The step that the job to come asks for; None where that is not known."""
    state: State


def gaps(guide: Guide, start: Role | None, start_level: str | None, end: Role, end_level: str | None) -> list[Gap]:
    """What is missing of each skill of a role for those who come from another, or from none.

    Args:
        guide: Where the scale of proficiency is.
        start: Today's role; None for those who have none.
        start_level: The level of experience there, if its requirements differ by level.
        end: The role to come.
        end_level: The level of experience there.

    Returns:
        One for each skill of the role to come, in its order.
    """
    return list(_gaps(list(guide.proficiency), start, start_level, end, end_level))


def by_state(found: Iterable[Gap]) -> dict[State, list[Gap]]:
    """What is missing of the skills that are essential, by what is missing of them."""
    states: dict[State, list[Gap]] = {state: [] for state in get_args(State)}
    for gap in found:
        if gap.use.importance == "essential":
            states[gap.state].append(gap)
    return states


def _gaps(
    scale: list[str], start: Role | None, start_level: str | None, end: Role, end_level: str | None
) -> Iterator[Gap]:
    known = {use.skill: use for use in start.skill_uses} if start else {}
    for use in end.skill_uses:
        own, needed = known.get(use.skill), use.at(end_level)
        held = own.at(start_level) if own else None
        has, needs = held.proficiency if held else None, needed.proficiency if needed else None
        yield Gap(use, has, needs, _state(scale, own, has, needs))


def _state(scale: list[str], own: SkillUse | None, has: str | None, needs: str | None) -> State:
    if needs is None:
        return "unset"
    if own is None:
        return "new"
    if has is None:
        return "unsure"
    return "met" if scale.index(has) >= scale.index(needs) else "raise"
