"""What the picture of a shared link says: the site, the role, a question and its answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from career_guide.model.guide import Guide
from career_guide.model.locales import Locale
from career_guide.site.page import Page
from career_guide.words.wording import Wording

SIZE: Final = (1200, 630)
"""Width and height in pixels: the shape that other sites cut nothing off."""


@dataclass(frozen=True)
class ShareCard:
    """The words of one picture, from the top."""

    site: str | None
    """The name of the site; None where it is the title."""
    above: str | None
    """What the title is about."""
    title: str
    text: str

    @property
    def as_text(self) -> str:
        """For readers who do not see the picture."""
        return " · ".join(filter(None, (self.site, self.above, self.title, self.text))).replace("\u00a0", " ")


def share_card(page: Page, guide: Guide, wordings: Mapping[Locale, Wording]) -> ShareCard:
    """The words of the picture of a page that has one of its own: see `Page.share_file`."""
    if page.locale is None:
        names, languages = (
            " · ".join(words.label(key).replace(" ", "\u00a0") for words in wordings.values())
            for key in ("site.name", "site.language")
        )
        return ShareCard(None, None, names, languages)
    words = wordings[page.locale]
    site = words.label("site.name")
    if page.role_id is None:
        return ShareCard(None, None, site, page.description)
    role = guide.roles[page.role_id]
    name = role.profile.title[page.locale]
    chapter = role.chapter(page.part_id) if page.part_id else None
    if chapter is None:
        return ShareCard(site, None, name, role.profile.in_a_sentence[page.locale])
    return ShareCard(site, name, words.label(f"questions.{page.part_id}"), chapter.in_a_sentence[page.locale])
