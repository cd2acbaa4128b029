"""A reader searches: in the words that people use, in the page's language, by button or keyboard."""

import os
import re
import shutil
from collections.abc import Iterator
from fnmatch import fnmatch
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from career_guide.building import search as building
from tests.browser.conftest import Device, OpenPage, served
from tests.site.published import Site, text, with_class

HOME = {"it": "it/", "en": "en/"}
MOVE: Final = re.compile("/(da|from)/")


def search(page: Page, query: str) -> Locator:
    """Search, wait for the answer, and give the results."""
    if not page.locator("#guide-search").evaluate("dialog => dialog.open"):
        page.keyboard.press("/")
    page.locator("#search-query").fill(query)
    expect(page.locator(".cg-search__status")).to_contain_text(query)
    return page.locator(".cg-search__results > li")


KAM_IT, KAM_EN = "/it/ruoli/key-account-manager/", "/en/roles/key-account-manager/"

# What readers ask; the page that must come first, or among the first three; what its excerpt must say. Where
# the question names no role, that of any role answers it.
ASKED: list[tuple[str, str, str, int, str]] = [
    ("it", "quanto guadagna", f"{KAM_IT}stipendio/", 1, "30.000"),
    ("it", "quanto guadagna un key account manager", f"{KAM_IT}stipendio/", 1, "30.000"),
    ("it", "quanto si guadagna?", f"{KAM_IT}stipendio/", 1, "30.000"),
    ("it", "stipendio", f"{KAM_IT}stipendio/", 1, "30.000"),
    ("it", "stipendio junior", f"{KAM_IT}stipendio/", 1, "30.000–40.000"),
    ("it", "stipendio senior milano", f"{KAM_IT}stipendio/", 1, "€"),
    ("it", "RAL", f"{KAM_IT}stipendio/", 1, "30.000"),
    ("it", "paga", f"{KAM_IT}stipendio/", 1, "30.000"),
    ("it", "salary", f"{KAM_IT}stipendio/", 1, "30.000"),
    ("it", "40.000 €", f"{KAM_IT}specializzazioni/base/", 3, "40.000"),
    ("it", "30000", f"{KAM_IT}stipendio/", 1, "30.000–40.000"),
    ("it", "40000", f"{KAM_IT}specializzazioni/base/", 3, "40.000–55.000"),
    ("it", "esaurimento", "/it/glossario/", 1, "L’esaurimento"),
    ("it", "urgenza", "/it/competenze/problem-solving-strategico/", 3, "l’urgenza"),
    ("it", "auto aziendale", f"{KAM_IT}stipendio/", 3, "Auto aziendale"),
    ("it", "come diventare", "/it/ruoli/*/come-diventare/", 1, "laurea|titolo di studio"),
    ("it", "come diventare key account manager", f"{KAM_IT}come-diventare/", 1, "laurea"),
    ("it", "laurea", "/it/ruoli/*/come-diventare/", 1, "laurea|titolo di studio"),
    ("it", "che studi servono", "/it/ruoli/*/come-diventare/", 1, "laurea|titolo di studio"),
    ("it", "how to become", "/it/ruoli/*/come-diventare/", 1, "laurea|titolo di studio"),
    ("it", "cosa fa un key account manager", KAM_IT, 1, "segue i pochi clienti"),
    ("it", "trasferte", f"{KAM_IT}equilibrio-vita-lavoro/", 1, "trasferte"),
    ("it", "lavoro da casa", f"{KAM_IT}equilibrio-vita-lavoro/", 1, "orari"),
    ("it", "smart working", f"{KAM_IT}equilibrio-vita-lavoro/", 1, "orari"),
    ("it", "orario di lavoro", f"{KAM_IT}equilibrio-vita-lavoro/", 1, "orari"),
    ("it", "KPI", "/it/competenze/metriche-aziendali/", 3, "numeri"),
    ("it", "KAM", KAM_IT, 1, "key account manager"),
    ("it", "key-account manager", KAM_IT, 1, "key account manager"),
    ("it", "key account manager senior", f"{KAM_IT}specializzazioni/senior/", 1, "esperienza"),
    ("it", "B2B", f"{KAM_IT}specializzazioni/b2b/", 1, "imprese"),
    ("it", "gdo", f"{KAM_IT}specializzazioni/retail/", 3, "distribuzione"),
    ("it", "negoziazione", "/it/competenze/negoziazione-avanzata/", 1, "trattative"),
    ("it", "negoziare", "/it/competenze/negoziazione-avanzata/", 1, "trattative"),
    ("it", "competenze", "/it/competenze/", 1, "trasversali"),
    ("it", "skills", "/it/competenze/", 1, "trasversali"),
    ("it", "certificazioni", "/it/certificazioni/", 1, "Certificazioni"),
    ("it", "strumenti", "/it/strumenti/", 3, "Software"),
    ("it", "hubspot", "/it/strumenti/hubspot/", 1, "CRM"),
    ("it", "c-level", "/it/glossario/", 3, "C-level"),
    ("it", "privacy", "/it/privacy/", 1, "cookie"),
    ("it", "fonti", "/it/fonti/", 1, "fatti"),
    ("it", "Unioncamere", "/it/fonti/", 3, "Unioncamere"),
    ("en", "what does a KAM earn", f"{KAM_EN}salary/", 3, "€30,000"),
    ("en", "how much do they earn", f"{KAM_EN}salary/", 1, "€30,000"),
    ("en", "salary", f"{KAM_EN}salary/", 1, "€30,000"),
    ("en", "pay", f"{KAM_EN}salary/", 1, "€30,000"),
    ("en", "wage", f"{KAM_EN}salary/", 1, "€30,000"),
    ("en", "stipendio", f"{KAM_EN}salary/", 1, "€30,000"),
    ("en", "junior salary", f"{KAM_EN}salary/", 3, "€30,000–40,000"),
    ("en", "€40,000", f"{KAM_EN}specializations/base/", 3, "40,000"),
    ("en", "company car", f"{KAM_EN}salary/", 3, "ompany"),
    ("en", "work from home", f"{KAM_EN}work-life-balance/", 1, "hours"),
    ("en", "working hours", f"{KAM_EN}work-life-balance/", 1, "hours"),
    ("en", "how stressful is the job", f"{KAM_EN}work-life-balance/", 1, "private"),
    ("en", "travel", f"{KAM_EN}work-life-balance/", 1, "travel"),
    ("en", "how to become a key account manager", f"{KAM_EN}how-to-become/", 1, "degree"),
    ("en", "degree", "/en/roles/*/how-to-become/", 1, "degree|qualification"),
    ("en", "what does a key account manager do", KAM_EN, 1, "look after"),
    ("en", "KAM", KAM_EN, 1, "Key account manager"),
    ("en", "negotiate", "/en/skills/advanced-negotiation/", 1, "negotiations"),
    ("en", "negoziazione", "/en/skills/advanced-negotiation/", 1, "negotiations"),
    ("en", "skills", "/en/skills/", 1, "transferable"),
    ("en", "certifications", "/en/certifications/", 1, "Certifications"),
    ("en", "C-level", "/en/glossary/", 3, "C-level"),
    ("en", "hubspot", "/en/tools/hubspot/", 1, "CRM"),
    ("en", "Norton Rose Fulbright", "/en/sources/", 3, "Norton Rose"),
    ("it", "differenza tra account manager e key account manager", "/it/ruoli/*account-manager/", 1, "clienti"),
    ("it", "da account manager a key account manager", f"{KAM_IT}da/account-manager/", 1, "mancano"),
    ("it", "agente di commercio partita iva", "/it/ruoli/sales-representative/", 1, "imprese"),
    ("it", "quanto guadagna un agente di commercio", "/it/ruoli/sales-representative/stipendio/", 1, "40.000"),
    ("it", "come diventare agente di commercio", "/it/ruoli/sales-representative/come-diventare/", 3, "corso"),
    ("it", "Enasarco", "/it/ruoli/sales-representative/", 1, "imprese"),
    ("it", "direttore vendite", "/it/ruoli/direzione-commerciale/", 3, "prezzo"),
    ("it", "capo area", "/it/ruoli/area-manager/", 1, "territorio"),
    ("it", "commerciale estero", "/it/ruoli/export-manager/", 1, "estero"),
    ("it", "customer success manager", "/it/ruoli/client-relations-manager/", 1, "comprato"),
    ("it", "buyer", "/it/ruoli/category-manager/", 3, ""),
    ("it", "confronto ruoli", "/it/confronta/", 1, "fianco a fianco"),
    ("it", "percorso di carriera", "/it/mappa-carriere/", 1, "lavoro"),
    ("it", "che cosa mi manca", "/it/da-dove-parti/", 1, "mancano"),
    ("en", "difference between account manager and key account manager", "/en/roles/*account-manager/", 1, "customers"),
    ("en", "what does a category manager do", "/en/roles/category-manager/", 1, "retailer"),
    ("en", "sales rep", "/en/roles/sales-representative/", 1, ""),
    ("en", "how to become a sales agent", "/en/roles/sales-representative/how-to-become/", 3, "agent"),
    ("en", "sales director", "/en/roles/commercial-director/", 1, "price"),
    ("en", "customer success", "/en/roles/client-relations-manager/", 1, "customers"),
    ("en", "how do I sell abroad", "/en/roles/export-manager/", 1, "abroad"),
    ("en", "compare roles", "/en/compare/", 1, "side by side"),
    ("en", "career path", "/en/career-map/", 1, "job"),
    ("en", "change job", "/en/where-do-you-start/", 1, "lack"),
    # Roles by their other names.
    ("it", "stipendio direttore commerciale", "/it/ruoli/direzione-commerciale/stipendio/", 1, ""),
    ("it", "quanto guadagna un direttore vendite", "/it/ruoli/direzione-commerciale/stipendio/", 1, ""),
    ("it", "stipendio responsabile vendite", "/it/ruoli/sales-manager/stipendio/", 1, ""),
    ("it", "quanto guadagna un responsabile commerciale", "/it/ruoli/direzione-commerciale/stipendio/", 1, ""),
    ("it", "quanto guadagna un agente", "/it/ruoli/sales-representative/stipendio/", 1, ""),
    ("it", "stipendio venditore", "/it/ruoli/sales-representative/stipendio/", 1, ""),
    ("it", "quanto guadagna un commerciale", "/it/ruoli/sales-representative/stipendio/", 1, ""),
    ("it", "stipendio rappresentante", "/it/ruoli/sales-representative/stipendio/", 1, ""),
    ("it", "stipendio capo area", "/it/ruoli/area-manager/stipendio/", 1, ""),
    ("it", "quanto guadagna un area manager", "/it/ruoli/area-manager/stipendio/", 1, ""),
    ("it", "stipendio responsabile di area", "/it/ruoli/area-manager/stipendio/", 1, ""),
    ("it", "stipendio responsabile estero", "/it/ruoli/export-manager/stipendio/", 1, ""),
    ("it", "quanto guadagna un commerciale estero", "/it/ruoli/export-manager/stipendio/", 1, ""),
    ("it", "stipendio customer success manager", "/it/ruoli/client-relations-manager/stipendio/", 1, ""),
    ("it", "RAL responsabile di categoria", "/it/ruoli/category-manager/stipendio/", 1, ""),
    ("it", "stipendio trade marketing manager", "/it/ruoli/category-manager/stipendio/", 3, ""),
    ("it", "stipendio business developer", "/it/ruoli/business-development-manager/stipendio/", 1, ""),
    ("it", "quanto guadagna chi sviluppa nuovi mercati", "/it/ruoli/business-development-manager/*", 3, ""),
    ("it", "stipendio KAM", "/it/ruoli/key-account-manager/stipendio/", 1, ""),
    ("it", "come diventare direttore commerciale", "/it/ruoli/direzione-commerciale/*", 1, ""),
    ("it", "come diventare rappresentante", "/it/ruoli/sales-representative/come-diventare/", 1, ""),
    ("it", "competenze responsabile vendite", "/it/ruoli/sales-manager/competenze/", 1, ""),
    ("it", "cosa fa un direttore commerciale", "/it/ruoli/direzione-commerciale/*", 1, ""),
    ("it", "cosa fa un capo area", "/it/ruoli/area-manager/*", 1, ""),
    ("it", "cosa fa un responsabile di categoria", "/it/ruoli/category-manager/*", 1, ""),
    ("en", "sales rep salary", "/en/roles/sales-representative/salary/", 1, ""),
    ("en", "sales executive pay", "/en/roles/sales-representative/salary/", 1, ""),
    ("en", "how much does a salesperson earn", "/en/roles/sales-representative/salary/", 1, ""),
    ("en", "sales agent earnings", "/en/roles/sales-representative/salary/", 1, ""),
    ("en", "salesman salary", "/en/roles/sales-representative/salary/", 1, ""),
    ("en", "sales director salary", "/en/roles/commercial-director/salary/", 1, ""),
    ("en", "how much does a head of sales earn", "/en/roles/sales-manager/salary/", 1, ""),
    ("en", "regional sales manager salary", "/en/roles/area-sales-manager/salary/", 1, ""),
    ("en", "area manager pay", "/en/roles/area-sales-manager/salary/", 1, ""),
    ("en", "customer success manager salary", "/en/roles/client-relations-manager/salary/", 1, ""),
    ("en", "business developer salary", "/en/roles/business-development-manager/salary/", 1, ""),
    ("en", "export sales manager salary", "/en/roles/export-manager/salary/", 1, ""),
    ("en", "client manager salary", "/en/roles/account-manager/salary/", 3, ""),
    ("en", "trade marketing manager salary", "/en/roles/category-manager/salary/", 3, ""),
    ("en", "KAM pay", "/en/roles/key-account-manager/salary/", 1, ""),
    ("en", "chief commercial officer salary", "/en/roles/commercial-director/salary/", 1, ""),
    ("en", "what does a sales director do", "/en/roles/commercial-director/*", 1, ""),
    ("en", "head of sales skills", "/en/roles/sales-manager/skills/", 1, ""),
    ("en", "how to become a sales rep", "/en/roles/sales-representative/how-to-become/", 1, ""),
    ("en", "what does a regional manager do", "/en/roles/area-sales-manager/*", 1, ""),
    ("en", "account executive salary", "/en/roles/account-manager/salary/", 1, ""),
    # A buyer does another job: the page of category managers says so, and their pay is no answer.
    ("it", "quanto guadagna un buyer", "/it/ruoli/category-manager/", 1, ""),
    ("it", "stipendio buyer", "/it/ruoli/category-manager/", 1, ""),
    ("en", "buyer salary", "/en/roles/category-manager/", 3, ""),
]

# What readers ask of a role, whatever the guide knows of it: the first result is a page of that role.
OF_A_ROLE: Final = {
    "it": [
        "{}",
        "{} significato",
        "cosa fa un {}",
        "{} giornata tipo",
        "quanto guadagna un {}",
        "stipendio {}",
        "come diventare {}",
        "competenze {}",
    ],
    "en": [
        "{}",
        "what does a {} do",
        "{} typical day",
        "how much does a {} earn",
        "{} salary",
        "how to become a {}",
        "{} skills",
    ],
}

# Asks one query after another in an open dialog; a changed filter searches at once, without the pause after typing.
ASK = """async queries => {
    const dialog = document.getElementById("guide-search");
    const answers = [];
    for (const query of queries) {
        const status = dialog.querySelector(".cg-search__status");
        dialog.querySelector("input").value = query;
        status.textContent = "";
        dialog.querySelector("select").dispatchEvent(new Event("change"));
        const isWaiting = () => ["", dialog.dataset.searching].includes(status.textContent);
        while (isWaiting()) await new Promise(done => setTimeout(done, 5));
        answers.push({
            said: status.textContent,
            pages: [...dialog.querySelectorAll(".cg-search__results > li")].map(
                result => [result.querySelector("a").pathname, result.querySelector("p").textContent]),
        });
    }
    return answers;
}"""


def answers(page: Page, queries: list[str]) -> list[dict[str, Any]]:
    """What the dialog says (`said`) and which pages it shows with which excerpts (`pages`), for each query."""
    if not page.locator("#guide-search").evaluate("dialog => dialog.open"):
        page.keyboard.press("/")
        expect(page.locator(".cg-search__filters")).to_be_visible()
    given: list[dict[str, Any]] = page.evaluate(ASK, queries)
    return given


@pytest.mark.parametrize("locale", ["it", "en"])
def test_what_readers_ask_leads_to_the_page_that_answers_and_shows_the_answer(open_page: OpenPage, locale: str) -> None:
    asked = [row for row in ASKED if row[0] == locale]
    given = answers(open_page(HOME[locale]), [query for _, query, *_ in asked])
    wrong = []
    for (_, query, address, among, says), answer in zip(asked, given, strict=True):
        first = answer["pages"][:among]
        if not any(fnmatch(page, address) and re.search(says, excerpt) for page, excerpt in first):
            wrong.append((query, answer["pages"][:3]))
    assert wrong == []


@pytest.mark.parametrize("locale", ["it", "en"])
def test_who_names_a_role_is_led_to_its_pages(open_page: OpenPage, shipped: Site, locale: str) -> None:
    """Even where another role's page has more of the words: stipendio category manager."""
    roles = [page for page in shipped.searched if page.locale == locale and page.find(with_class("cg-article--role"))]
    asked = {question.format(text(role.only("//h1"))): role for role in roles for question in OF_A_ROLE[locale]}
    found = zip(asked.items(), answers(open_page(HOME[locale]), list(asked)), strict=True)
    assert [
        (query, answer["pages"][:3])
        for (query, role), answer in found
        if not answer["pages"] or not answer["pages"][0][0].startswith(f"/{role.address}")
    ] == []
    assert len(asked) > 2 * len(OF_A_ROLE[locale])


@pytest.mark.parametrize(
    ("locale", "queries"),
    [
        ("it", ["ecommerce", "e-commerce", "xyzzy", "blockchain", "Gehalt", "99999", "4444", "qwertyuiop"]),
        ("en", ["ecommerce", "e-commerce", "xyzzy", "blockchain", "Gehalt", "99,999", "qwertyuiop", "startupper"]),
    ],
)
def test_a_word_that_the_guide_does_not_have_finds_nothing_and_is_named(
    open_page: OpenPage, locale: str, queries: list[str]
) -> None:
    said = {"it": "La guida non contiene «{}».", "en": "The guide does not contain “{}”."}[locale]
    for query, answer in zip(queries, answers(open_page(HOME[locale]), queries), strict=True):
        assert answer["pages"] == [], query
        assert said.format(query.replace(",", "")) in answer["said"], query


def test_where_nothing_is_found_steps_lead_on_instead_of_a_blank(open_page: OpenPage) -> None:
    page = open_page(HOME["en"])
    steps = page.locator("#guide-search .cg-stairs")
    for query, is_empty in (("xyzzy", True), ("salary", False)):
        expect(search(page, query)).to_have_count(0) if is_empty else expect(search(page, query).first).to_be_visible()
        expect(steps).to_be_visible(visible=is_empty)


def test_what_is_found_without_a_word_or_by_its_beginning_says_so(open_page: OpenPage) -> None:
    unknown, beginning, typo, apart = answers(
        open_page("it/"), ["stipendio blockchain", "nego", "stipendioo", "merchandising Milano laurea"]
    )
    assert "La guida non contiene «blockchain»." in unknown["said"]
    assert unknown["pages"][0][0] == f"{KAM_IT}stipendio/"
    for query, answer in (("nego", beginning), ("stipendioo", typo)):
        assert f"Per «{query}» si trovano solo parole che iniziano allo stesso modo." in answer["said"]
        assert answer["pages"]
    assert "Nessuna pagina contiene tutte le parole" in apart["said"]
    assert apart["pages"]


SPELLINGS = {
    "it": [
        [
            "key account manager",
            "key-account manager",
            "key‑account‑manager",
            "key–account manager",
            "key/account manager",
        ],
        ["azienda", "dell'azienda", "dell’azienda", "l’azienda", "un’azienda"],
        ["40000", "40.000", "40.000€", "€ 40.000", "40 000 €", "40k", "40000€"],
        ["30.000 40.000", "30.000–40.000 €", "30.000-40.000", "€30.000–€40.000"],
        ["c-level", "C‑level", "clevel"],
        ["perché", "perche", "PERCHÉ"],
        ["B2B vendite", "B2B-vendite", "B2B/vendite"],
    ],
    "en": [
        ["40,000", "40000", "€40,000", "40,000€", "40 000", "40k", "$40,000"],
        ["company", "company's", "company’s"],
        ["work life balance", "work-life balance", "work–life balance", "work/life balance"],
    ],
}
"""In each list, one thing in several spellings."""


@pytest.mark.parametrize("locale", ["it", "en"])
def test_one_thing_is_found_however_it_is_spelled(open_page: OpenPage, locale: str, subtests: pytest.Subtests) -> None:
    page = open_page(HOME[locale])
    for spellings in SPELLINGS[locale]:
        with subtests.test(spellings[0]):
            first, *others = answers(page, spellings)
            assert first["pages"]
            for spelling, answer in zip(spellings[1:], others, strict=True):
                assert answer["pages"] == first["pages"], spelling


def test_an_english_page_finds_english_pages_alone(open_page: OpenPage) -> None:
    """Under Italian words, too: they are names of pages that exist in both languages."""
    for answer in answers(open_page("en/"), ["negoziazione", "key account", "stipendio"]):
        assert answer["pages"]
        assert all(address.startswith("/en/") for address, _ in answer["pages"])


@pytest.mark.parametrize(("locale", "other"), [("it", "en"), pytest.param("en", "it", marks=pytest.mark.thorough)])
def test_each_page_is_found_by_its_title_in_the_other_language(
    open_page: OpenPage, shipped: Site, locale: str, other: str
) -> None:
    # Moves are found by the names of both roles, in the page's own language: their titles are all alike.
    pages = [page for page in shipped.searched if page.locale == locale and not MOVE.search(page.address)]
    twins = {}
    for page in pages:
        (twin,) = (link for link in page.links_of_head("alternate") if link.get("hreflang") == other)
        file = shipped.target(page, twin.get("href", "")).file
        twins[shipped.pages[file or ""].title.split(" · ")[0]] = f"/{page.address}"
    found = answers(open_page(HOME[locale]), list(twins))
    asked = zip(twins.items(), found, strict=True)
    assert [(title, to) for (title, to), answer in asked if to not in dict(answer["pages"])] == []


@pytest.fixture(scope="module")
def in_bundles(shipped: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the shipped guide with its index in several bundles, as a large guide has it."""
    folder = tmp_path_factory.mktemp("in-bundles") / "site"
    shutil.copytree(shipped.folder, folder, copy_function=os.link, ignore=shutil.ignore_patterns("pagefind"))
    size = 0
    for page in shipped.searched:
        building.add(folder, page.file, page.source)
        size += len(building.to_index(page.source).encode())
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(building, "_LARGEST", size // 3 + 1)
        building.index(folder)
    assert (folder / "pagefind/bundles.json").read_text("utf-8") == '["./", "1/", "2/"]'
    with served(Site(folder, shipped.url)) as address:
        yield address


@pytest.mark.thorough
@pytest.mark.parametrize("locale", ["it", "en"])
def test_a_guide_in_several_bundles_is_searched_as_one(
    browser: Browser, in_bundles: str, open_page: OpenPage, shipped: Site, locale: str
) -> None:
    """Pages that answer and pages that are called so stand at the top; a bundle without the word adds no others."""
    whole, parts = open_page(HOME[locale]), browser.new_page()
    parts.goto(in_bundles + HOME[locale])
    wanted = {query: address for row_locale, query, address, *_ in ASKED if row_locale == locale}
    wanted |= {page.title.split(" · ")[0]: f"/{page.address}" for page in shipped.searched if page.locale == locale}
    # Those of moves are all alike, and the stem of Vendavo is that of vendere, which every role does.
    wanted = {query: address for query, address in wanted.items() if not MOVE.search(address) and query != "Vendavo"}
    found = zip(wanted.items(), answers(parts, list(wanted)), strict=True)
    assert [
        (query, address)
        for (query, address), answer in found
        if not any(fnmatch(page, address) for page, _ in answer["pages"])
    ] == []
    of_one_bundle_and_of_none = ["privacy", "ecommerce"]
    assert answers(parts, of_one_bundle_and_of_none) == answers(whole, of_one_bundle_and_of_none)
    counts = [page.locator(".cg-search__filters option").all_text_contents() for page in (whole, parts)]
    assert counts[0] == counts[1]
    parts.close()


def test_source_lines_are_not_searched(open_page: OpenPage) -> None:
    for answer in answers(open_page("it/"), ["senza data", "fonte"]):
        for address, excerpt in answer["pages"]:
            assert "· senza data" not in excerpt, address


def test_results_lead_to_the_headings_within_a_page(open_page: OpenPage) -> None:
    page = open_page("it/")
    result = search(page, "quanto guadagna").first
    inner = search(page, "area geografica").locator("ul a").first
    expect(result).to_be_visible()
    address = inner.get_attribute("href") or ""
    assert "#" in address
    inner.click()
    expect(page).to_have_url(re.compile(re.escape(address) + "$"))


def test_search_opens_in_each_way_and_gives_the_focus_back(open_page: OpenPage, subtests: pytest.Subtests) -> None:
    page = open_page("it/ruoli/")
    for opening in ("button", "/", "Control+k", "Meta+k"):
        with subtests.test(opening):
            page.reload()
            button = page.get_by_role("button", name="Cerca")
            if opening == "button":
                button.click()
            else:
                button.focus()
                page.keyboard.press(opening)
            expect(page.get_by_role("dialog", name="Cerca nella guida")).to_be_visible()
            expect(page.get_by_label("Cerca nella guida").get_by_role("searchbox")).to_be_focused()
            page.keyboard.press("Escape")
            page.keyboard.press("Escape")
            expect(page.locator("#guide-search")).to_be_hidden()
            expect(button).to_be_focused()


@pytest.mark.parametrize("device", ["phone", "desk"])
def test_keys_are_named_to_those_who_have_them(open_page: OpenPage, device: Device) -> None:
    page = open_page(HOME["en"], device=device)
    has_keys = device == "desk"
    expect(page.locator(".cg-ask kbd")).to_be_visible(visible=has_keys)
    page.locator(".cg-ask").click()
    status = page.locator(".cg-search__status")
    expect(status).to_contain_text("Ctrl") if has_keys else expect(status).to_be_empty()


def test_a_slash_within_the_field_is_a_character(open_page: OpenPage) -> None:
    page = open_page("it/")
    page.keyboard.press("/")
    page.keyboard.type("a/b")
    assert page.locator("#search-query").input_value() == "a/b"


def test_enter_goes_to_the_first_result(open_page: OpenPage) -> None:
    page = open_page("it/")
    expect(search(page, "stipendio").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/stipendio/$"))


def test_results_are_filtered_by_kind_of_page(open_page: OpenPage) -> None:
    page = open_page("it/")
    expect(search(page, "CRM").first).to_be_visible()
    page.get_by_label("Tipo di pagina").select_option(label=_option(page, "Strumento"))
    kinds = page.locator(".cg-search__results > li > .cg-search__kind")
    expect(kinds.first).to_have_text("Strumento")
    assert set(kinds.all_text_contents()) == {"Strumento"}


def test_results_are_narrowed_as_the_index_of_roles_is(open_page: OpenPage) -> None:
    page = open_page("it/")
    expect(search(page, "clienti").first).to_be_visible()
    levels = page.locator(".cg-search__filters").get_by_label("Livello di esperienza").locator("option")
    steps = ["Tutti", "Junior", "Intermedio", "Senior", "Executive"]
    assert [option.partition(" (")[0] for option in levels.all_text_contents()] == steps
    found = {}
    for label, choice in (("Livello di esperienza", "Junior"), ("Settori", "Distribuzione")):
        field = page.locator(".cg-search__filters").get_by_label(label)
        field.select_option(label=_option(page, choice, label))
        expect(page.locator(".cg-search__status")).to_contain_text("clienti")
        links = page.locator(".cg-search__results > li > a")
        expect(links.first).to_have_attribute("href", re.compile("/it/ruoli/"))
        found[choice] = set(links.evaluate_all("links => links.map(link => link.pathname.split('/')[3])"))
        field.select_option(index=0)
    assert "sales-manager" not in found["Junior"]
    assert found["Junior"] != found["Distribuzione"]


def _option(page: Page, name: str, field: str = "Tipo di pagina") -> str:
    """The option of that name; its label also has a count."""
    options = page.locator(".cg-search__filters").get_by_label(field).locator("option").all_text_contents()
    return next(option for option in options if option.startswith(f"{name} ("))


def test_arrow_keys_move_through_the_results(open_page: OpenPage) -> None:
    page = open_page("it/")
    results = search(page, "negoziazione")
    expect(results.first).to_be_visible()
    links, field = page.locator(".cg-search__results a"), page.locator("#search-query")
    page.keyboard.press("ArrowDown")
    expect(links.first).to_be_focused()
    resting = links.nth(1).evaluate("link => getComputedStyle(link).outlineStyle")
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    assert resting == "none"
    assert links.nth(1).evaluate("link => getComputedStyle(link).outlineStyle") != "none"
    page.keyboard.press("End")
    expect(page.locator(".cg-search__more")).to_be_focused()
    page.keyboard.press("Home")
    expect(links.first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(field).to_be_focused()
    expect(page.get_by_role("dialog", name="Cerca nella guida")).to_be_visible()
    expect(page.get_by_role("list", name="Risultati")).to_be_visible()
    target = links.first.get_attribute("href") or ""
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(re.escape(target) + "$"))


@pytest.mark.parametrize("broken", ["WebAssembly forbidden", "no index", "no script", "offline while searching"])
def test_a_search_that_cannot_work_says_so(browser: Browser, address: str, broken: str) -> None:
    context = browser.new_context(locale="it-IT")
    page = context.new_page()

    def answer(route: Route) -> None:
        missing = {"no index": "/pagefind/", "no script": "/search.", "offline while searching": "/pagefind/index/"}
        if missing.get(broken, "?") in route.request.url:
            route.abort()
            return
        got = route.fetch()
        policy = {"Content-Security-Policy": "script-src 'self'"} if broken == "WebAssembly forbidden" else {}
        route.fulfill(response=got, headers=got.headers | policy)

    context.route("**/*", answer)
    page.goto(f"{address}it/")
    page.keyboard.press("/")
    if broken == "offline while searching":
        context.route("**/pagefind-entry.json*", lambda route: route.abort())
    page.locator("#search-query").fill("stipendio")
    expect(page.locator(".cg-search__status")).to_contain_text("La ricerca non è disponibile", timeout=15_000)
    expect(page.locator(".cg-search__results > li")).to_have_count(0)
    # What comes back works again, without a reload.
    if broken == "offline while searching":
        context.unroute_all(behavior="ignoreErrors")
        assert search(page, "laurea").first.locator("a").first.get_attribute("href")
    context.close()


def test_a_search_can_be_shared_by_its_address(open_page: OpenPage) -> None:
    page = open_page("it/?q=stipendio")
    expect(page.locator(".cg-search__results > li").first.locator("a").first).to_have_attribute(
        "href", "/it/ruoli/key-account-manager/stipendio/"
    )


def test_nothing_of_the_search_is_loaded_before_it_is_opened(open_page: OpenPage) -> None:
    page = open_page("it/")
    loaded: list[str] = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    assert not [name for name in loaded if "pagefind" in name or "/search." in name]


def test_hostile_text_in_the_query_is_text(open_page: OpenPage) -> None:
    page = open_page("it/")
    search(page, "<img src=x onerror=alert(1)>")
    expect(page.locator(".cg-search__status img")).to_have_count(0)
