"""A card of a role: what a reader of another site sees in its frame, and the code that puts it there."""

from html import unescape
from typing import Final

import pytest
from lxml import html
from lxml.html import HtmlElement

from career_guide.exports import cards, pages
from career_guide.model.locales import LOCALES, Locale
from career_guide.pages.renderer import Renderer
from tests.fixture_guide import TEMPLATES
from tests.unit.conftest import SITE_URL, shipped_renderer
from tests.unit.edits import GuideFolder

ROLE: Final = "key-account-manager"


def card(renderer: Renderer, role: str, locale: Locale) -> HtmlElement:
    return html.document_fromstring(cards.files(renderer)[f"{locale}/embed/{role}/index.html"]())


def shown(element: HtmlElement) -> str:
    return " ".join(element.text_content().replace("\u00a0", " ").split())


@pytest.mark.parametrize("locale", LOCALES)
def test_it_says_what_the_role_is_and_pays_since_when_and_on_what_terms(locale: Locale) -> None:
    renderer = shipped_renderer()
    role, words = renderer.plan.guide.roles[ROLE], renderer.wordings[locale]
    body = shown(card(renderer, ROLE, locale).xpath("//body")[0])
    (source,) = {shown(line) for line in card(renderer, ROLE, locale).find_class("cg-source")}
    assert role.profile.title[locale] in body
    assert role.profile.summary[locale] in body
    assert "30" in body
    assert source.startswith(words.label("parts.source"))
    assert words.label("parts.undated") in source
    assert words.label("confidence.indicative") in source
    assert all(fact.value[locale] in body for fact in role.profile.at_a_glance)
    for said in ("CC BY 4.0", words.label("site.name"), words.date(role.profile.reviewed), role.revision):
        assert said in body


def test_its_links_lead_to_the_guide_in_its_language_and_leave_the_frame(renderer: Renderer) -> None:
    paths = {f"{SITE_URL}{page.path}" for page in renderer.plan.pages if page.locale == "en"}
    tree = card(renderer, "glassblower", "en")
    assert tree.xpath("//base/@target") == ["_blank"]
    tree.make_links_absolute(f"{SITE_URL}en/embed/glassblower/")
    links = {link.partition("#")[0] for link in tree.xpath("//a/@href")}
    assert f"{SITE_URL}{renderer.plan.path('role/glassblower', 'en')}" in links
    assert links - paths == {"https://creativecommons.org/licenses/by/4.0/deed.en"}


def test_it_runs_nothing_and_asks_nobody_else(renderer: Renderer) -> None:
    tree = card(renderer, "glassblower", "it")
    assert tree.xpath("//script | //img | //iframe | //form | //@style") == []
    tree.make_links_absolute(f"{SITE_URL}it/embed/glassblower/")
    assert [link for link in tree.xpath("//link/@href") if not link.startswith(f"{SITE_URL}assets/guide/")] == []


def test_search_engines_are_kept_to_the_page_itself(renderer: Renderer) -> None:
    assert card(renderer, "glassblower", "it").xpath("//meta[@name='robots']/@content") == ["noindex"]
    sitemap = str(pages.files(renderer)["sitemap.xml"]())
    assert "/glassblower/" in sitemap
    assert "embed/" not in sitemap


def test_a_role_of_which_little_is_known_has_one_too(renderer: Renderer) -> None:
    tree = card(renderer, "lamplighter", "en")
    assert shown(tree.xpath("//h1")[0]) == renderer.plan.title("role/lamplighter", "en")
    assert tree.xpath("//dl[not(*)]") == []


def test_a_frame_goes_on_showing_a_role_that_has_a_new_id(folder: GuideFolder) -> None:
    folder.replace("roles/lamplighter/role.yml", "slug:\n", "former_ids: [lighter]\nslug:\n")
    made = cards.files(Renderer(folder.plan(), TEMPLATES, SITE_URL))
    assert made["en/embed/lighter/index.html"]() == made["en/embed/lamplighter/index.html"]()


@pytest.mark.parametrize("locale", LOCALES)
def test_the_code_to_copy_puts_it_into_a_page(locale: Locale, folder: GuideFolder) -> None:
    """Whatever the role is called."""
    title = 'Lamps & <b>"wicks"</b>'
    name = {"it": "it: Lampionaio", "en": "en: Lamplighter"}[locale]
    folder.replace("roles/lamplighter/role.yml", name, f"{locale}: '{title}'")
    renderer = Renderer(folder.plan(), TEMPLATES, SITE_URL)
    page = html.fragment_fromstring(renderer.macro("card_codes", renderer.plan.page("page/home", locale))(), "div")
    frames = [html.fragment_fromstring(code.text_content()) for code in page.iter("code")]
    frame = {element.get("src"): element for element in frames}[f"{SITE_URL}{locale}/embed/lamplighter/"]
    assert frame.tag == "iframe"
    assert unescape(frame.get("title", "")).startswith(title)
