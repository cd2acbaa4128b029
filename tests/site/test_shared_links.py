"""What other sites show of a link that somebody shares: title, summary and picture."""

from typing import Final

import pytest
from PIL import Image

from tests.site.published import Page, Site, find, text, with_class

SIZE: Final = (1200, 630)


def shown(page: Page, name: str) -> str:
    """What a page says of itself to other sites."""
    return page.only(f"/html/head/meta[@property='og:{name}']").get("content", "")


def picture(site: Site, page: Page) -> str:
    """The file of the picture of a page."""
    address = shown(page, "image")
    assert address.startswith(site.url), f"{page}: not absolute: {address}"
    return address.removeprefix(site.url)


def test_every_page_has_a_picture_of_the_size_that_it_says_and_words_for_it(site: Site) -> None:
    sharing = [page for page in (*site.pages.values(), *site.signposts.values()) if not page.is_card]
    sizes = {}
    for page in sharing:
        file = picture(site, page)
        if file not in sizes:
            with Image.open(site.folder / file) as opened:
                sizes[file] = opened.size
        assert sizes[file] == (int(shown(page, "image:width")), int(shown(page, "image:height"))) == SIZE
        assert all(shown(page, name) for name in ("title", "description", "image:alt"))
    # None is made in vain.
    assert {*sizes} == {file for file in site.files if file.endswith("/share.png") or file == "share.png"}


def test_a_chapter_shows_the_question_that_it_answers_and_the_answer(shipped: Site) -> None:
    count = 0
    for locale in ("it", "en"):
        home = shipped.pages[f"{locale}/index.html"]
        for question in home.find(with_class("cg-way")):
            (link,), (answer,) = find(question, "./a"), find(question, "./p")
            chapter = shipped.pages[shipped.target(home, link.get("href", "")).file or ""]
            assert picture(shipped, chapter) == f"{chapter.address}share.png"
            assert f"Key account manager · {text(link)} · {text(answer)}" in shown(chapter, "image:alt")
            count += 1
    assert count == 16


def test_a_page_without_a_picture_of_its_own_shows_that_of_its_role_or_else_of_the_home_page(shipped: Site) -> None:
    cases = {
        "it/ruoli/key-account-manager/specializzazioni/senior/": "it/ruoli/key-account-manager/share.png",
        "en/roles/key-account-manager/full-guide/": "en/roles/key-account-manager/share.png",
        "it/competenze/": "it/share.png",
        "en/glossary/": "en/share.png",
    }
    assert {address: picture(shipped, shipped.pages[f"{address}index.html"]) for address in cases} == cases


@pytest.mark.parametrize(
    ("key", "address"),
    [
        ("role/key-account-manager", "it/ruoli/key-account-manager/"),
        ("role/key-account-manager/chapter/salary", "it/ruoli/key-account-manager/stipendio/"),
    ],
)
def test_a_permanent_link_shows_what_the_page_shows_that_it_leads_to(shipped: Site, key: str, address: str) -> None:
    signpost, page = shipped.signposts[f"go/{key}/index.html"], shipped.pages[f"{address}index.html"]
    assert picture(shipped, signpost) == picture(shipped, page) == f"{address}share.png"
    for name in ("title", "description"):
        assert shown(page, name) in shown(signpost, name)


def test_where_the_address_of_the_site_is_unknown_there_are_no_pictures(unaddressed: Site) -> None:
    assert not [file for file in unaddressed.files if file.endswith("share.png")]
