"""The news as an Atom feed (RFC 4287) for each locale, beside the page of news.

The same data always gives the same feed: its date is that of its newest entry, never that of the build. Where the
site's address is not known, links are relative, and ids, which may not be, are made of what the address would lead to.
"""

from collections.abc import Callable
from datetime import date
from functools import partial
from uuid import NAMESPACE_URL, uuid5

from markupsafe import Markup

from career_guide.model import prose
from career_guide.model.locales import LOCALES, Locale
from career_guide.pages.renderer import Renderer
from career_guide.site.news import NEWS, feed_path, news


def files(renderer: Renderer) -> dict[str, Callable[[], str | bytes]]:
    """One feed for each locale."""
    return {feed_path(renderer.plan, locale): partial(_feed, renderer, locale) for locale in LOCALES}


def _feed(renderer: Renderer, locale: Locale) -> str:
    plan, root = renderer.plan, renderer.root(feed_path(renderer.plan, locale))
    entries = [
        (
            entry,
            Markup().join(prose.html(text[locale], lambda key: root + plan.path(key, locale)) for text in entry.texts),
        )
        for entry in news(plan.guide)
    ]
    # A feed must have a date: while nothing has changed, that of the newest review.
    days = [entry.day for entry, _ in entries] or [role.profile.reviewed for role in plan.guide.roles.values()]
    updated = max(days, default=date.min)

    def identifier(path: str) -> str:
        return renderer.site_url + path if renderer.site_url else uuid5(NAMESPACE_URL, path).urn

    return renderer.part(
        "theme/feed", plan.page(NEWS, locale), root=root, entries=entries, updated=updated, id=identifier
    )
