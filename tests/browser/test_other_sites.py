"""What the pages of another site can show and read of the guide, where a server sends its headers."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import served
from tests.site.published import Site
from tests.site.servers import built_for_servers, running

READ = """address => fetch(address).then(answer => answer.text()).then(text => text.length > 0, () => false)"""


@pytest.mark.thorough
def test_another_site_shows_cards_and_pictures_and_reads_data_but_nothing_else(
    browser: Browser, shared_folder: Path, tmp_path: Path
) -> None:
    with running("nginx", built_for_servers("shipped", shared_folder)) as guide, served(Site(tmp_path, "")) as other:
        frames = ("en/embed/key-account-manager/", "en/roles/key-account-manager/")
        shown = "".join(f'<iframe src="{guide.address}{frame}"></iframe>' for frame in frames)
        picture = f'<img src="{guide.address}en/share.png" alt="">'
        (tmp_path / "index.html").write_text(f"<!doctype html>{shown}{picture}", "utf-8")
        page = browser.new_page()
        page.goto(other)
        expect(page.frame_locator("iframe >> nth=0").get_by_role("heading", name="Key account manager")).to_be_visible()
        assert page.frame_locator("iframe >> nth=1").get_by_role("heading").count() == 0
        assert page.evaluate("document.images[0].naturalWidth") == 1200
        data = ("api/v1/openapi.json", "schemas/role.schema.json", "en/news.xml")
        assert {path: page.evaluate(READ, guide.address + path) for path in data} == dict.fromkeys(data, True)
        pages = ("en/", "pagefind/pagefind.js", "llms.txt")
        assert {path: page.evaluate(READ, guide.address + path) for path in pages} == dict.fromkeys(pages, False)
        page.close()
