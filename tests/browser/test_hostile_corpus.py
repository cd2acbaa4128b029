"""The small guide with strings that somebody could type to make a text run, opened as readers do."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog

from tests.browser.conftest import Tab, served
from tests.data.test_hostile_corpus import STRINGS, hostile
from tests.site.project import Project
from tests.site.published import Site

USE = """window.print = () => {};
for (const folded of document.querySelectorAll("details")) folded.open = true;
for (const field of document.querySelectorAll("[data-module] :is(input, select):enabled")) {
  if (field.type === "radio" || field.type === "checkbox") field.click();
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
}
for (const button of document.querySelectorAll("[data-module] button:enabled")) button.click();"""
"""Everything that a page offers is used, so that its scripts show what they have."""


@pytest.mark.on_demand
def test_no_page_runs_what_was_typed_nor_asks_anyone_else(
    browser: Browser, tmp_path: Path, subtests: pytest.Subtests
) -> None:
    for shift in range(0, len(STRINGS), 8):
        site = tmp_path / f"site-{shift}"
        for path, content in hostile(Project.make(tmp_path / str(shift), "small"), shift).files.items():
            (site / path).parent.mkdir(parents=True, exist_ok=True)
            (site / path).write_bytes(content.encode() if isinstance(content, str) else content)
        tab = Tab(browser, touch=False, languages="it-IT", scripts=True)
        # Our own scripts ask before they erase; none of them has anything to say by an alert.
        asked: list[str] = []

        def answer(dialog: Dialog, asked: list[str] = asked) -> None:
            asked.append(dialog.type)
            dialog.dismiss()

        tab.page.on("dialog", answer)
        with subtests.test(shift=shift), served(Site(site, "")) as address:
            pages = sorted(file.relative_to(site).as_posix() for file in site.rglob("index.html"))
            for page in pages:
                tab.open(address, page.removesuffix("index.html"), device="desk", palette="light", may_miss=False)
                tab.page.evaluate(USE)
            # Hand-written pages are not among the files, and so some links to them are missing.
            assert [wrong for wrong in tab.leave() if "404" not in wrong] == []
            assert set(asked) <= {"confirm"}
        tab.page.context.close()
