"""Promised addresses never die: no check and no build passes in which one would no longer answer.

A release promises the addresses of all pages and cards and the permanent ones (`/go/…/`); anchors, documents and the
API's files are not promised. Until the first release nothing is; a list that lacks what an edition promised was lost.
"""

import posixpath
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from itertools import islice

from career_guide.loading.published import GONE, LIST, Published
from career_guide.model.edition import Edition
from career_guide.model.kinds import KINDS
from career_guide.model.locales import LOCALES
from career_guide.site.moves import moved_keys, moved_pages
from career_guide.site.permanent import card_path, permanent_path
from career_guide.site.plan import SitePlan
from career_guide.words.problems import MOST, START, Problem
from career_guide.words.suggestions import nearest_or_known


def addresses(plan: SitePlan) -> set[str]:
    """The addresses of all pages and cards, and all permanent ones: `/`, `/it/ruoli/`, `/go/term/roi/`."""
    pages = {page.path for page in plan.pages if page.kind != "not_found"}
    cards = (card_path(role_id, locale) for role_id in plan.guide.roles for locale in LOCALES)
    return {f"/{path}" for path in pages.union(map(permanent_path, plan.all_keys()), cards)}


def of_edition(edition: Edition) -> set[str]:
    """The permanent addresses that the release of an edition promised, whatever became of its roles since."""
    return {f"/{permanent_path(f'edition/{edition.month}/role/{role_id}')}" for role_id in edition.roles}


def moved(plan: SitePlan) -> dict[str, str]:
    """Addresses where something was before → where each leads now."""
    keys = {permanent_path(old): permanent_path(new) for old, new in moved_keys(plan).items()}
    cards = {
        card_path(former_id, locale): card_path(role.id, locale)
        for role in plan.guide.roles.values()
        for former_id in role.profile.former_ids
        for locale in LOCALES
    }
    return {f"/{old}": f"/{new}" for old, new in (moved_pages(plan) | keys | cards).items()}


def broken(plan: SitePlan, published: Published) -> list[Problem]:
    """A problem for each promised address that nothing answers, and for each that was given up in a wrong way."""
    incomplete = [edition.month for edition in plan.editions if not of_edition(edition) <= published.places.keys()]
    if incomplete:
        # Whatever else is wrong may only follow from it.
        return [Problem(LIST, START, "promises_lost", {"value": ", ".join(sorted(incomplete))})]
    here = addresses(plan)
    answering = here | moved(plan).keys()
    lost = {
        address: place
        for address, place in published.places.items()
        if address not in answering and published.speaks_for(address) is None
    }
    problems = (
        Problem(
            LIST,
            place,
            "address_vanished",
            {"value": address, "file": GONE.as_posix(), "line": f"{address}: {_successor(address, answering)}"},
            address,
        )
        for address, place in lost.items()
        # A page is reported, and not all that was below it.
        if lost.keys().isdisjoint(_above(address))
    )
    used = {published.speaks_for(address) for address in published.places}
    wrong = (problem for gone in published.gone for problem in _wrong(gone, here, answering, published, used))
    return [*islice(problems, MOST), *islice(wrong, MOST)]


def _wrong(
    address: str,
    here: AbstractSet[str],
    answering: AbstractSet[str],
    published: Published,
    used: AbstractSet[str | None],
) -> Iterator[Problem]:
    """What is wrong with a line that gives up an address."""
    document, successor = published.document, published.gone[address]
    if address in here:
        yield document.problem_at((address,), "gone_is_back", value=address)
    elif address not in used:
        yield document.problem_at((address,), "gone_never_published", value=address)
    start = address[: address.index("/", 1) + 1] if "/" in address[1:] else "/"
    if successor.partition("#")[0] not in answering or not successor.startswith(start):
        known = nearest_or_known(successor, [one for one in here if one.startswith(start)])
        place = document.place((address,))
        yield document.problem(place, "gone_nowhere", value=successor, start=start, nearest_or_known=known)


def _above(address: str) -> Iterator[str]:
    """The addresses that an address stands below, the nearest first: `/en/skills/`, `/en/`, `/`."""
    while address != "/":
        address = f"{posixpath.dirname(address.rstrip('/')).rstrip('/')}/"
        yield address


def _successor(address: str, answering: AbstractSet[str]) -> str:
    """Where an address that is given up may lead: the nearest above it that answers."""
    nearest = next((one for one in _above(address) if one in answering), "/")
    if nearest != "/" or not address.startswith("/go/"):
        return nearest
    kind = KINDS.get(address.split("/")[2])
    name = kind.plural if kind else "home"
    index = f"/{permanent_path(f'page/{name}')}"
    return index if index in answering else "/go/page/home/"
