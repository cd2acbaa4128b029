"""Every link leads somewhere, wherever the site is hosted."""

from collections import Counter
from urllib.parse import urlsplit

from tests.site.published import Site, find, text, with_class


def test_every_link_leads_to_a_file_of_the_site(site: Site) -> None:
    broken = [
        f"{page} (shown at /{place}): {written}"
        for page in site.pages.values()
        for place in page.shown_at
        for _, written in page.addresses()
        if not written.startswith("#")  # it stays on the page, wherever that is shown
        if (target := site.target(page, written, place)).file is not None and target.file not in site.files
    ]
    assert not broken, "\n".join(broken)


def test_every_link_to_a_section_finds_it(site: Site) -> None:
    broken = [
        f"{page}: {written}"
        for page in site.pages.values()
        for _, written in page.addresses()
        if (target := site.target(page, written)).fragment
        and target.file in site.pages
        and target.fragment not in site.pages[target.file].ids
    ]
    assert not broken, "\n".join(broken)


def test_the_site_is_full_of_links_to_pages_and_sections(site: Site) -> None:
    """Were links no longer found by these tests, the tests above would be empty."""
    for page in site.localized:
        targets = [site.target(page, written) for _, written in page.addresses()]
        assert sum(target.file in site.pages for target in targets) > 10, page
        assert any(target.file == site.asset("guide.js") for target in targets), page
        assert any(target.file == "pagefind/pagefind.js" for target in targets), page
    sections = [
        written for page in site.localized for _, written in page.addresses() if site.target(page, written).fragment
    ]
    assert len(sections) > len(site.localized)


def test_links_leave_the_site_by_web_or_mail_alone(site: Site) -> None:
    schemes = {
        urlsplit(site.target(page, written).address).scheme
        for page in site.pages.values()
        for _, written in page.addresses()
    }
    assert schemes <= {"http", "https", "mailto"}


def test_no_id_stands_twice_on_a_page(site: Site) -> None:
    twice = [f"{page}: #{name}" for page in site.pages.values() for name, n in Counter(page.ids).items() if n > 1]
    assert not twice, "\n".join(twice)


def test_what_refers_to_another_part_of_its_page_finds_it(site: Site) -> None:
    """Labels, descriptions, buttons that open something."""
    references = ("for", "popovertarget", "data-card", "aria-controls", "aria-labelledby", "aria-describedby")
    found = [
        (page, name, wanted)
        for page in site.pages.values()
        for name in references
        for element in page.find(f"//*[@{name}]")
        for wanted in element.get(name, "").split()
    ]
    assert [f"{page}: {name}={wanted}" for page, name, wanted in found if wanted not in page.ids] == []
    assert {"for", "aria-controls"} <= {name for _, name, _ in found}


def test_every_page_can_be_reached_from_the_entrance(site: Site) -> None:
    seen: set[str] = set()
    waiting = ["index.html"]
    while waiting:
        page = site.pages[waiting.pop()]
        seen.add(page.file)
        targets = {site.target(page, link.get("href", "")).file for link in page.find("//a[@href]")}
        waiting += [file for file in targets if file in site.pages and file not in seen]
    assert [page for page in site.localized if page.file not in seen] == []


def test_a_link_stays_in_the_readers_language(site: Site) -> None:
    astray = [
        f"{page}: {text(link)} → {target.file}"
        for page in site.localized
        for link in page.find("//a[@href]")
        if "cg-language" not in link.get("class", "")
        and (target := site.target(page, link.get("href", ""))).file in site.pages
        and site.pages[target.file].locale != page.locale
    ]
    assert not astray, "\n".join(astray)


def test_addresses_do_not_depend_on_where_the_site_is_hosted(configured: Site) -> None:
    """So that the very same files work below any folder: a preview, a shared host, a copy on a disk."""
    fixed = [
        f"{page}: {written}"
        for page in configured.pages.values()
        if not page.is_for_missing_addresses
        for _, written in page.addresses()
        if written.startswith("/")
    ]
    assert not fixed, "\n".join(fixed)


def test_nothing_leads_to_a_neighbour_on_a_shared_host(configured: Site) -> None:
    astray = [
        f"{page}: {written}"
        for page in configured.pages.values()
        for _, written in page.addresses()
        if (target := configured.target(page, written)).address.startswith("https://example.org/")
        and not target.address.startswith("https://example.org/a/b/")
    ]
    assert not astray, "\n".join(astray)


def test_only_canonical_addresses_and_alternates_name_the_host(configured: Site) -> None:
    named = {
        element.get("rel", "").strip()
        for page in configured.pages.values()
        for element, written in page.addresses()
        if written.startswith(configured.url)
    }
    assert named == {"canonical", "alternate"}


def test_contents_of_a_long_page_lead_to_its_sections(shipped: Site) -> None:
    page = shipped.page("en/roles/key-account-manager/salary/")
    entries = [link.get("href", "") for link in page.find(f"{with_class('cg-toc')}//a")]
    assert entries == [f"#{heading.get('id')}" for heading in find(page.article, ".//h2")]
    assert "#bands" in entries
