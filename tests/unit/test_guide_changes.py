# ruff: noqa: E501 - sentences stand whole
"""What changed for a reader is told in sentences of both languages; what no reader notices is not told."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

import pytest

from career_guide.loading import load_articles
from career_guide.model.guide import Guide, Role
from career_guide.model.locales import LOCALES
from career_guide.model.parts import records_in
from career_guide.model.values import Localized
from career_guide.review.changes import GuideChange, guide_changes
from tests.unit.edits import GuideFolder

ROLE: Final = "roles/glassblower"
Edit = tuple[str, str, str]
"""A file, a text in it, what stands in its place."""
Sentences = tuple[str, str]
"""In Italian, in English."""


def told(changes: list[GuideChange]) -> list[Sentences]:
    return [(change.sentence["it"], change.sentence["en"]) for change in changes]


def after(folder: GuideFolder, *edits: Edit) -> Guide:
    for file, old, new in edits:
        folder.replace(file, old, new)
    return folder.load()


# --- each kind of change

SALARY: Final = f"{ROLE}/salary.yml"
PATH: Final = f"{ROLE}/path.yml"
SKILLS: Final = f"{ROLE}/skills.yml"
WORK: Final = f"{ROLE}/work.yml"
PROFILE: Final = f"{ROLE}/role.yml"
TOOLS: Final = f"{ROLE}/tools.yml"
CHAPTER: Final = f"{ROLE}/specializations.yml"
SCIENTIFIC: Final = f"{ROLE}/specializations/scientific.yml"
NEW_SKILL: Final = """
  - skill: colour-reading
    text:
      it: Serve a mezzogiorno.
      en: It is needed at noon.
"""

TABLE: Final[dict[str, tuple[list[Edit], list[Sentences]]]] = {
    "the pay of a band": (
        [(SALARY, "{min: 20000, max: 26000}", "{min: 20000, max: 28500}")],
        [
            (
                "Retribuzione, «Apprendista», importo: prima 20.000–26.000\xa0€, ora 20.000–28.500\xa0€.",
                "Salary, “Apprentice”, amount: €20,000–26,000 before, €20,000–28,500 now.",
            )
        ],
    ),
    "an amount that is now known to be gross": (
        [(SALARY, "basis: gross", "basis: unspecified")],
        [
            (
                "Retribuzione, «Apprendista», tipo di importo: prima lordo: lo dice la fonte, ora la fonte non dice se sia lordo.",
                "Salary, “Apprentice”, basis of the amount: gross: the source says so before, the source does not say whether this is gross now.",
            )
        ],
    ),
    "how well a skill is needed at a level of experience": (
        [(SKILLS, "proficiency: teacher", "proficiency: able")],
        [
            (
                "Competenze, «Presa del vetro», «Maestro», gradino che serve: prima Insegnante, ora Capace.",
                "Skills, “Glass gathering”, “Master”, step needed: Teacher before, Able now.",
            )
        ],
    ),
    "how well a skill is needed at all of them": (
        [
            (
                SKILLS,
                "      - proficiency: able\n        basis: named",
                "      - proficiency: beginner\n        basis: stated",
            )
        ],
        [
            (
                "Competenze, «Pazienza», gradino che serve: prima Capace, ora Principiante.",
                "Skills, “Patience”, step needed: Able before, Beginner now.",
            ),
            (
                "Competenze, «Pazienza», su che cosa si basa: prima la fonte nomina la cosa; il gradino è una nostra scelta, ora la fonte lo afferma.",
                "Skills, “Patience”, what it rests on: the source names it; the step is our choice before, the source states it now.",
            ),
        ],
    ),
    "a step that is not set any more, and a skill that is essential now": (
        [
            (SKILLS, "      - proficiency: teacher\n        level: master\n        basis: editorial\n", ""),
            (SKILLS, "    importance: helpful\n", ""),
        ],
        [
            (
                "Competenze, «Presa del vetro», «Maestro», gradino che serve: il dato (Insegnante) non c’è più.",
                "Skills, “Glass gathering”, “Master”, step needed: Teacher is no longer given.",
            ),
            (
                "Competenze, «Pazienza», importanza: prima utile, ma non sempre richiesta, ora indispensabile.",
                "Skills, “Patience”, importance: helpful, but not always asked for before, essential now.",
            ),
        ],
    ),
    "where a job leads": (
        [("roles/lamplighter/role.yml", "kind: leads_to", "kind: next_to")],
        [
            (
                "In breve: si aggiunge «ruolo vicino: Soffiatore di vetro».",
                "Overview: “role nearby: Glassblower” added.",
            ),
            ("In breve: non c’è più «porta a: Soffiatore di vetro».", "Overview: “leads to: Glassblower” removed."),
        ],
    ),
    "what is said of a step to another job, and by whom": (
        [
            ("roles/lamplighter/role.yml", "en: one winter", "en: two winters"),
            ("roles/lamplighter/role.yml", "it: un inverno", "it: due inverni"),
            ("roles/lamplighter/role.yml", "sources: [glass-survey]", "sources: [glass-survey, workshop-notes]"),
        ],
        [
            (
                "In breve, «porta a: Soffiatore di vetro», fonti: si aggiunge «Appunti di bottega».",
                "Overview, “leads to: Glassblower”, sources: “Workshop notes” added.",
            ),
            (
                "In breve, «porta a: Soffiatore di vetro»: testo riscritto.",
                "Overview, “leads to: Glassblower”: text rewritten.",
            ),
        ],
    ),
    "the years of a band": (
        [(SALARY, "experience_years: {min: 0, max: 1}", "experience_years: {min: 0, max: 2}")],
        [
            (
                "Retribuzione, «Apprendista», anni di esperienza: prima 0–1 anni, ora 0–2 anni.",
                "Salary, “Apprentice”, years of experience: 0–1 years before, 0–2 years now.",
            )
        ],
    ),
    "the variable part of a band": (
        [(SALARY, "value: {above: 10}", "value: {above: 12}")],
        [
            (
                "Retribuzione, «Maestro», parte variabile: prima oltre il 10% in più sulla parte fissa (nelle annate buone), ora oltre il 12% in più sulla parte fissa (nelle annate buone).",
                "Salary, “Master”, variable pay: over 10% on top of fixed pay (in good years) before, over 12% on top of fixed pay (in good years) now.",
            )
        ],
    ),
    "a condition in other words of one language": (
        [(SALARY, "it: nelle annate buone", "it: nelle buone annate")],
        [
            (
                "Retribuzione, «Maestro», parte variabile: prima oltre il 10% in più sulla parte fissa (nelle annate buone), ora oltre il 10% in più sulla parte fissa (nelle buone annate).",
                "Salary, “Master”, variable pay: changes in another language only.",
            )
        ],
    ),
    "the difference of an area": (
        [(SALARY, "value: {min: 5, max: 10}", "value: {min: 5, max: 11}")],
        [
            (
                "Retribuzione, «Laguna di prova», differenza dalla media nazionale: prima da +5% a +10% rispetto alla media nazionale, ora da +5% a +11% rispetto alla media nazionale.",
                "Salary, “Test lagoon”, difference from the national average: +5% to +10% compared with the national average before, +5% to +11% compared with the national average now.",
            )
        ],
    ),
    "the pay of the top positions": (
        [(SALARY, "range: {above: 100000}", "range: {above: 120000}")],
        [
            (
                "Retribuzione, posizioni apicali, importo: prima oltre 100.000\xa0€, ora oltre 120.000\xa0€.",
                "Salary, top positions, amount: over €100,000 before, over €120,000 now.",
            )
        ],
    ),
    "the figure of an entry": (
        [(SALARY, "value: {min: 2, max: 3}", "value: {min: 2, max: 4}")],
        [
            (
                "Retribuzione, «I benefit», «Bicchieri propri», cifra: prima 2–3% della retribuzione lorda, ora 2–4% della retribuzione lorda.",
                "Salary, “Benefits”, “Glasses of one’s own”, figure: 2–3% of gross pay before, 2–4% of gross pay now.",
            )
        ],
    ),
    "a duration that is known now": (
        [
            (
                PATH,
                "  - id: evening-course\n",
                "  - id: evening-course\n    duration: {value: {min: 2, max: 2}, unit: years}\n",
            )
        ],
        [
            (
                "Come si diventa, «Corso serale», durata: ora 2 anni; prima il dato mancava.",
                "How to become one, “Evening course”, duration: now 2 years; there was no data before.",
            )
        ],
    ),
    "a figure that is no longer given": (
        [(PATH, "    duration:\n      value: {min: 1, max: 1}\n      unit: years\n", "")],
        [
            (
                "Come si diventa, «Scuola del vetro», durata: il dato (1 anno) non c’è più.",
                "How to become one, “Glass school”, duration: 1 year is no longer given.",
            )
        ],
    ),
    "a code": (
        [(PROFILE, 'code: "7315"', 'code: "7316"')],
        [
            (
                "In breve, «ISCO-08, la classificazione internazionale delle professioni», codice: prima 7315, ora 7316.",
                "Overview, “ISCO-08, the international classification of occupations”, code: 7315 before, 7316 now.",
            )
        ],
    ),
    "how near a code is": (
        [(PROFILE, "match: exact", "match: close")],
        [
            (
                "In breve, «ISCO-08, la classificazione internazionale delle professioni», corrispondenza: prima la stessa professione, ora quasi la stessa professione.",
                "Overview, “ISCO-08, the international classification of occupations”, match: the same occupation before, nearly the same occupation now.",
            )
        ],
    ),
    "a skill more": (
        [(SKILLS, "\n  - skill: patience\n", f"{NEW_SKILL}  - skill: patience\n")],
        [("Competenze: si aggiunge «Lettura del colore».", "Skills: “Colour reading” added.")],
    ),
    "another tool": (
        [(TOOLS, "- tool: blowpipe-planner", "- tool: kiln-monitor")],
        [
            (
                "Strumenti, «Bottega», «Pianificazione»: si aggiunge «Kiln monitor».",
                "Tools, “Workshop”, “Planning”: “Kiln monitor” added.",
            ),
            (
                "Strumenti, «Bottega», «Pianificazione»: non c’è più «Blowpipe Planner».",
                "Tools, “Workshop”, “Planning”: “Blowpipe Planner” removed.",
            ),
        ],
    ),
    "a certification less": (
        [
            (PATH, "certifications:\n  - certification: kiln-safety\n", "certifications: []\n"),
            (PATH, "    text:\n      it: La chiedono tutte le botteghe.\n      en: All workshops ask for it.\n", ""),
        ],
        [("Come si diventa: non c’è più «Kiln Safety Test».", "How to become one: “Kiln Safety Test” removed.")],
    ),
    "the skills of a specialization": (
        [(SCIENTIFIC, "- skill: colour-reading", "- skill: patience")],
        [
            (
                "Specializzazioni, «Soffiatore di vetro scientifico»: si aggiunge «Pazienza».",
                "Specialisations, “Scientific glassblower”: “Patience” added.",
            ),
            (
                "Specializzazioni, «Soffiatore di vetro scientifico»: non c’è più «Lettura del colore».",
                "Specialisations, “Scientific glassblower”: “Colour reading” removed.",
            ),
        ],
    ),
    "the name of a section": (
        [(WORK, "it: La mattina", "it: Il mattino"), (WORK, "en: The morning", "en: Mornings")],
        [
            (
                "Che cosa fa: «La mattina» si chiama ora «Il mattino».",
                "What they do: “The morning” is now called “Mornings”.",
            )
        ],
    ),
    "a name that is another in one language": (
        [(WORK, "it: La mattina", "it: Il mattino")],
        [
            (
                "Che cosa fa: «La mattina» si chiama ora «Il mattino».",
                "What they do: changes in another language only.",
            )
        ],
    ),
    "the text of an entry": (
        [(WORK, "Prima di tutto il fuoco.", "Per prima cosa il fuoco.")],
        [
            (
                "Che cosa fa, «La mattina», «Accendere il forno»: testo riscritto.",
                "What they do, “The morning”, “Light the furnace”: changes in another language only.",
            )
        ],
    ),
    "a key fact": (
        [(PROFILE, "it: Molto alta, per prova", "it: Altissima, per prova")],
        [("In breve, «Temperatura»: testo riscritto.", "Overview, “Temperature”: changes in another language only.")],
    ),
    "the day of figures": (
        [(SALARY, "as_of: 2026-02-28", "as_of: 2026-11-02")],
        [
            (
                "Retribuzione, data di riferimento delle cifre: prima 28 febbraio 2026, ora 2 novembre 2026.",
                "Salary, date the figures refer to: 28 February 2026 before, 2 November 2026 now.",
            )
        ],
    ),
    "the source of a chapter": (
        [(WORK, "source: workshop-notes", "source: glass-survey")],
        [
            (
                "Che cosa fa, fonte: prima Appunti di bottega, ora Indagine di prova sui mestieri del vetro.",
                "What they do, source: Workshop notes before, Test survey of the glass trades now.",
            )
        ],
    ),
    "a review": (
        [
            (PROFILE, "reviewed: 2026-11-24", "reviewed: 2026-11-26"),
            (PROFILE, "review_by: 2027-05-24", "review_by: 2027-06-01"),
        ],
        [
            (
                "In breve, ultima revisione: prima 24 novembre 2026, ora 26 novembre 2026.",
                "Overview, last review: 24 November 2026 before, 26 November 2026 now.",
            ),
            (
                "In breve, prossima revisione entro: prima 24 maggio 2027, ora 1 giugno 2027.",
                "Overview, next review by: 24 May 2027 before, 1 June 2027 now.",
            ),
        ],
    ),
    "an address": (
        [(PROFILE, "en: glassblower", "en: glass-blower")],
        [
            (
                "In breve, indirizzo della pagina: cambia soltanto in un’altra lingua.",
                "Overview, address of the page: glassblower before, glass-blower now.",
            )
        ],
    ),
    "the name of a role": (
        [(PROFILE, "it: Soffiatore di vetro", "it: Maestro vetraio"), (PROFILE, "en: Glassblower", "en: Gaffer")],
        [
            (
                "Ruoli: «Soffiatore di vetro» si chiama ora «Maestro vetraio».",
                "Roles: “Glassblower” is now called “Gaffer”.",
            )
        ],
    ),
    "what a statement of the self-check favours": (
        [(CHAPTER, "favours: [scientific]", "favours: [scientific, apprentice]")],
        [
            (
                "Specializzazioni, «Mi piace la precisione»: si aggiunge «Apprendista soffiatore di vetro».",
                "Specialisations, “I like precision”: “Apprentice glassblower” added.",
            )
        ],
    ),
    "a record of a catalogue": (
        [("skills.yml", "it: Il vetro non ha fretta.", "it: Il vetro non ha mai fretta.")],
        [("Competenze, «Pazienza»: testo riscritto.", "Skills, “Patience”: changes in another language only.")],
    ),
    "when a source was read": (
        [("sources.yml", "retrieved: 2026-11-20", "retrieved: 2026-11-25")],
        [
            (
                "Fonti, «Indagine di prova sui mestieri del vetro», data di consultazione: prima 20 novembre 2026, ora 25 novembre 2026.",
                "Sources, “Test survey of the glass trades”, date accessed: 20 November 2026 before, 25 November 2026 now.",
            )
        ],
    ),
    "a term": (
        [("glossary.yml", "it: Il raffreddamento lento del vetro.", "it: Il lento raffreddarsi del vetro.")],
        [("Glossario, «Ricottura»: testo riscritto.", "Glossary, “Annealing”: changes in another language only.")],
    ),
}


def test_a_change_is_told_in_both_languages(folder: GuideFolder, guide: Guide, subtests: pytest.Subtests) -> None:
    for what, (edits, sentences) in TABLE.items():
        with subtests.test(what):
            assert told(guide_changes(guide, after(folder, *edits))) == sentences
        folder.restore()


def test_what_came_is_told_as_gone_the_other_way_round(folder: GuideFolder, guide: Guide) -> None:
    more = after(folder, *TABLE["a skill more"][0])
    assert told(guide_changes(more, guide)) == [
        ("Competenze: non c’è più «Lettura del colore».", "Skills: “Colour reading” removed.")
    ]


def test_parts_that_came_are_told_by_name_and_not_for_all_that_is_in_them(guide: Guide) -> None:
    """Every list of the small guide is emptied in turn; what was in it is told, once."""
    role = guide.roles["glassblower"]
    assert role.work
    assert role.salary
    assert role.skills
    assert role.path
    assert role.tools
    assert role.specializations
    shorter = role.model_copy(
        update={
            "work": role.work.model_copy(update={"sections": []}),
            "salary": role.salary.model_copy(update={"bands": role.salary.bands[1:], "areas": [], "next_posts": []}),
            "path": role.path.model_copy(update={"studies": role.path.studies[1:]}),
            "skills": role.skills.model_copy(update={"mindset": None}),
            "tools": role.tools.model_copy(update={"families": [], "devices": []}),
            "specializations": role.specializations.model_copy(update={"self_check": []}),
            "profile": role.profile.model_copy(update={"at_a_glance": [], "classifications": []}),
        }
    )
    found = told(guide_changes(with_role(guide, shorter), guide))
    assert found == [
        (
            "In breve: si aggiunge «ISCO-08, la classificazione internazionale delle professioni».",
            "Overview: “ISCO-08, the international classification of occupations” added.",
        ),
        (
            "In breve: si aggiunge «CP2021, la classificazione italiana dell’Istat».",
            "Overview: “CP2021, the Italian classification by Istat” added.",
        ),
        ("In breve: si aggiunge «Temperatura».", "Overview: “Temperature” added."),
        ("Che cosa fa: si aggiunge «La mattina».", "What they do: “The morning” added."),
        ("Retribuzione: si aggiunge «Apprendista».", "Salary: “Apprentice” added."),
        ("Retribuzione: si aggiunge «Laguna di prova».", "Salary: “Test lagoon” added."),
        ("Retribuzione: si aggiunge «Terraferma di prova».", "Salary: “Test mainland” added."),
        ("Retribuzione: si aggiunge «Lampionaio di prova».", "Salary: “Test lamplighter” added."),
        ("Retribuzione: si aggiunge «Capo della bottega».", "Salary: “Head of the workshop” added."),
        ("Competenze: si aggiunge «La calma».", "Skills: “Calm” added."),
        ("Come si diventa: si aggiunge «Scuola del vetro».", "How to become one: “Glass school” added."),
        ("Specializzazioni: si aggiunge «Ho pazienza».", "Specialisations: “I am patient” added."),
        ("Specializzazioni: si aggiunge «Mi piace la precisione».", "Specialisations: “I like precision” added."),
        ("Strumenti: si aggiunge «Bottega».", "Tools: “Workshop” added."),
        ("Strumenti: si aggiunge «Davanti al forno».", "Tools: “By the furnace” added."),
    ]


def with_role(guide: Guide, role: Role) -> Guide:
    return guide.model_copy(update={"roles": guide.roles | {role.id: role}})


def test_roles_chapters_and_specializations_that_came_or_went_are_told(guide: Guide) -> None:
    glassblower = guide.roles["glassblower"]
    fewer = {name: part for name, part in glassblower.specialization.items() if name != "scientific"}
    poorer = glassblower.model_copy(update={"goals": None, "specialization": fewer})
    before = guide.model_copy(update={"roles": {"glassblower": poorer}})
    assert told(guide_changes(before, guide)) == [
        ("Soffiatore di vetro: si aggiunge «Obiettivi».", "Glassblower: “Goals” added."),
        (
            "Specializzazioni: si aggiunge «Soffiatore di vetro scientifico».",
            "Specialisations: “Scientific glassblower” added.",
        ),
        ("Ruoli: si aggiunge «Lampionaio».", "Roles: “Lamplighter” added."),
    ]
    changes = guide_changes(guide, before)
    assert told(changes) == [
        ("Soffiatore di vetro: non c’è più «Obiettivi».", "Glassblower: “Goals” removed."),
        (
            "Specializzazioni: non c’è più «Soffiatore di vetro scientifico».",
            "Specialisations: “Scientific glassblower” removed.",
        ),
        ("Ruoli: non c’è più «Lampionaio».", "Roles: “Lamplighter” removed."),
    ]
    assert [change.role_id for change in changes] == ["glassblower", "glassblower", None]


# --- nothing is overlooked


def texts(role: Role) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    for path, part in records_in(role):
        hidden = {"slug", "former_slugs", "search_terms", "changes"}
        if isinstance(part, Localized) and not hidden & set(path):
            yield path, part


def edited(value: Any, path: tuple[str | int, ...], new: Any) -> Any:
    """A copy of a record, mapping or list in which one part is another."""
    if not path:
        return new
    step, *rest = path
    if isinstance(value, list | dict):
        copy = value.copy()
        copy[step] = edited(value[step], tuple(rest), new)  # type: ignore[index]
        return copy
    return value.model_copy(update={step: edited(getattr(value, str(step)), tuple(rest), new)})


@pytest.mark.parametrize("each", [4, pytest.param(1, marks=pytest.mark.thorough)])
def test_no_text_of_a_role_can_change_without_being_told(guide: Guide, each: int) -> None:
    role = guide.roles["glassblower"]
    found = list(texts(role))
    assert len(found) > 100
    for path, text in found[::each]:
        other = text.model_copy(
            update={locale: ["Altro"] if isinstance(text[locale], list) else "Altro" for locale in LOCALES}
        )
        changes = guide_changes(guide, with_role(guide, edited(role, path, other)))
        assert changes, path
        assert all(set(change.sentence) == set(LOCALES) and change.role_id == "glassblower" for change in changes), path


# --- what no reader notices

UNSEEN: Final[dict[str, list[Edit]]] = {
    "comments": [(SALARY, "currency: EUR", "# A remark.\ncurrency: EUR  # another")],
    "the order of keys": [
        (
            SALARY,
            "      unit: percent\n      base: of_national_mean",
            "      base: of_national_mean\n      unit: percent",
        )
    ],
    "how a mapping is written": [
        (SALARY, "range: {min: 20000, max: 26000}", "range:\n      min: 20000\n      max: 26000")
    ],
    "quotation marks": [(WORK, "it: Prima di tutto il fuoco.", 'it: "Prima di tutto il fuoco."')],
    "where a line ends": [
        (WORK, "it: Prima di tutto il fuoco.", "it: >-\n            Prima di tutto\n            il fuoco."),
        (WORK, "it: La mattina\n", "it: |\n        La\n        mattina\n"),
        (WORK, "it: Al mattino si soffia.", "it: |-\n        Al mattino  \n        si\n        soffia.\n"),
    ],
    "emphasis": [(WORK, "Prima di tutto il fuoco.", "Prima di *tutto* il fuoco.")],
    "links": [(WORK, "Prima di tutto il fuoco.", "Prima di [tutto](go:term/gather) il fuoco.")],
    "what else there is to read": [(WORK, "related: [skill/patience]", "related: [term/gather]")],
    "words for the search": [(PROFILE, "it: [mastro vetraio]", "it: [mastro vetraio, vetro]")],
    "the entries of changes.yml": [(f"{ROLE}/changes.yml", "it: Prima edizione di prova.", "it: Prima edizione.")],
    "a whole number with a point": [(SALARY, "value: {min: 5, max: 10}", "value: {min: 5, max: 10.0}")],
}


@pytest.mark.parametrize("what", UNSEEN)
def test_what_no_reader_notices_is_not_told(folder: GuideFolder, guide: Guide, what: str) -> None:
    changed = after(folder, *UNSEEN[what])
    assert told(guide_changes(guide, changed)) == []
    of_style = {"comments", "the order of keys", "how a mapping is written", "quotation marks", "where a line ends"}
    assert (changed.roles == guide.roles) is (what in of_style)


def test_nothing_changed_between_a_guide_and_itself(guide: Guide) -> None:
    assert guide_changes(guide, guide) == []


# --- renamed ids


@pytest.mark.parametrize("edits", [
    [
        ("skills.yml", "\npatience:\n", "\ncalm-waiting:\n  former_ids: [patience]\n"),
        (SKILLS, "skill: patience", "skill: calm-waiting"),
        (WORK, "skill/patience", "skill/calm-waiting"),
        ("tools.yml", "skill/patience", "skill/calm-waiting"),
    ],
    [
        ("levels.yml", "\nmaster:\n", "\ngrand-master:\n  former_ids: [master]\n"),
        ("roles/glassblower/role.yml", "levels: [apprentice, master]", "levels: [apprentice, grand-master]"),
        ("roles/glassblower/role.yml", "- level: master", "- level: grand-master"),
        (SKILLS, "level: master", "level: grand-master"),
        (SALARY, "- level: master", "- level: grand-master"),
        (SALARY, "level: master\n", "level: grand-master\n"),
        (SALARY, "level: master\n", "level: grand-master\n"),
    ],
    [
        ("areas.yml", "\nlagoon:\n", "\nisland:\n  former_ids: [lagoon]\n"),
        (SALARY, "area: lagoon", "area: island"),
    ],
    [
        ("tools.yml", "  blowpipe-planner:\n", "  pipe-planner:\n    former_ids: [blowpipe-planner]\n"),
        (TOOLS, "tool: blowpipe-planner", "tool: pipe-planner"),
    ],
], ids=["skill", "level", "area", "tool"])  # fmt: skip
def test_a_record_with_a_new_id_is_the_same_one(folder: GuideFolder, guide: Guide, edits: list[Edit]) -> None:
    assert told(guide_changes(guide, after(folder, *edits))) == []


def test_a_role_and_a_specialization_with_new_ids_are_the_same(guide: Guide) -> None:
    role = guide.roles["glassblower"]
    profile = role.profile.model_copy(update={"former_ids": ["glassblower"]})
    scientific = role.specialization["scientific"].model_copy(update={"former_ids": ["scientific"]})
    assert role.specializations
    check = [
        statement.model_copy(
            update={"favours": ["laboratory" if one == "scientific" else one for one in statement.favours]}
        )
        for statement in role.specializations.self_check
    ]
    renamed = role.model_copy(
        update={
            "id": "gaffer",
            "profile": profile,
            "specialization": {"apprentice": role.specialization["apprentice"], "laboratory": scientific},
            "specializations": role.specializations.model_copy(update={"self_check": check}),
        }
    )
    after_it = guide.model_copy(update={"roles": {"gaffer": renamed, "lamplighter": guide.roles["lamplighter"]}})
    assert told(guide_changes(guide, after_it)) == []


def test_a_source_with_a_new_id_is_no_other_source(guide: Guide) -> None:
    survey = guide.sources["glass-survey"].model_copy(update={"former_ids": ["workshop-notes"]})
    before = guide.model_copy(
        update={"sources": {"workshop-notes": guide.sources["glass-survey"], "esco": guide.sources["esco"]}}
    )
    now = guide.model_copy(update={"sources": {"glass-survey": survey, "esco": guide.sources["esco"]}})
    role = guide.roles["lamplighter"]
    moved = role.model_copy(update={"profile": role.profile.model_copy(update={"source": "glass-survey"})})
    found = guide_changes(
        before.model_copy(update={"roles": {"lamplighter": role}}),
        now.model_copy(update={"roles": {"lamplighter": moved}}),
    )
    assert [change for change in found if "source" in change.sentence["en"]] == []


def test_a_section_with_a_new_id_is_the_same_if_it_names_the_former_one(folder: GuideFolder, guide: Guide) -> None:
    assert (
        told(guide_changes(guide, after(folder, (WORK, "id: morning", "id: early-hours\n    former_ids: [morning]"))))
        == []
    )


# --- hand-written pages


def test_hand_written_pages_that_came_went_or_changed_are_told(own_folder: GuideFolder, guide: Guide) -> None:
    docs = own_folder.path / "docs"
    before = load_articles(docs)
    method = [
        replace(page, title=f"{page.title}!", markdown=f"{page.markdown} X") for page in before if page.id == "method"
    ]
    home = [page for page in before if page.id == "home"]
    new = [replace(page, id="news", title="Novità" if page.locale == "it" else "News") for page in home]
    titles = {page.locale: page.title for page in before if page.id == "method"}
    assert told(guide_changes(guide, guide, before, [*home, *method, *new])) == [
        (
            f"Pagine: «{titles['it']}» si chiama ora «{titles['it']}!».",
            f"Pages: “{titles['en']}” is now called “{titles['en']}!”.",
        ),
        (f"Pagine, «{titles['it']}!»: testo riscritto.", f"Pages, “{titles['en']}!”: text rewritten."),
        ("Pagine: si aggiunge «Novità».", "Pages: “News” added."),
    ]
    assert told(guide_changes(guide, guide, before, home)) == [
        (f"Pagine: non c’è più «{titles['it']}».", f"Pages: “{titles['en']}” removed.")
    ]


def test_line_breaks_in_a_hand_written_page_are_no_change(own_folder: GuideFolder, guide: Guide) -> None:
    before = load_articles(own_folder.path / "docs")
    broken = [replace(page, markdown=page.markdown.replace(" ", "\n")) for page in before]
    assert guide_changes(guide, guide, before, broken) == []
