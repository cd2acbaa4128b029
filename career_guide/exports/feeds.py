"""The news as an Atom feed (RFC 4287) for each locale, beside the page of news.

The same data always gives the same feed: its date is that of its newest entry, never that of the build. Where the
site's address is not known, links are relative, and ids, which may not be, are made of what the address would lead to.
"""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Final
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from career_guide.model import prose
from career_guide.model.locales import LOCALES, Locale
from career_guide.pages.renderer import Renderer
from career_guide.site.news import NEWS, News, feed_path, news
from career_guide.site.permanent import permanent_path
from career_guide.words.wording import Wording

_ATOM: Final = "http://www.w3.org/2005/Atom"
_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"


def files(renderer: Renderer) -> dict[str, Callable[[], bytes]]:
    """One feed for each locale."""
    return {feed_path(renderer.plan, locale): partial(_feed, renderer, locale) for locale in LOCALES}


def _feed(renderer: Renderer, locale: Locale) -> bytes:
    plan, site = renderer.plan, renderer.root(feed_path(renderer.plan, locale))
    page, entries = plan.page(NEWS, locale), news(plan.guide)
    address, name = site + feed_path(plan, locale), Wording(plan.guide.labels, locale).label("site.name")
    feed = Element("feed", {"xmlns": _ATOM, _LANGUAGE: locale})
    SubElement(feed, "id").text = _id(renderer, feed_path(plan, locale))
    SubElement(feed, "title").text = f"{page.title} · {name}"
    SubElement(feed, "subtitle").text = page.description
    # A feed must have a date: while nothing has changed, that of the newest review.
    days = [entry.day for entry in entries] or [role.profile.reviewed for role in plan.guide.roles.values()]
    SubElement(feed, "updated").text = _midnight(max(days, default=date.min))
    SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": address})
    SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "hreflang": locale, "href": site + page.path})
    SubElement(SubElement(feed, "author"), "name").text = name
    for entry in entries:
        _add_entry(feed, entry, renderer, locale, site)
    indent(feed)
    return b"%s\n" % tostring(feed, "utf-8", xml_declaration=True)


def _add_entry(feed: Element, news_of_role: News, renderer: Renderer, locale: Locale, site: str) -> None:
    plan, role = renderer.plan, news_of_role.role
    entry = SubElement(feed, "entry")
    # Made of what never changes: feed readers take an entry with another id for a new one.
    permanent = f"{permanent_path(f'role/{news_of_role.role_id}')}#{locale}-{news_of_role.day}"
    SubElement(entry, "id").text = _id(renderer, permanent)
    SubElement(entry, "title").text = role.profile.title[locale]
    SubElement(entry, "updated").text = _midnight(news_of_role.day)
    there = f"{site}{plan.path(NEWS, locale)}#{news_of_role.anchor}"
    SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "hreflang": locale, "href": there})
    about = site + plan.path(f"role/{role.id}", locale)
    SubElement(entry, "link", {"rel": "related", "type": "text/html", "hreflang": locale, "href": about})
    texts = [prose.html(text[locale], lambda key: site + plan.path(key, locale)) for text in news_of_role.texts]
    SubElement(entry, "content", {"type": "html"}).text = "".join(texts)


def _id(renderer: Renderer, path: str) -> str:
    return renderer.site_url + path if renderer.site_url else uuid5(NAMESPACE_URL, path).urn


def _midnight(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
