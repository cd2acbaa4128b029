"""A card of each role: its key facts in a few lines, for other sites to show in a frame.

It says what the page of the role says, loads nothing but a style sheet, and goes on answering under the role's former
ids. Search engines are sent to the page itself.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from career_guide.model.locales import LOCALES, Locale
from career_guide.pages.renderer import Renderer
from career_guide.pages.typography import unbroken
from career_guide.site.permanent import card_path


def files(renderer: Renderer) -> dict[str, Callable[[], str]]:
    """A card of each role in each locale."""
    return {
        f"{card_path(role_id, locale)}index.html": partial(_card, renderer, card_path(role_id, locale), role.id, locale)
        for role in renderer.plan.guide.roles.values()
        for role_id in (role.id, *role.profile.former_ids)
        for locale in LOCALES
    }


def _card(renderer: Renderer, path: str, role_id: str, locale: Locale) -> str:
    page = renderer.plan.page(f"role/{role_id}", locale)
    role = renderer.plan.guide.roles[role_id]
    return unbroken(renderer.part("theme/card", replace(page, kind="card", path=path), role=role))
