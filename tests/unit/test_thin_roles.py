"""What is unknown is left out and told once: a role of which little is known still has whole pages.

Cases are the shipped role without one optional field, without all of them, and roles that were never filled in. Each is
looked at as a reader would: no heading stands over nothing, no list and no table is empty.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, Final

import pytest
from lxml import html
from pydantic import ValidationError

from career_guide.exports import api, job_description
from career_guide.model.fields import fields_of, records_within
from career_guide.model.figures import Sourced
from career_guide.model.guide import Guide, Role
from career_guide.model.kinds import CHAPTERS, FILE_KINDS
from career_guide.model.locales import LOCALES
from career_guide.model.pay import PayTerms
from career_guide.model.values import Record, Renamable
from career_guide.pages.renderer import Renderer
from career_guide.review.status import guide_status
from career_guide.site.plan import SitePlan
from tests.fixture_guide import TEMPLATES
from tests.unit.conftest import SITE_URL, shipped_renderer
from tests.unit.edits import GuideFolder

ROLE: Final = "key-account-manager"
KEPT: Final = {*Sourced.model_fields, *PayTerms.model_fields, *Renamable.model_fields, "former_slugs", "changes"}
"""What is inherited, or says what something was called before."""
_HEADINGS: Final = ("h1", "h2", "h3", "h4")
_LISTS: Final = "//ul | //ol | //dl | //table | //section | //figure | //details"


@pytest.fixture(scope="module")
def shipped() -> Renderer:
    return shipped_renderer()


def with_role(like: Renderer, role: Role) -> Renderer:
    """The guide with another state of a role."""
    parts = {name: getattr(like.plan.guide, name) for name in Guide.model_fields}
    guide = Guide.model_construct(**parts | {"roles": {**like.plan.guide.roles, role.id: role}})
    articles = [like.plan.article(page) for page in like.plan.pages if page.kind in {"home", "article"}]
    return Renderer(SitePlan(guide, articles), TEMPLATES, SITE_URL)


def without(value: Any, is_gone: Callable[[type[Record], str], bool]) -> Any:
    """A record without some of its optional fields, at any depth."""
    if isinstance(value, list):
        return [without(entry, is_gone) for entry in value]
    if not isinstance(value, Record):
        return value
    fields = fields_of(type(value))
    return value.model_copy(
        update={
            name: expected.default
            if not expected.is_required and name not in KEPT and is_gone(type(value), name)
            else without(getattr(value, name), is_gone)
            for name, expected in fields.items()
        }
    )


def stripped(role: Role, is_gone: Callable[[type[Record], str], bool]) -> Role:
    """The role without some of its optional fields, where the data would still be accepted."""
    update: dict[str, Any] = {}
    for name, record in [("profile", role.profile), *((name, role.chapter(name)) for name in CHAPTERS)]:
        thin = without(record, is_gone)
        update[name] = type(thin).model_validate(thin.model_dump()) if thin else None
    update["specialization"] = {name: without(part, is_gone) for name, part in role.specialization.items()}
    return role.model_copy(update=update)


def hollow(page: str) -> Iterator[str]:
    """Headings with nothing below them, and lists, tables and sections without a word."""
    article = html.document_fromstring(page).xpath("//*[contains(@class, 'cg-article')]")[0]
    # What scripts fill in.
    for live in article.xpath(".//*[contains(@class, 'cg-live')]"):
        live.drop_tree()
    for element in article.xpath(_LISTS.replace("//", ".//")):
        if not element.text_content().strip():
            yield f"<{element.tag}> {element.get('class', '')}"
    below = ""
    open_headings: list[tuple[int, str]] = []
    for node in article.iter():
        if node.tag in _HEADINGS:
            level = int(node.tag[1])
            if open_headings and not below.strip() and level <= open_headings[-1][0]:
                yield f"nothing below “{open_headings[-1][1]}”"
            open_headings, below = [(level, node.text_content().strip())], ""
        elif not any(above.tag in _HEADINGS for above in node.iterancestors()) and isinstance(node.tag, str):
            below += node.text or ""
        below += (node.tail or "") if isinstance(node.tag, str) else ""
    if open_headings and not below.strip() and open_headings[-1][0] > 1:
        yield f"nothing below “{open_headings[-1][1]}”"


def assert_whole(renderer: Renderer, role: str, locales: tuple[str, ...] = ("en",)) -> None:
    """All that is made of a role is made, and nothing of it is hollow."""
    seen = 0
    for page in renderer.plan.pages:
        if page.locale in locales and (page.role_id == role or page.kind in {"roles", "skill", "tool"}):
            shown = renderer.html(page)
            assert list(hollow(shown)) == [], page.key
            seen += 1
    assert seen > 3 * len(locales)
    made = {**api.files(renderer), **job_description.files(renderer)}
    of_role = [path for path in made if f"/{role}/" in path or f"/{role}." in path]
    assert of_role
    for path in [*of_role, *(path for path in made if "salary" in path)]:
        assert made[path](), path
    guide_status(renderer.plan.guide, date(2026, 12, 1))


def test_the_shipped_role_is_whole(shipped: Renderer) -> None:
    assert_whole(shipped, ROLE)


def test_the_shipped_role_is_whole_without_all_that_may_be_left_out(shipped: Renderer) -> None:
    role = stripped(shipped.plan.guide.roles[ROLE], lambda *_: True)
    assert_whole(with_role(shipped, role), ROLE, LOCALES)


OPTIONAL: Final = sorted(
    {
        (record.__name__, name)
        for kind in FILE_KINDS.values()
        if kind.pattern.startswith("roles/")
        for record in records_within(kind.record)
        for name, expected in fields_of(record).items()
        if not expected.is_required and name not in KEPT
    }
)


@pytest.mark.thorough
@pytest.mark.parametrize("turn", range(20))
def test_the_shipped_role_is_whole_without_some_fields(shipped: Renderer, turn: int) -> None:
    """A few at a time, so that what depends on one of them is not hidden by what lacks all."""
    missing = OPTIONAL[turn::20]
    try:
        role = stripped(shipped.plan.guide.roles[ROLE], lambda kind, name: (kind.__name__, name) in missing)
    except ValidationError:
        return  # The data would be refused.
    assert_whole(with_role(shipped, role), ROLE)


def test_a_role_that_is_one_file_is_whole(guide: Guide, renderer: Renderer) -> None:
    role = stripped(guide.roles["lamplighter"], lambda *_: True)
    assert_whole(with_role(renderer, role), role.id, LOCALES)


def test_chapters_that_are_a_summary_and_an_introduction_are_whole(folder: GuideFolder) -> None:
    text = (
        "summary:\n  it: Di questo capitolo si sa per ora soltanto questo.\n"
        "  en: This is all that is known of this chapter so far.\nintro: {it: Poco., en: Little.}\n"
    )
    for chapter in CHAPTERS:
        folder.write(f"roles/lamplighter/{chapter}.yml", text)
    renderer = Renderer(folder.plan(), TEMPLATES, SITE_URL)
    assert_whole(renderer, "lamplighter", LOCALES)
    page = renderer.html(renderer.plan.page("role/lamplighter/chapter/salary", "en"))
    assert page.count("we know of no recent public survey") == 1


def test_steps_at_levels_of_experience_that_the_role_does_not_list_have_whole_pages(folder: GuideFolder) -> None:
    skills = (folder.data / "roles/glassblower/skills.yml").read_text("utf-8")
    folder.write("roles/lamplighter/skills.yml", skills.replace("  - id: learning", "  - id: seeing"))
    guide = folder.load()
    assert guide.roles["lamplighter"].levels_of() == []
    assert guide.roles["lamplighter"].skill_levels == ["apprentice", "master"]
    renderer = Renderer(folder.plan(), TEMPLATES, SITE_URL)
    for page in renderer.plan.pages:
        if page.role_id == "lamplighter":
            assert renderer.html(page)
