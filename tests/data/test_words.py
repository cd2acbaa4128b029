"""The guide answers its reader: what it does not know is said briefly and at the end, and no page is nearly empty."""

import itertools
import re
from datetime import date
from typing import Final

import pytest
from lxml import html

from career_guide import loading
from career_guide.model import prose
from career_guide.model.locales import LOCALES, Locale
from career_guide.pages.renderer import Renderer
from career_guide.review.status import guide_status
from career_guide.review.style import BUDGET, mentions
from career_guide.site.plan import SitePlan
from career_guide.words.wording import Wording
from tests.fixture_guide import PROJECT, TEMPLATES, articles

GUIDE: Final = loading.GuideLoader(PROJECT / "data").load()
RENDERER: Final = Renderer(SitePlan(GUIDE, articles(PROJECT / "docs")), TEMPLATES, "https://guide.example/")

OPENING: Final[dict[Locale, str]] = {
    "it": r"fonte|non si sa|non è not|non sappiamo|dato non",
    "en": r"the source|not known|unknown|no data|we do not know",
}
FEWEST_WORDS: Final = 120
MOST_POINTS_OF_LIMITS: Final = 3
MOST_WORDS_OF_LIMITS: Final = 90


def running_text(article: str) -> str:
    """What is read as sentences: paragraphs, without small print, source lines and the limits of the data."""
    page = html.fragment_fromstring(article, create_parent="div")
    for element in [part for name in ("cg-hint", "cg-source", "cg-limits") for part in page.find_class(name)]:
        element.drop_tree()
    return "\n".join(" ".join(paragraph.text_content().split()) for paragraph in page.iter("p"))


@pytest.mark.parametrize("locale", LOCALES)
def test_the_full_guide_speaks_of_the_job_and_seldom_of_its_sources(locale: Locale) -> None:
    for role_id in GUIDE.roles:
        page = RENDERER.plan.page(f"role/{role_id}/full-guide", locale)
        text = running_text(RENDERER.page(page).html)
        for counted, most in BUDGET.items():
            assert len(mentions(text, counted, Wording(GUIDE.labels, locale))) <= most


def test_status_counts_what_the_full_guide_says() -> None:
    for role in guide_status(GUIDE, date(2026, 12, 1)).roles:
        said = [
            mention
            for locale in LOCALES
            for counted in BUDGET
            for text in [running_text(RENDERER.page(RENDERER.plan.page(f"role/{role.id}/full-guide", locale)).html)]
            for mention in mentions(text, counted, Wording(GUIDE.labels, locale))
        ]
        assert len([finding for finding in role.findings if finding.kind == "mention"]) == len(said)


def test_no_page_opens_with_what_is_unknown(subtests: pytest.Subtests) -> None:
    introductions = {
        f"{role_id}/{chapter}": found.intro
        for role_id, role in GUIDE.roles.items()
        for chapter, found in [("role", role.profile), *((name, role.chapter(name)) for name in role.chapters)]
        if found
    }
    texts = {name: record.text for catalogue in (GUIDE.skills, GUIDE.tools) for name, record in catalogue.items()}
    for name, text in (introductions | texts).items():
        for locale in LOCALES:
            with subtests.test(f"{name} {locale}"):
                first, _, _ = prose.plain(text[locale]).partition(". ")
                assert not re.search(OPENING[locale], first, re.IGNORECASE)


def test_no_page_of_a_catalogue_is_nearly_empty(subtests: pytest.Subtests) -> None:
    for catalogue in (GUIDE.skills, GUIDE.tools, GUIDE.certifications):
        for name, record in catalogue.items():
            for locale in LOCALES:
                with subtests.test(f"{name} {locale}"):
                    assert len(prose.plain(record.text[locale]).split()) >= FEWEST_WORDS


def test_the_limits_of_the_data_are_three_short_points_folded_at_the_end(subtests: pytest.Subtests) -> None:
    for role_id, role in GUIDE.roles.items():
        told = {name: found.limits for name in role.chapters if (found := role.chapter(name)) and found.limits}
        assert "salary" in told or "salary" not in role.chapters
        for (name, limits), locale in itertools.product(told.items(), LOCALES):
            with subtests.test(f"{role_id}/{name} {locale}"):
                assert len(prose.plain(limits[locale]).split()) <= MOST_WORDS_OF_LIMITS
                chapter = RENDERER.page(RENDERER.plan.page(f"role/{role_id}/chapter/{name}", locale))
                last = html.fragment_fromstring(chapter.html, create_parent="div")[-1]
                assert (last.tag, last.get("id"), last.get("open")) == ("details", "limits", None)
                assert 1 <= len(last.findall("ul/li")) <= MOST_POINTS_OF_LIMITS


@pytest.mark.parametrize("locale", LOCALES)
def test_the_full_guide_shows_the_limits_of_each_chapter_unfolded(locale: Locale) -> None:
    for role_id, role in GUIDE.roles.items():
        page = html.fromstring(RENDERER.page(RENDERER.plan.page(f"role/{role_id}/full-guide", locale)).html)
        shown = page.find_class("cg-limits")
        parts = [role.profile, *map(role.chapter, role.chapters)]
        assert len(shown) == sum(bool(part and part.limits) for part in parts)
        assert all(box.get("open") is not None for box in shown)
