"""The guide's data in the shapes of `answers`: records, with what identifies them and the state that they are in.

Takes the site plan; gives plain mappings and the guide's own records, from which the models of answers are validated.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import Any, Final
from urllib.parse import urlsplit

from career_guide.exports.api.answers import Origin
from career_guide.model import licence
from career_guide.model.guide import Guide, Role
from career_guide.model.kinds import KINDS
from career_guide.model.locales import LOCALES, Locale
from career_guide.site.moves import moved_keys
from career_guide.site.plan import SitePlan
from career_guide.words.wording import Wording

FOLDER: Final = "api/v1/"
"""Where the API stands, below the site's root. Published addresses never change: another version is another folder."""
OPENAPI: Final = "openapi.json"
LICENCE: Final = {"name": licence.NAME, "url": licence.ADDRESS}
_DOCUMENTATION: Final = "page/api"


class Content:
    """The guide's data as answers show it, in the shapes of `answers`.

    Args:
        plan: The pages of the guide.
        root: The site's root: its absolute address or, where that is not known, the way there from the file that is
            made (`../../`). Ends with a slash.
    """

    def __init__(self, plan: SitePlan, root: str) -> None:
        self.plan = plan
        self.guide: Guide = plan.guide
        self.root = root
        self.origin = Origin(root, plan.guide.sources)
        self.wordings = {locale: Wording(plan.guide.labels, locale) for locale in LOCALES}

    def address(self, path: str) -> str:
        """The address of a file of the API."""
        return f"{self.root}{FOLDER}{path}"

    def said(self, key: str, **words: object) -> dict[Locale, str]:
        """A label in both languages."""
        return {locale: self.wordings[locale].label(key, **words) for locale in LOCALES}

    # --- parts

    def linked(self, key: str) -> dict[str, Any]:
        """What identifies something that has a page: see `answers.Linked`."""
        path = self._api_path(key)
        return {
            "key": key,
            "permalink": self.origin.permalink(key),
            "pages": {locale: self.root + self.plan.path(key, locale) for locale in LOCALES},
            "api": path and self.address(path),
        }

    def state(self, role: Role) -> dict[str, Any]:
        """Which state of a role's data is shown: see `answers.OfRole`."""
        return {"revision": role.revision, "reviewed": role.profile.reviewed}

    def _api_path(self, key: str) -> str | None:
        match key.split("/"):
            case ["role", role_id]:
                return f"roles/{role_id}.json"
            case ["role", role_id, "chapter" | "specialization" as part, part_id]:
                return f"roles/{role_id}/{part}s/{part_id}.json"
            case [kind, record_id] if kind in KINDS and KINDS[kind].pages == "each":
                return f"{KINDS[kind].plural}/{record_id}.json"
        return None

    # --- roles

    def role_entry(self, role: Role) -> dict[str, Any]:
        """A role in a list."""
        return {**dict(role.profile), **self.linked(f"role/{role.id}"), **self.state(role), "id": role.id}

    def roles(self) -> list[dict[str, Any]]:
        """All roles."""
        return [self.role_entry(role) for role in self.guide.roles.values()]

    def role(self, role: str) -> dict[str, Any]:
        """One role, with its overview."""
        found = self.guide.roles[role]
        return {
            **self.role_entry(found),
            "chapters": [self.chapter_entry(found, chapter) for chapter in found.chapters],
            "specializations": self._specializations_of(found),
            "changes": found.changes,
        }

    def chapter_entry(self, role: Role, chapter: str) -> dict[str, Any]:
        """A chapter of a role, with all that it says."""
        key = f"role/{role.id}/chapter/{chapter}"
        return {
            **dict(role.chapter(chapter) or ()),
            **self.linked(key),
            **self.state(role),
            "id": chapter,
            "role": role.id,
            "title": {locale: self.plan.title(key, locale) for locale in LOCALES},
        }

    def chapter(self, role: str, chapter: str) -> dict[str, Any]:
        """One chapter; that on pay with its bands as in the list of all bands."""
        found = self.guide.roles[role]
        made = self.chapter_entry(found, chapter)
        if chapter == "salary":
            made |= {"bands": list(self._level_bands(found)), "areas": list(self._area_bands(found))}
        return made

    def specializations(self) -> list[dict[str, Any]]:
        """The specializations of all roles."""
        return [entry for role in self.guide.roles.values() for entry in self._specializations_of(role)]

    def specialization(self, role: str, specialization: str) -> dict[str, Any]:
        """One specialization of a role."""
        found = self.guide.roles[role]
        return {
            **dict(found.specialization[specialization]),
            **self.linked(f"role/{role}/specialization/{specialization}"),
            **self.state(found),
            "id": specialization,
            "role": role,
        }

    def _specializations_of(self, role: Role) -> list[dict[str, Any]]:
        return [self.specialization(role.id, found) for found in role.specialization]

    # --- pay

    def bands(self) -> list[dict[str, Any]]:
        """The bands of all roles: by level of experience first, then by area."""
        return [
            band for role in self.guide.roles.values() for band in (*self._level_bands(role), *self._area_bands(role))
        ]

    def _level_bands(self, role: Role) -> Iterator[dict[str, Any]]:
        for band in role.salary.bands if role.salary else ():
            yield {
                **self._band(role, f"role/{role.id}/band/{band.level}", band.level),
                "area": None,
                "places": None,
                "experience_years": band.experience_years,
                "experience_note": band.experience_note,
                "pay": band,
                "variable": band.variable,
                "difference": None,
                "note": band.note,
            }

    def _area_bands(self, role: Role) -> Iterator[dict[str, Any]]:
        for area in role.salary.areas if role.salary else ():
            yield {
                **self._band(role, f"role/{role.id}/chapter/salary", area.level, f"#area-{area.area}"),
                "area": {"id": area.area, "name": self.guide.areas[area.area].name},
                "places": area.places,
                "experience_years": None,
                "experience_note": None,
                "pay": area,
                "variable": None,
                "difference": area.difference,
                "note": area.note,
            }

    def _band(self, role: Role, key: str, level: str, anchor: str = "") -> dict[str, Any]:
        return {
            **self.state(role),
            "permalink": self.origin.permalink(key) + anchor,
            "role": {"id": role.id, "name": role.profile.title},
            "level": {"id": level, "name": self.guide.levels[level].name},
        }

    # --- catalogues

    def records(self, kind: str) -> list[dict[str, Any]]:
        """All records of a catalogue."""
        return [self.record(kind, record) for record in self.guide.records(kind)]

    def record(self, kind: str, record_id: str) -> dict[str, Any]:
        """One record of a catalogue, and who uses it."""
        uses = [(use.role.id, use.specialization_id) for use in self.guide.uses(kind, record_id)]
        return {
            **dict(self.guide.records(kind)[record_id]),
            **self.linked(f"{kind}/{record_id}"),
            "id": record_id,
            "used_by": [
                {
                    "key": f"role/{role}/specialization/{specialization}" if specialization else f"role/{role}",
                    "role": role,
                    "specialization": specialization,
                }
                for role, specialization in uses
            ],
        }

    def tool_categories(self) -> list[dict[str, Any]]:
        """The categories of tools, each with its family."""
        families = self.guide.tool_families
        return [
            {
                "id": id_,
                "name": category.name,
                "family": {"id": category.family, "name": families[category.family].name},
            }
            for id_, category in self.guide.tool_categories.items()
        ]

    def terms(self) -> list[dict[str, Any]]:
        """The glossary."""
        return [{**dict(term), **self.linked(f"term/{id_}"), "id": id_} for id_, term in self.guide.glossary.items()]

    # --- the whole

    @cached_property
    def keys(self) -> dict[str, str]:
        """Every key that something has or had → the key of today."""
        return {key: key for key in self.plan.all_keys()} | moved_keys(self.plan)

    def permalinks(self) -> list[dict[str, Any]]:
        """Everything that has a permanent address, in the order of the site."""
        return [
            {**self.linked(key), "title": {locale: self.plan.title(key, locale) for locale in LOCALES}}
            for key in self.plan.all_keys()
        ]

    def editions(self) -> list[dict[str, Any]]:
        """The roles of all editions, the newest first."""
        return [
            {
                **self.linked(f"edition/{edition.month}/role/{role_id}"),
                "month": edition.month,
                "frozen": edition.frozen,
                "role": {"id": self._role_of_today(role_id), "name": role.title},
                "revision": role.revision,
                "reviewed": role.reviewed,
            }
            for edition in self.plan.editions
            for role_id, role in edition.roles.items()
        ]

    def _role_of_today(self, role_id: str) -> str:
        key = f"role/{role_id}"
        return self.keys.get(key, key).removeprefix("role/")

    def labels(self) -> list[dict[str, Any]]:
        """The words of the interface."""
        return [
            {"group": group, "name": name, "text": text}
            for group, labels in self.guide.labels.items()
            for name, text in labels.items()
        ]

    @cached_property
    def meta(self) -> dict[str, Any]:
        """What holds for every answer: see `answers.Meta`."""
        pages = {locale: self.plan.find(_DOCUMENTATION, locale) for locale in LOCALES}
        return {
            "version": "v1",
            "guide": self.root,
            "licence": LICENCE,
            "attribution": (
                self.said("api.attribution", address=self.root)
                if urlsplit(self.root).netloc
                else self.said("api.attribution_alone")
            ),
            "figures": self.said("api.figures"),
            "classifications": self.said("api.classifications"),
            "documentation": {locale: self.root + page.path for locale, page in pages.items() if page} or None,
            "openapi": self.address(OPENAPI),
        }
