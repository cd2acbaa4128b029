"""An edition: made by a release, never changed afterwards, shown by the templates of today."""

import json
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
from click.testing import CliRunner, Result

from career_guide import exports
from career_guide.building.project import Project
from career_guide.building.promised import of_edition
from career_guide.building.writing import write_files
from career_guide.cli import main
from career_guide.editing.releasing import edition_files
from career_guide.loading import editions
from career_guide.loading.published import LIST
from career_guide.model.locales import LOCALES, Locale
from career_guide.pages.renderer import Renderer
from career_guide.site.page import Page
from career_guide.words.problems import DataError, Problem
from tests.fixture_guide import TEMPLATES
from tests.unit.conftest import SITE_URL
from tests.unit.edits import GuideFolder, told

DAY: Final = "1795500000"
"""2026-11-24, in seconds since 1970."""
OCTOBER, NOVEMBER = "2026-10", "2026-11"
ROLE: Final = "roles/glassblower/role.yml"
SALARY: Final = "roles/glassblower/salary.yml"
INTRO: Final = "A test job, done **calmly** in front of a furnace."
LINKED: Final = (
    "A [gather](go:term/gather), [gathering](go:skill/glass-gathering), [work](go:role/glassblower/chapter/work), "
    "[all](go:role/glassblower/full-guide) and [lamps](go:role/lamplighter)."
)
BOTH: Final = pytest.mark.parametrize("locale", LOCALES)


def run(folder: GuideFolder, *arguments: str, moment: str = DAY) -> Result:
    environment = {"SOURCE_DATE_EPOCH": moment, "LANG": "en_GB.UTF-8", "LC_ALL": "", "LC_MESSAGES": ""}
    command, *rest = arguments
    return CliRunner().invoke(main, [command, "--project", str(folder.path), *rest], env=environment)


def must_run(folder: GuideFolder, *arguments: str) -> None:
    result = run(folder, *arguments)
    assert result.exit_code == 0, result.output


def freeze(folder: GuideFolder, month: str = NOVEMBER) -> None:
    """Make an edition, as a release does after it has checked everything."""
    write_files(edition_files(folder.path, month, date(2026, 11, 24)))
    own = sorted(
        address for edition in editions.load_editions(folder.path / "editions") for address in of_edition(edition)
    )
    write_files({folder.path / LIST: "\n".join(own)})


def opened(folder: GuideFolder) -> Renderer:
    return Project.in_folder(folder.path).open(SITE_URL, try_macros=False)


def page_of(renderer: Renderer, locale: Locale = "en", month: str = NOVEMBER, role: str = "glassblower") -> Page:
    return renderer.plan.page(f"edition/{month}/role/{role}", locale)


def article(renderer: Renderer, locale: Locale = "en", month: str = NOVEMBER, role: str = "glassblower") -> str:
    return renderer.page(page_of(renderer, locale, month, role)).html


def kept(folder: GuideFolder) -> dict[str, bytes]:
    """Every file below `editions/`."""
    root = folder.path / "editions"
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def problems(folder: GuideFolder) -> list[Problem]:
    with pytest.raises(DataError) as caught:
        opened(folder)
    return caught.value.problems


@pytest.fixture
def own_folder(own_folder: GuideFolder) -> GuideFolder:
    """The guide with the templates that it is rendered with: a whole project."""
    shutil.copytree(TEMPLATES.parent, own_folder.path / "overrides")
    return own_folder


@pytest.fixture
def frozen(own_folder: GuideFolder) -> GuideFolder:
    """A guide with an edition of November 2026."""
    freeze(own_folder)
    return own_folder


@pytest.fixture
def linked(own_folder: GuideFolder) -> GuideFolder:
    """The same, with every kind of link in it."""
    own_folder.replace(ROLE, INTRO, LINKED)
    freeze(own_folder)
    return own_folder


# --- freezing


def test_an_edition_holds_all_data_but_the_words_of_the_interface(frozen: GuideFolder) -> None:
    data = {path.relative_to(frozen.data).as_posix(): path.read_bytes() for path in frozen.data.rglob("*.yml")}
    del data["labels.yml"]
    assert {f"{NOVEMBER}/data/{name}": content for name, content in data.items()} == {
        name: content for name, content in kept(frozen).items() if not name.endswith("edition.yml")
    }


def test_it_says_when_it_was_frozen_and_in_which_state_each_role_was(frozen: GuideFolder) -> None:
    plan = opened(frozen).plan
    (edition,) = plan.editions
    assert (edition.month, str(edition.frozen)) == (NOVEMBER, "2026-11-24")
    assert list(edition.roles) == ["glassblower", "lamplighter"]
    for role_id, role in edition.roles.items():
        now = plan.guide.roles[role_id]
        assert role.revision == now.revision
        assert (role.title, role.slug, role.reviewed) == (now.profile.title, now.profile.slug, now.profile.reviewed)
        assert edition.load().roles[role_id] == now


def test_what_was_a_draft_is_never_read_from_it(own_folder: GuideFolder) -> None:
    chapter = own_folder.data / "roles/glassblower/balance.yml"
    chapter.write_text(f"draft: true\n{chapter.read_text('utf-8')}", "utf-8")
    freeze(own_folder)
    (edition,) = opened(own_folder).plan.editions
    assert edition.load().roles["glassblower"].balance is None


def test_a_release_makes_the_edition_of_a_month_and_promises_its_addresses(own_folder: GuideFolder) -> None:
    for arguments, month in ((["--edition", OCTOBER], OCTOBER), (["--edition"], NOVEMBER)):
        shown = run(own_folder, "release", *arguments).stdout
        assert f"+ /en/editions/{month}/glassblower/\n" in shown
        assert f"+ /go/edition/{month}/role/lamplighter/\n" in shown
        assert f"+ editions/{month}/\n" in shown
        assert not (own_folder.path / "editions" / month).exists()
        must_run(own_folder, "release", *arguments, "--yes")
        write_files(edition_files(own_folder.path, "2026-09", date(2026, 11, 24)))
        made = kept(own_folder)
        assert {name.partition("/")[2]: text for name, text in made.items() if name.startswith("2026-09/data")} == {
            name.partition("/")[2]: text for name, text in made.items() if name.startswith(f"{month}/data")
        }
        shutil.rmtree(own_folder.path / "editions" / "2026-09")
    assert f"/en/editions/{OCTOBER}/glassblower/" in (own_folder.path / LIST).read_text("utf-8").splitlines()


@pytest.mark.parametrize("month", ["2026-13", "2026-1", "0000-01", "november", "../2026-11", "2026-11-24", ""])
def test_what_is_no_month_is_refused(own_folder: GuideFolder, month: str) -> None:
    result = run(own_folder, "release", f"--edition={month}", "--yes")
    assert result.exit_code == 1
    assert "as in '2026-11'. Nothing was written." in result.stderr
    assert not (own_folder.path / "editions").exists()


@pytest.mark.parametrize("month", ["2026-12", "2027-01", "2062-01"])
def test_a_month_that_is_to_come_is_refused(own_folder: GuideFolder, month: str) -> None:
    result = run(own_folder, "release", "--edition", month, "--yes")
    assert result.exit_code == 1
    assert f"'{month}' is in the future: the latest possible is '2026-11'. Nothing was written." in result.stderr
    assert not (own_folder.path / "editions").exists()


def test_an_edition_that_exists_is_never_written_again(frozen: GuideFolder) -> None:
    before = kept(frozen)
    frozen.replace(ROLE, INTRO, "Another text.")
    result = run(frozen, "release", "--edition", "--yes")
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"editions/{NOVEMBER}/ already exists" in result.stderr
    assert kept(frozen) == before


def test_a_guide_without_roles_has_nothing_to_freeze(own_folder: GuideFolder) -> None:
    shutil.rmtree(own_folder.data / "roles")
    own_folder.replace("glossary.yml", "related: [skill/glass-gathering, role/glassblower]", "related: []")
    result = run(own_folder, "release", "--edition", "--yes")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "The guide has no roles" in result.stderr


def test_unsound_data_is_refused_with_all_its_problems(own_folder: GuideFolder) -> None:
    own_folder.replace(ROLE, "market: IT", "market: Italy")
    result = run(own_folder, "release", "--edition", "--yes")
    assert result.exit_code == 1
    assert "data/roles/glassblower/role.yml:" in result.stderr
    assert not (own_folder.path / "editions").exists()


def test_if_the_system_refuses_to_write_nothing_is_left(own_folder: GuideFolder) -> None:
    (own_folder.path / "editions").write_text("", "utf-8")
    result = run(own_folder, "release", "--edition", "--yes")
    assert result.exit_code == 1
    assert result.stderr.startswith("The system does not allow reading or writing")
    assert (own_folder.path / "editions").read_text("utf-8") == ""


# --- what was done to an edition


def _change(folder: Path) -> Path:
    path = folder / "data" / "skills.yml"
    path.write_text(path.read_text("utf-8").replace("Patience", "Impatience"), "utf-8")
    return path


def _change_what_it_says_of_itself(folder: Path) -> Path:
    path = folder / "edition.yml"
    path.write_text(path.read_text("utf-8").replace("reviewed: 2026-11-24", "reviewed: 2027-11-24"), "utf-8")
    return path


def _spoil_what_it_says_of_itself(folder: Path) -> Path:
    path = folder / "edition.yml"
    path.write_bytes(b"\xff\xfe")
    return path


def _remove(folder: Path) -> Path:
    path = folder / "data" / "roles" / "glassblower" / "goals.yml"
    path.unlink()
    return path


def _add(folder: Path) -> Path:
    path = folder / "data" / "roles" / "lamplighter" / "goals.yml"
    path.write_text("", "utf-8")
    return path


def _spoil(folder: Path) -> Path:
    path = folder / "data" / "skills.yml"
    path.write_bytes(path.read_bytes().replace(b"Patience", b"Patience\xff"))
    return path


def _link_the_whole(folder: Path) -> Path:
    folder.symlink_to(folder.rename(folder.parents[1] / "moved"))
    return folder


def _link(folder: Path) -> Path:
    path = folder / "data" / "skills.yml"
    moved = path.rename(folder.parents[1] / "skills.yml")
    path.symlink_to(moved)
    return path


def _rename(folder: Path) -> Path:
    folder.rename(folder.with_name(OCTOBER))
    return folder.with_name(OCTOBER) / "edition.yml"


def _remove_what_it_says_of_itself(folder: Path) -> Path:
    (folder / "edition.yml").unlink()
    return folder


@pytest.mark.parametrize(
    ("tamper", "code"),
    [
        (_change, "edition_changed"),
        (_spoil, "edition_changed"),
        (_change_what_it_says_of_itself, "edition_changed"),
        (_spoil_what_it_says_of_itself, "edition_changed"),
        (_remove, "edition_file_removed"),
        (_add, "edition_file_added"),
        (_link, "link_outside"),
        (_link_the_whole, "link_outside"),
        (_rename, "edition_renamed"),
        (_remove_what_it_says_of_itself, "edition_without_record"),
    ],
)
def test_whatever_is_done_to_an_edition_is_told_with_its_file(
    frozen: GuideFolder, tamper: Callable[[Path], Path], code: str
) -> None:
    path = tamper(frozen.path / "editions" / NOVEMBER)
    (problem,) = problems(frozen)
    assert (problem.code, problem.file) == (code, path.relative_to(frozen.path))
    assert all(told(problem, locale) for locale in LOCALES)


def test_it_is_told_together_with_what_is_wrong_with_the_data(frozen: GuideFolder) -> None:
    _change(frozen.path / "editions" / NOVEMBER)
    frozen.replace(ROLE, "market: IT", "market: Italy")
    assert {problem.file.parts[0] for problem in problems(frozen)} == {"data", "editions"}


def test_line_ends_and_the_mark_of_another_system_are_no_change(frozen: GuideFolder) -> None:
    for path in (frozen.path / "editions").rglob("*.yml"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert "Glassblower" in article(opened(frozen))


def test_what_systems_and_programs_leave_behind_is_no_change(frozen: GuideFolder) -> None:
    folder = frozen.path / "editions" / NOVEMBER / "data"
    for name in (".DS_Store", "skills.yml~", "#skills.yml#", "Thumbs.db"):
        (folder / name).write_text("", "utf-8")
    (frozen.path / "editions" / "README.md").write_text("Editions.", "utf-8")
    assert len(opened(frozen).plan.editions) == 1


def test_data_that_the_engine_of_today_cannot_read_is_told_with_its_place(frozen: GuideFolder) -> None:
    """As happens when the model changes; the checksums are right."""
    texts = edition_files(frozen.path, OCTOBER, opened(frozen).day)
    path = frozen.path / "editions" / OCTOBER / "data" / ROLE
    texts[path] = texts[path].replace("market: IT", "country: IT")
    record = frozen.path / "editions" / OCTOBER / "edition.yml"
    above = re.sub(f"({ROLE}: ).*", rf"\g<1>{editions.digest(texts[path])}", texts[record].partition("checksum: ")[0])
    texts[record] = f"{above}checksum: {editions.digest(above)}\n"
    write_files(texts)
    renderer = opened(frozen)
    with pytest.raises(DataError) as caught:
        article(renderer, month=OCTOBER)
    assert {problem.file for problem in caught.value.problems} == {path.relative_to(frozen.path)}


def test_what_an_edition_says_of_itself_is_checked_though_its_checksum_is_right(frozen: GuideFolder) -> None:
    path = frozen.path / "editions" / NOVEMBER / "edition.yml"
    sound = path.read_text("utf-8").partition("checksum: ")[0]
    for more, code in (("month: 2026-11", "duplicate_key"), ("price: 1", "extra_forbidden")):
        said = f"{sound}{more}\n"
        path.write_text(f"{said}checksum: {editions.digest(said)}\n", "utf-8")
        (problem,) = problems(frozen)
        assert (problem.code, problem.file) == (code, path.relative_to(frozen.path))


# --- reading many


def noting_calls(monkeypatch: pytest.MonkeyPatch, function: str) -> list[Path]:
    """The paths that a function of the module `editions` is called with from now on."""
    paths: list[Path] = []
    original = getattr(editions, function)

    def noted(path: Path, shown: Path) -> Any:
        paths.append(path)
        return original(path, shown)

    monkeypatch.setattr(editions, function, noted)
    return paths


def test_without_editions_the_page_of_editions_says_so_and_no_role_leads_there(own_folder: GuideFolder) -> None:
    renderer = opened(own_folder)
    assert "No edition has come out yet" in renderer.page(renderer.plan.page("page/editions", "en")).html
    assert "/editions/" not in renderer.page(renderer.plan.page("role/glassblower", "en")).html


def test_the_data_of_an_edition_is_read_when_a_page_of_it_is_made(
    frozen: GuideFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded = noting_calls(monkeypatch, "_guide")
    renderer = opened(frozen)
    assert exports.files(renderer, {})["api/v1/editions.json"]()
    assert loaded == []
    assert article(renderer, "it") != article(renderer, "en")
    assert loaded == [frozen.path / "editions" / NOVEMBER / "data"]


# --- addresses


@BOTH
def test_a_role_of_an_edition_has_its_page_in_each_language(frozen: GuideFolder, locale: Locale) -> None:
    plan = opened(frozen).plan
    page = plan.page(f"edition/{NOVEMBER}/role/glassblower", locale)
    assert (
        page.path
        == {
            "it": "it/edizioni/2026-11/soffiatore-di-vetro/",
            "en": "en/editions/2026-11/glassblower/",
        }[locale]
    )
    assert (
        page.title
        == {
            "it": "Soffiatore di vetro: edizione di novembre 2026",
            "en": "Glassblower: November 2026 edition",
        }[locale]
    )
    assert [above.key for above in plan.breadcrumbs(page)] == ["page/home", "page/editions"]
    assert not page.is_searched
    assert page.key in plan.all_keys()


def test_the_address_stays_when_the_role_has_another_one(frozen: GuideFolder) -> None:
    before = page_of(opened(frozen)).path
    must_run(frozen, "rename", "role", "glassblower", "glass-maker", "--slug", "en=glass-maker")
    renderer = opened(frozen)
    assert page_of(renderer).path == before
    now = renderer.plan.guide.roles["glass-maker"]
    assert renderer.plan.editions_of(now, "en") == [page_of(renderer)]
    assert 'href="../../../roles/glass-maker/"' in article(renderer)


@BOTH
def test_editions_are_listed_by_month_the_newest_first(frozen: GuideFolder, locale: Locale) -> None:
    freeze(frozen, OCTOBER)
    renderer = opened(frozen)
    html = renderer.page(renderer.plan.page("page/editions", locale)).html
    assert re.findall(r'<h2 id="edition-(.*?)">(.*?)</h2>', html) == [
        (NOVEMBER, {"it": "Novembre 2026", "en": "November 2026"}[locale]),
        (OCTOBER, {"it": "Ottobre 2026", "en": "October 2026"}[locale]),
    ]
    slugs = {"it": ("soffiatore-di-vetro", "lampionaio"), "en": ("glassblower", "lamplighter")}[locale]
    assert re.findall(r'href="([^"]*)"', html) == [
        f"{NOVEMBER}/{slugs[0]}/",
        f"{NOVEMBER}/{slugs[1]}/",
        f"{OCTOBER}/{slugs[0]}/",
        f"{OCTOBER}/{slugs[1]}/",
    ]


def test_a_page_that_takes_its_address_is_told_with_both_files(frozen: GuideFolder) -> None:
    for locale, path in (("it", "edizioni/2026-11/lampionaio"), ("en", "editions/2026-11/lamplighter")):
        page = frozen.path / "docs" / locale / f"{path}.md"
        page.parent.mkdir(parents=True)
        page.write_text(f"---\npage: lamps\ntitle: Lamps\ndescription: {'All about lamps. ' * 3}\n---\n", "utf-8")
    found = problems(frozen)
    assert {problem.code for problem in found} == {"address_taken"}
    assert {(problem.file.as_posix(), problem.details["other"]) for problem in found} == {
        ("editions/2026-11/edition.yml", "docs/it/edizioni/2026-11/lampionaio.md"),
        ("editions/2026-11/edition.yml", "docs/en/editions/2026-11/lamplighter.md"),
    }


# --- the page


@BOTH
def test_it_says_what_it_is_and_leads_to_the_role_of_today(frozen: GuideFolder, locale: Locale) -> None:
    renderer = opened(frozen)
    html = article(renderer, locale)
    notice = html.partition('<div class="cg-notice">')[2].partition("</div>")[0]
    frozen_role = renderer.plan.editions[0].roles["glassblower"]
    assert frozen_role.revision in notice
    assert {"it": "non cambia più", "en": "it never changes"}[locale] in notice
    assert notice.count({"it": "24 novembre 2026", "en": "24 November 2026"}[locale]) == len(("frozen", "reviewed"))
    today = renderer.plan.path("role/glassblower", locale)
    assert f'href="../../../{today[3:]}"' in notice


def test_an_older_edition_leads_to_the_newest(frozen: GuideFolder) -> None:
    freeze(frozen, OCTOBER)
    renderer = opened(frozen)
    assert 'href="../../2026-11/glassblower/"' in article(renderer, month=OCTOBER)
    assert "2026-10" not in article(renderer, month=NOVEMBER)


def test_the_role_and_its_full_guide_lead_to_its_newest_edition(frozen: GuideFolder) -> None:
    freeze(frozen, OCTOBER)
    renderer = opened(frozen)
    for key in ("role/glassblower", "role/glassblower/full-guide"):
        html = renderer.page(renderer.plan.page(key, "en")).html
        assert re.findall(r"editions/2026[^\"]*", html) == ["editions/2026-11/glassblower/"], key


def test_it_holds_what_the_full_guide_holds(frozen: GuideFolder) -> None:
    renderer = opened(frozen)
    full = renderer.page(renderer.plan.page("role/glassblower/full-guide", "en"))
    edition = renderer.page(page_of(renderer))
    assert edition.anchors == full.anchors
    assert [heading.title for heading in edition.headings][1:] == [heading.title for heading in full.headings][1:]
    assert "data-module" not in edition.html


@BOTH
def test_it_stays_the_same_to_the_byte_whatever_becomes_of_the_data(linked: GuideFolder, locale: Locale) -> None:
    before = article(opened(linked), locale)
    linked.replace(SALARY, "{min: 20000, max: 26000}", "{min: 21000, max: 27000}")
    linked.replace(ROLE, "Soffiatore di vetro", "Vetraio")
    linked.replace(ROLE, "reviewed: 2026-11-24", "reviewed: 2026-12-24")
    linked.replace("skills.yml", "en: Patience", "en: Great patience")
    linked.replace("sources.yml", "title:", "short: {it: Nuovo, en: New}\n  title:")
    linked.replace("levels.yml", "en: Apprentice", "en: Beginner")
    renderer = opened(linked)
    today = {"it": "Vetraio nella guida di oggi", "en": "Glassblower in today’s guide"}[locale]
    then = {"it": "Soffiatore di vetro nella guida di oggi", "en": today}[locale]
    assert article(renderer, locale).replace(today, then) == before
    assert {"it": "20.000–26.000", "en": "20,000–26,000"}[locale] in before


def test_links_stay_on_the_page_or_lead_to_where_things_stand_today(linked: GuideFolder) -> None:
    for kind, old, new, slug in (
        ("skill", "glass-gathering", "gathering", "en=gathering"),
        ("term", "gather", "bolus", ""),
    ):
        options = ["--slug", slug] if slug else []
        must_run(linked, "rename", kind, old, new, *options)
    html = article(opened(linked))
    assert '<a href="../../../glossary/#bolus" class="cg-term" data-card="term-bolus">gather</a>' in html
    assert '<a href="../../../skills/gathering/">gathering</a>' in html
    assert '<a href="#chapter-work">work</a>' in html
    assert '<a href="../../../roles/glassblower/full-guide/">all</a>' in html
    assert '<a href="../../../roles/lamplighter/">lamps</a>' in html


def test_a_term_has_the_card_of_today(linked: GuideFolder) -> None:
    linked.replace("glossary.yml", "en: Molten glass taken on the pipe", "en: Hot glass on the pipe")
    renderer = opened(linked)
    page = page_of(renderer)
    frame = renderer.html(page)
    assert 'id="term-gather" popover' in frame
    assert "Hot glass on the pipe" in frame


@pytest.mark.parametrize(
    ("kind", "old", "file"), [("skill", "glass-gathering", "skills.yml"), ("term", "gather", "glossary.yml")]
)
def test_what_an_edition_links_to_and_is_gone_is_told(linked: GuideFolder, kind: str, old: str, file: str) -> None:
    must_run(linked, "rename", kind, old, "another")
    path = linked.data / file
    path.write_text(re.sub(rf"  former_ids:.*\n(    - {old}\n)?", "", path.read_text("utf-8")), "utf-8")
    renderer = opened(linked)
    with pytest.raises(DataError) as caught:
        article(renderer)
    (problem,) = caught.value.problems
    assert (problem.code, problem.file) == ("edition_link_lost", Path("editions") / NOVEMBER / "edition.yml")
    assert f"'{kind}/{old}'" in told(problem)


def test_it_is_its_own_original_and_not_to_be_found_by_search(frozen: GuideFolder) -> None:
    renderer = opened(frozen)
    page = page_of(renderer)
    head = renderer.part("theme/head", page)
    assert '<meta name="robots" content="noindex">' in head
    assert f'<link rel="canonical" href="{SITE_URL}{page.path}">' in head
    assert "noindex" not in renderer.part("theme/head", renderer.plan.page("page/editions", "en"))
    sitemap = renderer.part("theme/sitemap", renderer.plan.page("page/language-choice", None))
    assert f"{SITE_URL}en/editions/</loc>" in sitemap
    assert page.path not in sitemap
    assert "data-pagefind-body" not in renderer.html(page)
    assert "ld+json" not in head


def test_the_api_lists_editions_with_all_their_addresses(frozen: GuideFolder) -> None:
    must_run(frozen, "rename", "role", "glassblower", "glass-maker")
    freeze(frozen, OCTOBER)
    renderer = opened(frozen)
    files = exports.files(renderer, {})
    entries = json.loads(files["api/v1/editions.json"]())["data"]
    assert [entry["key"] for entry in entries] == [
        "edition/2026-11/role/glassblower",
        "edition/2026-11/role/lamplighter",
        "edition/2026-10/role/glass-maker",
        "edition/2026-10/role/lamplighter",
    ]
    entry = entries[0]
    frozen_role = renderer.plan.editions[0].roles["glassblower"]
    assert entry == {
        "id": "glassblower",
        "key": "edition/2026-11/role/glassblower",
        "permalink": f"{SITE_URL}go/edition/2026-11/role/glassblower/",
        "pages": {
            "it": f"{SITE_URL}it/edizioni/2026-11/soffiatore-di-vetro/",
            "en": f"{SITE_URL}en/editions/2026-11/glassblower/",
        },
        "api": None,
        "title": {"it": "Soffiatore di vetro: edizione di novembre 2026", "en": "Glassblower: November 2026 edition"},
        "revision": frozen_role.revision,
        "reviewed": "2026-11-24",
    }
    for key in ("edition/2026-11/role/glassblower", "page/editions"):
        assert f"go/{key}/index.html" in files


# --- the revision on today's pages


@BOTH
def test_every_page_of_a_role_shows_its_revision_and_leads_to_what_has_changed(
    renderer: Renderer, locale: Locale
) -> None:
    role = renderer.plan.guide.roles["glassblower"]
    pages = [page for page in renderer.plan.pages if page.role_id == role.id and page.locale == locale]
    assert {page.kind for page in pages} == {"role", "chapter", "specialization", "full_guide", "move"}
    for page in pages:
        tools = renderer.html(page).partition('<p class="cg-page-tools">')[2]
        assert role.revision in tools.partition('<details class="cg-about">')[2], page
        assert f'href="{renderer.address_of("role/glassblower", page)}#changes"' in tools, page


def test_a_role_in_which_nothing_has_changed_yet_leads_nowhere(renderer: Renderer) -> None:
    page = renderer.plan.page("role/lamplighter", "en")
    tools = renderer.html(page).partition('<p class="cg-page-tools">')[2]
    assert renderer.plan.guide.roles["lamplighter"].revision in tools
    assert "#changes" not in tools
