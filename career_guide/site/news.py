"""What changed for readers: the `changes.yml` of all roles, for the page of news and its feeds.

Takes the checked guide; gives one entry for each role and day, the newest first, and the day of a page. Knows no HTML.
"""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from career_guide.model.guide import Guide, Role
from career_guide.model.locales import Locale
from career_guide.model.values import Prose
from career_guide.site.page import Page
from career_guide.site.plan import SitePlan

NEWS: Final = "page/news"
"""The key of the page of news."""


@dataclass(frozen=True)
class News:
    """What changed in one role on one day."""

    day: date
    role: Role
    texts: list[Prose]

    @property
    def role_id(self) -> str:
        """The first id that the role had: what is made from it stays the same when the role is renamed."""
        return (*self.role.profile.former_ids, self.role.id)[0]

    @property
    def anchor(self) -> str:
        """Its place on the page of news: `glassblower-2026-11-24`."""
        return f"{self.role_id}-{self.day}"


def news(guide: Guide) -> list[News]:
    """All that changed: the newest first, roles of one day in their order in the guide."""
    entries = [
        News(day, role, [change.text for change in changes])
        for role in guide.roles.values()
        for day, changes in groupby(role.changes, key=lambda change: change.date)
    ]
    return sorted(entries, key=lambda entry: entry.day, reverse=True)


def day_of(page: Page, guide: Guide) -> date | None:
    """The day on which a page's content was last reviewed or changed; None where the data does not tell."""
    days = [change.date for role in guide.roles.values() for change in role.changes] if page.key == NEWS else []
    if page.role_id:
        role = guide.roles[page.role_id]
        days = [role.profile.reviewed, *(change.date for change in role.changes)]
    return max(days, default=None)


def feed_path(plan: SitePlan, locale: Locale) -> str:
    """The address of a locale's feed below the site's root, beside the page of news: `en/news.xml`."""
    return f"{plan.path(NEWS, locale).rstrip('/')}.xml"
