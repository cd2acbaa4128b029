"""Redirects: the former addresses of records that were renamed → the addresses of today.

The site plan makes them from the record as it was, so that they are the very addresses that it had. Those of pages that
are gone come from the list of what was promised (`loading.published`).
"""

from collections.abc import Iterator, Mapping
from itertools import product

from career_guide.model.guide import Role
from career_guide.model.kinds import CATALOGUED
from career_guide.model.locales import LOCALES, Locale
from career_guide.model.values import Localized, Renamable
from career_guide.site.permanent import permanent_key
from career_guide.site.plan import SitePlan


def moved_pages(plan: SitePlan) -> dict[str, str]:
    """Old path of a page, below the site's root → the path of today."""
    moved: dict[str, str] = {}
    for locale in LOCALES:
        for role in plan.guide.roles.values():
            for former in _as_it_was(role, locale):
                moved |= {page.path: plan.path(page.key, locale) for page in plan.maker.pages_of_role(former, locale)}
        for ids in plan.maker.moves:
            starts, ends = ([role, *_as_it_was(role, locale)] for role in map(plan.guide.roles.__getitem__, ids))
            for page in (plan.maker.move_page(start, end, locale) for start, end in product(starts, ends)):
                moved[page.path] = plan.path(page.key, locale)
        for kind in (kind for kind in CATALOGUED if kind.pages == "each"):
            for record_id, record in plan.guide.records(kind.name).items():
                for former in record.former_slugs[locale] if kind.has_slug else record.former_ids:
                    path = f"{plan.maker.index_path(kind, locale)}{former}/"
                    moved[path] = plan.path(f"{kind.name}/{record_id}", locale)
    leads = {old: new for old, new in plan.gone.items() if not permanent_key(old)} | moved
    return {
        old: new
        for old, to in leads.items()
        if plan.at(f"{old}index.html") is None
        if (new := _followed(to, leads)) and plan.at(f"{new.partition('#')[0]}index.html")
    }


def _followed(address: str, leads: Mapping[str, str]) -> str:
    """Where a chain of redirects ends; the address itself if nothing redirects it."""
    passed = {address}
    while (following := leads.get(address)) is not None and following not in passed:
        address = following
        passed.add(address)
    return address


def moved_keys(plan: SitePlan) -> dict[str, str]:
    """Old key → the key of today, for records whose id was changed and for all that belongs to them."""
    guide = plan.guide
    changed: dict[str, str] = {}
    for kind in (kind for kind in CATALOGUED if kind.pages != "none"):
        changed |= _former(f"{kind.name}/", guide.records(kind.name))
    for role_id, role in guide.roles.items():
        changed |= _former(f"role/{role_id}/specialization/", role.specialization)
        bands = {level: guide.levels[level] for level in role.bands}
        changed |= _former(f"role/{role_id}/band/", bands)
    for start, end in plan.maker.moves:
        for former_id in guide.roles[start].profile.former_ids:
            changed[f"role/{end}/from/{former_id}"] = f"role/{end}/from/{start}"
    keys = plan.all_keys()
    of_roles: dict[str, dict[str, str]] = {}
    for old, now in ({key: key for key in keys} | changed).items():
        if old.startswith("role/"):
            of_roles.setdefault(old.split("/")[1], {})[old] = now
    for role_id, role in guide.roles.items():
        for former_id in role.profile.former_ids:
            changed |= {old.replace(role_id, former_id, 1): now for old, now in of_roles[role_id].items()}
    given_up: dict[str, str] = {}
    for old, new in plan.gone.items():
        if (key := permanent_key(old)) and (leads_to := permanent_key(new)):
            given_up[key] = leads_to
    there = set(keys)
    return changed | {
        old: now for old in given_up if old not in there and (now := _followed(old, given_up | changed)) in there
    }


def _former(prefix: str, records: Mapping[str, Renamable]) -> dict[str, str]:
    return {
        prefix + former_id: prefix + record_id
        for record_id, record in records.items()
        for former_id in record.former_ids
    }


def _as_it_was(role: Role, locale: Locale) -> Iterator[Role]:
    """The role with each combination of its and its specializations' present and former slugs, apart from today's."""
    profile = role.profile
    for slug in (profile.slug[locale], *profile.former_slugs[locale]):
        renamed = role.model_copy(update={"profile": profile.model_copy(update={"slug": _same(slug)})})
        if slug != profile.slug[locale]:
            yield renamed
        for part_id, part in role.specialization.items():
            for part_slug in part.former_slugs[locale]:
                was = part.model_copy(update={"slug": _same(part_slug)})
                yield renamed.model_copy(update={"specialization": role.specialization | {part_id: was}})


def _same(slug: str) -> Localized[str]:
    """A slug in every locale, where only one of them is read."""
    return Localized[str].each(lambda _: slug)
