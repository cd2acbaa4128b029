"""Permanent addresses, and the pages at former addresses: each sends the reader on.

A permanent address sends everyone on in their own language, by a script; without one it shows a link for each. An old
address leads to the new one in the same language, without any script. Servers that send readers on by themselves are
told where (`hosting`).
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from career_guide.model.locales import LOCALES
from career_guide.pages.renderer import Renderer
from career_guide.site.moves import moved_keys, moved_pages
from career_guide.site.permanent import permanent_path


def files(renderer: Renderer) -> dict[str, Callable[[], str | bytes]]:
    """A page for each permanent and for each old address, and the maps for servers."""
    plan = renderer.plan
    former = moved_keys(plan)
    keys = {key: key for key in plan.all_keys()} | former
    moved = moved_pages(plan)
    made: dict[str, Callable[[], str | bytes]] = {
        f"{permanent_path(key)}index.html": partial(_permanent, renderer, key, now) for key, now in keys.items()
    }
    made |= {f"{old}index.html": partial(_moved, renderer, old, new) for old, new in moved.items()}
    return made


def _permanent(renderer: Renderer, key: str, now: str) -> str:
    plan = renderer.plan
    choice, places = plan.page("page/language-choice", None), plan.places
    shown = [plan.page(places[now].page if now in places else now, locale) for locale in LOCALES]
    titles = [plan.title(now, locale) for locale in LOCALES] if now in places else [*map(plan.full_title, shown)]
    page = replace(
        choice,
        path=permanent_path(key),
        title=" · ".join(dict.fromkeys(titles)),
        description=" · ".join(page.description for page in shown),
    )
    return str(renderer.part("theme/language_choice", page, going_to=now, shown=shown[0], titles=titles))


def _moved(renderer: Renderer, old: str, new: str) -> str:
    page = renderer.plan.at(f"{new.partition('#')[0]}index.html")
    assert page is not None
    return str(renderer.part("theme/moved", replace(page, path=old), to=new))
