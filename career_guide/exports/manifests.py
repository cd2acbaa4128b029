"""The web manifest of each locale, beside its home page: name and icons for a phone's home screen."""

from collections.abc import Callable
from functools import partial

from career_guide.model.locales import LOCALES
from career_guide.pages.renderer import Renderer


def files(renderer: Renderer) -> dict[str, Callable[[], str | bytes]]:
    """One file for each locale."""
    homes = {locale: renderer.plan.page("page/home", locale) for locale in LOCALES}
    return {
        f"{locale}/manifest.webmanifest": partial(renderer.part, "theme/manifest", homes[locale]) for locale in LOCALES
    }
