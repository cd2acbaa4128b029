"""What an editor is told when something in `data/` is wrong: which file, line and column; what, and the remedy."""

import os
import re
import time
from pathlib import Path
from typing import Annotated, Final, NamedTuple

import pytest
from pydantic import Field

from career_guide import loading
from career_guide.loading import checked
from career_guide.loading.yaml_source import Document, parse
from career_guide.model import careers
from career_guide.model.locales import LOCALES
from career_guide.model.values import Record
from career_guide.words.messages import group_of
from career_guide.words.problems import MOST, DataError
from tests.fixture_guide import PROJECT, line_of
from tests.unit.edits import GuideFolder, told

ROLE: Final = "roles/glassblower/role.yml"
WORK: Final = "roles/glassblower/work.yml"
SALARY: Final = "roles/glassblower/salary.yml"
PATH: Final = "roles/glassblower/path.yml"
SKILLS: Final = "roles/glassblower/skills.yml"
SCIENTIFIC: Final = "roles/glassblower/specializations/scientific.yml"
CHECK: Final = "roles/glassblower/specializations.yml"
LAMPLIGHTER: Final = "roles/lamplighter/role.yml"
TITLE: Final = "      it: La mattina\n      en: The morning\n"
CALM: Final = "  it: Un mestiere di prova, che si fa **con calma** davanti a un forno.\n"


class Broken(NamedTuple):
    """One edit that breaks the guide, and the one problem that must come of it."""

    file: str
    old: str
    new: str
    """`▸` marks the place that the problem must name."""
    code: str
    said: str
    """Words that what is wrong and the remedy must hold."""


BROKEN: Final[dict[str, Broken]] = {
    # --- remedies by their cause
    "a link leads to what is nowhere near": Broken(
        ROLE,
        CALM,
        "  it: ▸Con [calma](go:skill/onboarding).\n",
        "unknown_reference",
        "make it with 'career-guide new skill onboarding'",
    ),
    "a link leads to the wrong kind": Broken(
        ROLE, CALM, "  it: ▸Con [calma](go:tool/patience).\n", "unknown_reference", "Its id is 'skill/patience'"
    ),
    "a link leads to a former id": Broken(
        WORK,
        "related: [skill/patience]",
        "related: [▸role/glass-artist]",
        "unknown_reference",
        "Its id is 'role/glassblower'",
    ),
    "a link says no kind": Broken(
        WORK, "related: [skill/patience]", "related: [▸patience]", "unknown_reference", "Its id is 'skill/patience'"
    ),
    "a link leads to a slug": Broken(
        WORK,
        "related: [skill/patience]",
        "related: [▸skill/presa-del-vetro]",
        "unknown_reference",
        "'skill/glass-gathering'",
    ),
    "an id is a slug": Broken(
        SKILLS,
        "skill: patience",
        "skill: ▸presa-del-vetro",
        "unknown_reference",
        "Its id is 'glass-gathering': use that",
    ),
    "an id is a title": Broken(
        SKILLS,
        "skill: patience",
        "skill: ▸Glass gathering",
        "unknown_reference",
        "Its id is 'glass-gathering': use that",
    ),
    "an id is the key of a page": Broken(
        SKILLS, "skill: patience", "skill: ▸skill/patience", "unknown_reference", "Its id is 'patience': use that"
    ),
    "a specialization is a slug": Broken(
        SCIENTIFIC,
        "  specialization: apprentice",
        "  specialization: ▸apprendista",
        "unknown_reference",
        "'apprentice'",
    ),
    "a source is nowhere near": Broken(
        SCIENTIFIC, "source: workshop-notes", "source: ▸istat", "unknown_reference", "'career-guide new source istat'"
    ),
    "pay is one number": Broken(
        SALARY, "range: {min: 20000, max: 26000}", "range: ▸25000", "model_type", "like this: {min: 25000, max: …};"
    ),
    "pay is two numbers in a text": Broken(
        SALARY, "range: {min: 20000, max: 26000}", "range: ▸20000-26000", "model_type", "{min: 20000, max: 26000};"
    ),
    "a figure is a number": Broken(
        PATH,
        "    duration:\n      value: {min: 1, max: 1}\n      unit: years\n",
        "    duration: ▸3\n",
        "model_type",
        "like this: {value: {min: 3, max: …}, unit: …};",
    ),
    "what is empty is required": Broken(ROLE, "market: IT", "▸market:", "empty_value", "the field is required"),
    "what is empty is optional": Broken(
        "skills.yml", "  related: [term/gather, tool/kiln-monitor]", "  ▸related:", "empty_value", "which is optional"
    ),
    "an entry is empty": Broken(ROLE, "it: [mastro vetraio]", 'it: [▸"  "]', "empty_text", "or remove the entry"),
    # --- what cannot be
    "pay is below nothing": Broken(
        SALARY, "range: {min: 20000", "range: {min: ▸-20000", "number_cannot_be", "between 1000 and 10000000"
    ),
    "pay is told in thousands": Broken(
        SALARY, "range: {min: 42000, max: 60000}", "range: {min: ▸42, max: 60000}", "number_cannot_be", "30000, not 30"
    ),
    "an area differs by years": Broken(
        SALARY,
        "unit: percent\n      base: of_national_mean\n    level: master\n    range: {min: 42000",
        "unit: ▸years\n    level: master\n    range: {min: 42000",
        "wrong_for_field",
        "Possible here: percent",
    ),
    "an area differs by more than all of it": Broken(
        SALARY, "value: {min: 5, max: 10}", "value: {min: ▸-120, max: 10}", "number_cannot_be", "between -100 and 1000"
    ),
    "a variable part is a share of the renewals": Broken(
        SALARY,
        "base: on_top_of_fixed_pay",
        "base: ▸of_contracts_due_for_renewal",
        "wrong_for_field",
        "of_total_pay, on_top_of_fixed_pay, of_gross_pay",
    ),
    "a share is more than the whole": Broken(
        SALARY, "value: {min: 2, max: 3}", "value: {min: 2, max: ▸300}", "number_cannot_be", "between 0 and 100"
    ),
    "somebody has worked for a century": Broken(
        SALARY, "experience_years: {above: 10}", "experience_years: {above: ▸100}", "number_cannot_be", "0 and 60"
    ),
    "a school lasts some per cent": Broken(
        PATH,
        "      value: {min: 1, max: 1}\n      unit: years",
        "      value: {min: 1, max: 1}\n      unit: ▸percent\n      base: of_gross_pay",
        "wrong_for_field",
        "Possible here: years",
    ),
    "a place in the list is before the first": Broken(
        SCIENTIFIC, "position: 2", "position: ▸0", "number_too_small", "Write 1 or a higher number"
    ),
    "two specializations have one place in the list": Broken(
        SCIENTIFIC, "position: 2", "▸position: 1", "position_taken", "specializations/apprentice.yml"
    ),
    "a role was reviewed in times to come": Broken(
        ROLE, "reviewed: 2026-11-24", "reviewed: ▸2062-11-24", "day_to_come", "in the future"
    ),
    "a role was reviewed before there were computers": Broken(
        ROLE, "reviewed: 2026-11-24", "reviewed: ▸1926-11-24", "day_too_early", "2000-01-01"
    ),
    "a source was published in times gone by": Broken(
        "sources.yml", "retrieved: 2026-11-20", "retrieved: ▸0226-11-20", "day_too_early", "Check the year"
    ),
    "two roles have one title": Broken(
        LAMPLIGHTER, "  it: Lampionaio\n", "  ▸it: Soffiatore di vetro\n", "title_taken", ROLE
    ),
    "two specializations have one name, but for its capitals": Broken(
        SCIENTIFIC, "  en: Scientific glassblower", "  ▸en: apprentice Glassblower", "title_taken", "apprentice.yml"
    ),
    "pay rests on our own reading": Broken(
        SALARY,
        "  - level: apprentice\n",
        "  - ▸level: apprentice\n    source: our-reading\n",
        "own_pay",
        "published source",
    ),
    "a code is in typographic quotation marks": Broken(
        ROLE, 'code: "7315"', "code: ▸“7315”", "smart_quotes", "straight quotation marks"
    ),
    "a code has a digit too many": Broken(ROLE, 'code: "7315"', 'code: ▸"73151"', "bad_code", "1420, for example"),
    "a code is of another classification": Broken(
        ROLE, "code: 6.3.2.2.0", "code: ▸63-2200.00", "bad_code", "istat-cp2021"
    ),
    "an address of ESCO is that of an occupation": Broken(
        "skills.yml",
        "uri: http://data.europa.eu/esco/skill/",
        "uri: ▸http://data.europa.eu/esco/occupation/",
        "bad_esco_address",
        "ESCO gives to a skill",
    ),
    # --- texts
    "a folded text would lose its paragraphs": Broken(
        SALARY,
        "it: Due fasce di prova.",
        "it: ▸>-\n    Due fasce.\n\n    Di prova.",
        "lost_paragraphs",
        "Write '|-' after the key",
    ),
    "a year begins a text": Broken(
        SALARY, "it: Due fasce di prova.", "it: ▸1900. Anno di prova.", "no_list", r"write '1900\.'"
    ),
    "a number below zero begins a text": Broken(
        SALARY, "it: Due fasce di prova.", 'it: ▸"- 5 gradi."', "no_list", r"write '\-'"
    ),
    "a line follows a list": Broken(
        SALARY,
        "it: Due fasce di prova.",
        "it: ▸|-\n    - una\n    - due\n    In tutto due.",
        "line_after_entry",
        "leave a blank line before it",
    ),
    "stars multiply": Broken(SALARY, "it: Due fasce di prova.", "it: ▸Fa 2*3*4.", "no_emphasis", r"write '\*'"),
    "an emphasis has no end": Broken(
        SALARY, "it: Due fasce di prova.", "it: ▸Due *fasce di prova.", "left_over_mark", r"write '\*'"
    ),
    "a link is not closed": Broken(
        SALARY, "it: Due fasce di prova.", "it: ▸Due [fasce](https://e.example.", "broken_link", "[words](address)"
    ),
    "a backslash would go": Broken(
        SALARY, "it: Due fasce di prova.", r"it: ▸Costa 5 \$.", "needless_backslash", "Write '$', which needs none"
    ),
    "a link has a title": Broken(
        SALARY, "it: Due fasce di prova.", "it: ▸\"[fasce](https://e.example 'prova')\"", "link_title", "'prova'"
    ),
    "a link has no words": Broken(
        SALARY, "it: Due fasce di prova.", "it: ▸Due [ ](https://e.example).", "link_without_words", "[words](address)"
    ),
    "a ligature stands for two letters": Broken(
        WORK,
        "it: La mattina",
        "it: Le veri▸\ufb01che",
        "lookalike",
        "U+FB01 LATIN SMALL LIGATURE FI. Type 'fi' instead",
    ),
    "a letter is one of mathematics": Broken(
        WORK, "it: La mattina", "it: La ▸\U0001d426attina", "lookalike", "Type 'm'"
    ),
    "an accent is a character of its own": Broken(
        WORK, "it: La mattina", "it: La citt▸a\u0300", "decomposed", "'career-guide fmt' does so as well"
    ),
    "an accent is brought in by an escape": Broken(
        WORK, "it: La mattina", 'it: ▸"La citta\\u0300"', "decomposed", "U+0061 LATIN SMALL LETTER A, U+0300 COMBINING"
    ),
    "half of a character is brought in by an escape": Broken(
        WORK, "it: La mattina", 'it: "La\\u▸d800mattina"', "backslash", "Write two ("
    ),
    "an address holds what no file of Word may hold": Broken(
        ROLE,
        "uri: http://data.europa.eu/esco/isco/C7315",
        'uri: ▸"http://data.europa.eu/esco/\\u0002"',
        "bad_character",
        "U+0002",
    ),
    "a text lacks its English version": Broken(
        WORK, TITLE, "      ▸it: La mattina\n", "missing_locale", "Add a line 'en: …' with the text in English"
    ),
    "a text is given for both languages at once": Broken(
        WORK, f"    title:\n{TITLE}", "    ▸title: Mattina\n", "needs_both_locales", "'it: …' and 'en: …'"
    ),
    "a language is not one of ours": Broken(
        WORK, TITLE, f"{TITLE}      ▸fr: Le matin\n", "extra_forbidden", "Possible here: it, en"
    ),
    "a text is empty": Broken(WORK, "it: La mattina", 'it: ▸""', "empty_text", "Write it"),
    "nothing follows a key": Broken(WORK, "it: La mattina", "▸it:", "empty_value", "Write the value"),
    "a title has two lines": Broken(
        WORK, "it: La mattina", "it: ▸|-\n        La\n\n        mattina", "not_one_line", "Remove blank lines"
    ),
    "accents were misread": Broken(WORK, "it: La mattina", "it: La libert▸Ã\u00a0", "mojibake", "Type the accented"),
    "typographic marks were misread": Broken(WORK, "it: La mattina", "it: L’alba è gi▸Ã\u2020", "mojibake", "UTF-8"),
    "a character is lost": Broken(WORK, "it: La mattina", "it: Citt▸\ufffd", "mojibake", "encoding"),
    "a summary is too long for a search engine": Broken(
        WORK, "it: Il lavoro di prova", f"it: ▸Il lavoro {'di prova ' * 25}", "string_too_long", "the maximum is 200"
    ),
    "a summary says too little": Broken(
        "skills.yml",
        "en: Being able to wait until the glass has cooled, as a test.",
        "en: ▸Being able to wait.",
        "string_too_short",
        "19 characters and needs at least 40",
    ),
    "a text is read as a number": Broken(WORK, "it: La mattina", "it: ▸42", "string_type", '"42"'),
    "a text is read as true": Broken(WORK, "it: La mattina", "it: ▸true", "string_type", '"true"'),
    "a text is read as false": Broken(WORK, "it: La mattina", "it: ▸no", "odd_bool", "quotation marks"),
    "a list stands for a text": Broken(WORK, "it: La mattina", "it: ▸[La, mattina]", "text_needed", "not a list"),
    "a text begins with a brace": Broken(
        WORK, "it: La mattina", "it: ▸{La mattina}", "text_needed", "begins with a bracket"
    ),
    "a text is to be filled in by a template": Broken(
        WORK, "it: La mattina", "it: {▸{ title }}", "bracket_as_key", "in quotation marks"
    ),
    # --- links
    "a link runs a script": Broken(
        ROLE, CALM, "  it: ▸Un [gioco](javascript:alert(1)).\n", "unsafe_address", "https://"
    ),
    "a link holds a page of its own": Broken(
        ROLE, CALM, "  it: ▸Un [gioco](data:text/html,x).\n", "unsafe_address", "go:"
    ),
    "a link hides its kind": Broken(
        ROLE, CALM, "  it: ▸Un [gioco](java&#115;cript:alert(1)).\n", "unsafe_address", "https://"
    ),
    "a link leads nowhere in particular": Broken(ROLE, CALM, "  it: ▸Un [gioco](ruoli/).\n", "unsafe_address", "go:"),
    "a link inherits its protocol": Broken(
        ROLE, CALM, "  it: ▸Un [gioco](//evil.example).\n", "unsafe_address", "https://"
    ),
    "a link to the guide is in capitals": Broken(
        ROLE, CALM, "  it: ▸Un [gioco](GO:skill/patience).\n", "unsafe_address", "go:"
    ),
    "a link leads to a page that is not there": Broken(
        ROLE, CALM, "  it: ▸Con [calma](go:skill/patiense).\n", "unknown_reference", "Did you mean 'skill/patience'?"
    ),
    "a link leads to a chapter that the role lacks": Broken(
        ROLE,
        CALM,
        "  it: ▸Un [altro](go:role/lamplighter/chapter/salary).\n",
        "unknown_reference",
        "'career-guide new role lamplighter --chapter salary'",
    ),
    "the address of a website runs a script": Broken(
        "tools.yml", "url: https://planner.example/", "url: ▸javascript:alert(1)", "bad_web_address", "https://"
    ),
    "the address of a website is a page of its own": Broken(
        "sources.yml", "url: https://survey.example/glass", "url: ▸data:text/html,x", "bad_web_address", "https://"
    ),
    "the address of a website lacks its beginning": Broken(
        "tools.yml", "url: https://planner.example/", "url: ▸planner.example", "bad_web_address", "Write it in full"
    ),
    "the address of a website has a line end in it": Broken(
        "tools.yml", "https://planner.example/", '▸"https://planner.example/\\n"', "bad_web_address", "\\n"
    ),
    # --- fields
    "a field is misspelt": Broken(WORK, "ordered: true", "▸orderd: true", "extra_forbidden", "Did you mean 'ordered'?"),
    "a field is unknown": Broken(
        WORK, "ordered: true", "▸salary: 1", "extra_forbidden", "Possible here: source, as_of"
    ),
    "a field is missing": Broken(
        WORK,
        "- id: light-the-furnace\n        title:",
        "- ▸title:",
        "missing",
        "Add a line 'id: …'",
    ),
    "a field is missing that needs an explanation": Broken(
        "sources.yml",
        "title:\n    it: Appunti di bottega\n    en: Workshop notes\n",
        "▸publisher: Bottega\n",
        "missing",
        "'title: …'",
    ),
    "a field stands twice": Broken(
        WORK,
        "    ordered: true",
        "    ordered: true\n    ▸ordered: false",
        "duplicate_key",
        f"the first is on line {line_of(WORK, 'ordered')}",
    ),
    "a whole record stands twice": Broken(
        "glossary.yml", "annealing:\n", "▸gather:\n", "duplicate_key", "'gather' appears twice"
    ),
    "a list is written as one word": Broken(
        WORK,
        "related: [skill/patience]",
        "related: ▸skill/patience",
        "list_type",
        "Write it like this: [skill/patience].",
    ),
    "a list is empty": Broken(
        "roles/glassblower/specializations.yml",
        "favours: [scientific]",
        "▸favours: []",
        "too_short",
        "Add an entry",
    ),
    "a text stands where keys are needed": Broken(
        "labels.yml", "\nsite:\n", "\nodd: ▸text\nsite:\n", "dict_type", "'key: value'"
    ),
    "a text stands where fields are needed": Broken(
        SALARY, "{min: 20000, max: 26000}", "▸20000-26000", "model_type", "min, max, or_more, above"
    ),
    "yes stands for true": Broken(WORK, "ordered: true", "ordered: ▸yes", "odd_bool", "otherwise write true"),
    "a word stands for true": Broken(WORK, "ordered: true", "ordered: ▸certainly", "bool_type", "Write true or false"),
    "a word is not one of the choices": Broken(
        "skills.yml", "kind: technical", "kind: ▸technicl", "literal_error", "Did you mean 'technical'?"
    ),
    "a choice is far from all that exist": Broken(
        "skills.yml", "kind: technical", "kind: ▸hard", "literal_error", "Possible here: technical, transferable"
    ),
    "an entry says nothing": Broken(
        WORK,
        "id: first-gather\n        text:\n"
        "          it: Si prende il primo bolo.\n          en: The first gather is taken.",
        "▸id: first-gather",
        "nothing_said",
        "Add a title or a text",
    ),
    "a section says nothing": Broken(
        LAMPLIGHTER,
        "- id: the-lamps\n    title:\n      it: I lampioni\n      en: The lamps\n"
        "    intro:\n      it: Uno per angolo.\n      en: One at each corner.\n",
        "- ▸id: the-lamps\n    title:\n      it: I lampioni\n      en: The lamps\n",
        "nothing_said",
        "'intro' or 'items'",
    ),
    "the hyphen of a list's entry lacks its space": Broken(
        ROLE, "  it: [mastro vetraio]\n", "  it:\n    ▸-mastro vetraio\n", "missing_space", "'- '"
    ),
    "the hyphen of a list's first entry lacks its space": Broken(
        ROLE,
        "alternative_titles:\n",
        "alternative_titles:\n  ▸-it: [vetraio]\n",
        "missing_space",
        "Begin each entry of a list with '- '",
    ),
    "a key is in typographic quotation marks": Broken(
        WORK, "    ordered: true", "    ▸“ordered”: true", "smart_quotes", "straight quotation marks"
    ),
    "a key has a colon too many": Broken(
        WORK, "ordered: true", "▸ordered:: true", "extra_forbidden", "Did you mean 'ordered'?"
    ),
    "a key is followed by an invisible character": Broken(
        WORK, "ordered: true", "ordered▸\u200b: true", "bad_character", "U+200B ZERO WIDTH SPACE"
    ),
    # --- ids and references
    "an id has a capital and a space": Broken(
        WORK, "id: first-gather", "▸id: First gather", "bad_id", "lower-case letters a-z"
    ),
    "an id ends with a line end": Broken(WORK, "id: first-gather", '▸id: "first-gather\\n"', "bad_id", "hyphens"),
    "an id has an accent": Broken(WORK, "id: first-gather", "▸id: città", "bad_id", "a-z"),
    "an id is in typographic quotation marks": Broken(
        WORK, "id: first-gather", "id: ▸“first-gather”", "smart_quotes", "an id, a number or a date needs none"
    ),
    "a reference is in typographic quotation marks": Broken(
        SKILLS, "skill: patience", "skill: ▸«patience»", "smart_quotes", "(«) are part of the text"
    ),
    "a date is in typographic quotation marks": Broken(
        ROLE, "reviewed: 2026-11-24", "reviewed: ▸„2026-11-24“", "smart_quotes", "a date needs none"
    ),
    "a number is in typographic quotation marks": Broken(
        SALARY, "min: 20000", "min: ▸”20000”", "smart_quotes", "a number"
    ),
    "an id begins with a no-break space": Broken(
        WORK, "id: first-gather", '▸id: "\u00a0first-gather"', "bad_id", "'\\xa0first-gather' cannot be an id"
    ),
    "words of an address have an accent": Broken("labels.yml", "it: novita,", "it: ▸novità,", "bad_id", "a-z"),
    "a record's id has an underscore": Broken("glossary.yml", "annealing:\n", "▸slow_cooling:\n", "bad_id", "hyphens"),
    "a tool's id has a capital": Broken(
        "tools.yml",
        "tools:\n  blow",
        "tools:\n  ▸Test: {name: T, category: planning, summary: {it: *, en: *}, text: {it: t, en: t}, source: esco}\n"
        "  blow".replace("*", "x" * 50),
        "bad_id",
        "lower-case",
    ),
    "a slug has a space": Broken(LAMPLIGHTER, "  it: lampionaio\n", "  ▸it: il lampionaio\n", "bad_id", "lower-case"),
    "an id stands twice in a list": Broken(
        WORK, "id: first-gather", "▸id: light-the-furnace", "repeated_id", "an id of its own"
    ),
    "a section's id stands twice": Broken(
        ROLE,
        "    related: [role/glassblower/chapter/work]\n",
        "    related: [role/glassblower/chapter/work]\n"
        "  - ▸id: why-it-is-hot\n    title: {it: Ancora, en: Again}\n    intro: {it: Ancora., en: Again.}\n",
        "repeated_id",
        "'why-it-is-hot' appears twice",
    ),
    "a level has two salary bands": Broken(
        SALARY,
        "  - level: master\n    experience",
        "  - level: ▸apprentice\n    experience",
        "repeated_level",
        "'apprentice' appears twice",
    ),
    "a role needs a skill twice": Broken(
        SKILLS,
        "  - skill: patience",
        "  - skill: ▸glass-gathering",
        "repeated_skill",
        "'glass-gathering' appears twice",
    ),
    "a specialization names a level twice": Broken(
        SCIENTIFIC,
        "axis: sector\n",
        "axis: sector\nlevels: [master, ▸master]\n",
        "repeated_level",
        "'master' appears twice",
    ),
    "a step of proficiency is told twice": Broken(
        "skills.yml",
        "- proficiency: able",
        "- proficiency: ▸beginner",
        "repeated_proficiency",
        "'beginner' appears twice",
    ),
    "what somebody can do rests on a source that is not given": Broken(
        "skills.yml",
        "      basis: public\n      source: glass-survey\n",
        "      basis: ▸public\n",
        "basis_without_source",
        "basis: editorial",
    ),
    "a relation rests on a source that is not given": Broken(
        LAMPLIGHTER,
        "    basis: public\n    sources: [glass-survey]\n",
        "    basis: ▸public\n",
        "basis_without_source",
        "basis: editorial",
    ),
    "a relation leads to two jobs": Broken(
        LAMPLIGHTER,
        "  - kind: leads_to\n    role: glassblower\n",
        "  - ▸kind: leads_to\n    role: glassblower\n    post: guild-head\n",
        "relation_without_end",
        "not both",
    ),
    "a relation leads nowhere": Broken(
        LAMPLIGHTER,
        "  - kind: leads_to\n    role: glassblower\n",
        "  - ▸kind: leads_to\n",
        "relation_without_end",
        "Write either role",
    ),
    "a relation leads to its own role": Broken(
        LAMPLIGHTER,
        "  - kind: leads_to\n    role: glassblower\n",
        "  - ▸kind: leads_to\n    role: lamplighter\n",
        "relation_to_itself",
        "Name another job",
    ),
    "a mutual relation is told from both ends": Broken(
        LAMPLIGHTER,
        "relations:\n",
        "relations:\n"
        "  - kind: next_to\n    role: glassblower\n    basis: editorial\n    text: {it: Vicini., en: Close.}\n"
        "  - ▸kind: next_to\n    role: glassblower\n    basis: editorial\n    text: {it: Vicini., en: Close.}\n",
        "repeated_relation",
        "one of the two roles",
    ),
    "career steps go round in a circle": Broken(
        "posts.yml",
        "  family: fire\n",
        "  family: fire\n"
        "  relations:\n  - ▸kind: leads_to\n    role: glassblower\n    basis: editorial\n"
        "    text: {it: Torna., en: Back.}\n",
        "steps_in_a_circle",
        "make it a next_to relation",
    ),
    "a slug is longer than names of files may be": Broken(
        "skills.yml", "    en: patience\n", f"    ▸en: {'p' * 81}\n", "bad_id", "at most 80"
    ),
    "a skill does not exist": Broken(
        SKILLS, "skill: patience", "skill: ▸patiense", "unknown_reference", "Did you mean 'patience'?"
    ),
    "a level does not exist": Broken(
        SALARY, "  - level: master\n", "  - level: ▸junior\n", "unknown_reference", "Possible here: apprentice, master"
    ),
    "a source does not exist": Broken(
        "skills.yml", "source: glass-survey", "source: ▸glas-survey", "unknown_reference", "'glass-survey'"
    ),
    "a certification does not exist": Broken(
        PATH, "certification: kiln-safety", "certification: ▸kiln", "unknown_reference", "no certification 'kiln'"
    ),
    "a tool does not exist": Broken(
        "tools.yml", "alternatives: [kiln-monitor]", "alternatives: [▸kiln]", "unknown_reference", "no tool 'kiln'"
    ),
    "a family of tools does not exist": Broken(
        "tools.yml", "family: workshop", "family: ▸shop", "unknown_reference", "no tool family 'shop'"
    ),
    "an area does not exist": Broken(SALARY, "area: lagoon", "area: ▸lagon", "unknown_reference", "'lagoon'"),
    "a role does not exist": Broken(SALARY, "role: lamplighter", "role: ▸lampman", "unknown_reference", "no role"),
    "a related page does not exist": Broken(
        "skills.yml", "tool/kiln-monitor]", "▸tool/kiln-monitr]", "unknown_reference", "no page 'tool/kiln-monitr'"
    ),
    "a specialization does not exist": Broken(
        SCIENTIFIC, "  specialization: apprentice", "  specialization: ▸aprentice", "unknown_reference", "'apprentice'?"
    ),
    # --- figures
    "a range is reversed": Broken(
        SALARY, "{min: 20000, max: 26000}", "▸{min: 26000, max: 20000}", "reversed_range", "Swap the two numbers"
    ),
    "a range has no number": Broken(SALARY, "{min: 20000, max: 26000}", "▸{}", "empty_range", "'min' alone"),
    "a range without a top goes on beyond it": Broken(
        SALARY, "{min: 20000, max: 26000}", "{min: 20000, or_more: ▸true}", "or_more_of_nothing", "Remove 'or_more'"
    ),
    "a difference has one end": Broken(
        SALARY,
        "difference:\n      value: {min: 5, max: 10}",
        "difference:\n      ▸value: {min: 5}",
        "open_difference",
        "both",
    ),
    "a currency is a word": Broken(SALARY, "currency: EUR", "currency: ▸euro", "unknown_currency", "EUR, GBP, CHF"),
    "an area differs in nothing and pays nothing": Broken(
        SALARY,
        "  - area: mainland\n    difference:\n      value: {min: 0, max: 0}\n      unit: percent\n"
        "      base: of_national_mean\n    level: master\n    range: {min: 40000, max: 55000}\n",
        "  - ▸area: mainland\n",
        "nothing_said_of_area",
        "Add 'difference' or 'range'",
    ),
    "a country is a word": Broken(ROLE, "market: IT", "market: ▸Italy", "unknown_country", "IT, GB, CH"),
    "an hour is paid like a year": Broken(
        SALARY,
        "basis: gross\n    range: {min: 20000",
        "period: hour\n    basis: gross\n    range: {min: ▸20000",
        "number_cannot_be",
        "20000 cannot be hourly pay",
    ),
    "a range is of two kinds": Broken(
        SALARY, "{min: 20000, max: 26000}", "▸{min: 20000, above: 26000}", "mixed_range", "'above' is used alone"
    ),
    "a number is a text": Broken(SALARY, "min: 20000", 'min: ▸"20,000"', "number_needed", "no separators"),
    "a number is Italian": Broken(SALARY, "min: 20000", "min: ▸20.000", "odd_number", "digits only"),
    "a number is too long to be one": Broken(SALARY, "min: 20000", f"min: ▸{'9' * 5000}", "odd_number", "digits only"),
    "a place in a list is half a number": Broken(
        SCIENTIFIC, "position: 2", "position: ▸2.5", "whole_number_needed", "'2.5' is not a whole number"
    ),
    "a percentage does not say of what": Broken(
        SALARY,
        "variable_share:\n  value: {min: 5, max: 12.5}\n  unit: percent\n  base: of_total_pay\n",
        "▸variable_share:\n  value: {min: 5, max: 12.5}\n  unit: percent\n",
        "percent_without_base",
        "of_total_pay",
    ),
    "years say of what": Broken(
        PATH,
        "    duration:\n      value: {min: 1, max: 1}\n      unit: years\n",
        "    duration:\n      ▸value: {min: 1, max: 1}\n      unit: years\n      base: of_total_pay\n",
        "base_without_percent",
        "Remove 'base:'",
    ),
    "a difference from the mean has no upper end": Broken(
        SALARY,
        "    difference:\n      value: {min: 5, max: 10}",
        "    difference:\n      ▸value: {above: 5}",
        "open_difference",
        "both ends",
    ),
    "a difference from the mean is a minimum": Broken(
        SALARY,
        "    difference:\n      value: {min: 5, max: 10}\n",
        "    difference:\n      ▸value: {min: 5, max: 10}\n      at_least: true\n",
        "open_difference",
        "at_least",
    ),
    "a number is a word": Broken(SALARY, "min: 20000", "min: ▸venti", "number_needed", "'venti' is not a number"),
    "a number is Italian, with decimals": Broken(
        SALARY, "max: 26000", "max: 26,▸5", "comma_in_number", "'5' is left on its own"
    ),
    "the numbers of a range lack their spaces": Broken(
        SALARY, "{min: 20000, max: 26000}", "{▸min:20000, max: 26000}", "missing_colon", "the space after it"
    ),
    # --- dates
    "a date is in quotation marks": Broken(
        ROLE, "reviewed: 2026-11-24", 'reviewed: ▸"2026-11-24"', "date_needed", "without quotation marks"
    ),
    "a date is Italian": Broken(ROLE, "reviewed: 2026-11-24", "reviewed: ▸24/11/2026", "date_needed", "year-month-day"),
    "a role is to be reviewed again before it was reviewed": Broken(
        ROLE, "review_by: 2027-05-24", "review_by: ▸2026-11-24", "review_before_reviewed", "one of the two dates"
    ),
    "a date is in words": Broken(
        ROLE, "reviewed: 2026-11-24", "reviewed: ▸24 novembre 2026", "date_needed", "2026-11-24"
    ),
    # --- what no single record can know
    "a role's address is another's": Broken(
        LAMPLIGHTER,
        "  it: lampionaio\n",
        "  ▸it: soffiatore-di-vetro\n",
        "slug_taken",
        f"data/{ROLE}:{line_of(ROLE, 'it: soffiatore-di-vetro')}",
    ),
    "a role's former address is another's today": Broken(
        ROLE,
        "it: [vetraio]",
        "it: [▸lampionaio]",
        "former_slug_taken",
        f"by data/{LAMPLIGHTER}:{line_of(LAMPLIGHTER, 'it: lampionaio')}",
    ),
    "a role's former address is another's": Broken(
        LAMPLIGHTER,
        "market: IT",
        "former_slugs:\n  it: []\n  en: [gaslighter, ▸glassblower]\nmarket: IT",
        "former_slug_taken",
        f"already taken by data/{ROLE}:{line_of(ROLE, 'en: glassblower')}",
    ),
    "a record's former id is that of another": Broken(
        LAMPLIGHTER,
        "market: IT",
        "former_ids: [▸glass-artist]\nmarket: IT",
        "former_id_taken",
        f"taken by data/{ROLE}:{line_of(ROLE, 'former_ids')}. An id that was published is never reused",
    ),
    "a record's former id is another's today": Broken(
        "skills.yml",
        "patience:\n",
        "patience:\n  former_ids: [▸colour-reading]\n",
        "former_id_taken",
        "the former id 'colour-reading' is already taken by data/skills.yml:",
    ),
    "a skill's address is another's": Broken(
        "skills.yml", "    it: pazienza\n", "    ▸it: lettura-del-colore\n", "slug_taken", "Choose another slug"
    ),
    "a specialization's address is another's": Broken(
        SCIENTIFIC, "  en: scientific\n", "  ▸en: apprentice\n", "slug_taken", "specializations/apprentice.yml"
    ),
    "a label has a placeholder in one language alone": Broken(
        "labels.yml",
        '  at_least: {it: "almeno {value}", en: "at least {value}"}',
        '  ▸at_least: {it: "almeno {value}", en: "at least"}',
        "placeholders_differ",
        "value; en: –",
    ),
    "a label has a brace without its partner": Broken(
        "labels.yml", 'at_least: {it: "almeno {value}"', 'at_least: {▸it: "almeno {value"', "bad_placeholder", "{word}"
    ),
    "a label has a placeholder without a name": Broken(
        "labels.yml", 'at_least: {it: "almeno {value}"', 'at_least: {▸it: "almeno {}"', "bad_placeholder", "{word}"
    ),
    "a label looks into what it is given": Broken(
        "labels.yml",
        'at_least: {it: "almeno {value}"',
        'at_least: {▸it: "almeno {value.it}"',
        "bad_placeholder",
        "{word}",
    ),
    # --- YAML; what the reader says of each in detail stands in test_yaml_source.py
    "a tab indents": Broken(WORK, "    ordered: true", "▸\tordered: true", "tab", "with spaces"),
    "a quotation mark is not closed": Broken(
        WORK, "it: La mattina", 'it: ▸"La mattina', "unclosed_quote", "the same mark at the end"
    ),
    "an apostrophe closes a quoted text": Broken(
        WORK, "it: La mattina", "it: 'L'▸alba'", "after_quote", "double the apostrophe"
    ),
    "typographic quotation marks do not enclose a text": Broken(
        WORK, "it: La mattina", "it: ▸“La mattina: presto”", "smart_quotes", 'straight quotation marks, "'
    ),
    "a backslash escapes nothing": Broken(WORK, "it: La mattina", 'it: "La▸\\qmattina"', "backslash", "Write two ("),
    "a colon stands in a text": Broken(WORK, "it: La mattina", "it: La mattina▸: presto", "colon_in_text", "quotation"),
    "a sign makes a comment of the rest of a text": Broken(
        WORK,
        "it: La mattina",
        "it: La mattina ▸#1 di sei",
        "hash_in_text",
        "from '#1 di sei' on, the text would be lost",
    ),
    "a colon is forgotten": Broken(WORK, "    ordered: true", "    ▸ordered true", "missing_colon", "'key: value'"),
    "a space after a hyphen is forgotten": Broken(WORK, "- id: first", "▸-id: first", "missing_space", "'- '"),
    "a line is indented with a no-break space": Broken(
        WORK, "    ordered: true", "▸\u00a0\u00a0  ordered: true", "bad_character", "U+00A0, a no-break space"
    ),
    "a text is not indented below its key": Broken(
        WORK,
        "      it: Al mattino si soffia.\n",
        "      it: >-\n      ▸Al mattino si soffia.\n",
        "text_not_indented",
        f"two spaces further than the key on line {line_of(WORK, 'it: Al mattino')}",
    ),
    "a text begins on the line of its sign": Broken(
        WORK, "it: La mattina", "it: ▸>- La mattina", "text_after_block_sign", "Start a new line and indent"
    ),
    "a line is indented too little": Broken(
        WORK, "    ordered", "   ▸ordered", "wrong_indentation", "the other lines of its group"
    ),
    "a bracket is not closed": Broken(
        SALARY, "{min: 20000, max: 26000}", "▸{min: 20000", "unclosed_bracket", "Close it"
    ),
    "a bracket is closed twice": Broken(
        SALARY, "{min: 20000, max: 26000}", "{min: 20000, max: 26000}▸}", "unopened_bracket", "Remove it"
    ),
    "two versions were left by a merge": Broken(
        WORK,
        TITLE,
        f"▸<<<<<<< HEAD\n{TITLE}=======\n{TITLE}>>>>>>> other\n",
        "conflict_marks",
        "Keep the right version",
    ),
    "a text goes on after a bracket": Broken(WORK, "it: La mattina", "it: [La] ▸mattina", "after_bracket", "quotation"),
    "a text begins with a sign": Broken(WORK, "it: La mattina", "it: ▸@mattina", "special_start", "quotation marks"),
    "a text is anchored": Broken(WORK, "it: La mattina", "it: ▸&mattina La mattina", "alias", "& or *"),
    "a text begins with an exclamation mark": Broken(WORK, "it: La mattina", "it: ▸!Mattina", "tag", "quotation marks"),
    "a key is a number": Broken(WORK, "    ordered", "    ▸1: 2\n    ordered", "key_not_text", "quotation marks"),
    "a second document begins": Broken(WORK, "intro:\n", "▸---\nintro:\n", "several_documents", "remove that line"),
    "there is no YAML for it": Broken(WORK, "# A narrative", "%NONSENSE▸\n# A narrative", "yaml", "unknown directive"),
}


def test_a_problem_is_told_where_it_stands_and_with_its_remedy_in_both_languages(
    folder: GuideFolder, subtests: pytest.Subtests
) -> None:
    for name, broken in BROKEN.items():
        with subtests.test(name):
            place = folder.replace(broken.file, broken.old, broken.new)
            (problem,) = folder.problems()
            assert (problem.file.as_posix(), problem.place, problem.code) == (f"data/{broken.file}", place, broken.code)
            assert broken.said in told(problem)
            for say in (problem.what, problem.remedy):
                italian, english = say("it"), say("en")
                assert italian != english
                for said in (italian, english):
                    assert said.isprintable()
                    assert said == said.strip() != ""
        folder.restore()


def test_amounts_without_a_currency_are_one_problem_at_the_first_of_them(folder: GuideFolder) -> None:
    folder.replace(SALARY, "currency: EUR\n", "")
    place = folder.replace(SALARY, "level: apprentice", "▸level: apprentice")
    (problem,) = folder.problems()
    assert (problem.code, problem.place) == ("pay_without_currency", place)
    assert "at the top of the file" in problem.remedy("en")


def test_an_area_of_another_country_is_told_where_a_role_names_it(folder: GuideFolder) -> None:
    folder.replace("areas.yml", "    en: Test lagoon\n", "    en: Test lagoon\n  market: GB\n")
    (problem,) = folder.problems()
    line = (folder.data / SALARY).read_text("utf-8").partition("area: lagoon")[0].count("\n") + 1
    assert (problem.code, problem.place.line) == ("area_elsewhere", line)
    assert "in another country (GB)" in told(problem)


def test_there_are_many_kinds_of_broken_input_and_no_two_are_the_same() -> None:
    assert len(BROKEN) >= 60
    assert len({(broken.file, broken.old, broken.new) for broken in BROKEN.values()}) == len(BROKEN)


def test_what_no_message_speaks_of_is_told_in_the_words_of_the_library() -> None:
    document = parse("key: 0\n", Document(Path("data/some.yml")))
    _, (problem,) = checked.check(document, dict[str, Annotated[int, Field(gt=0)]], {})
    assert (problem.code, problem.place) == ("invalid", (1, 6))
    assert told(problem) == (
        "the value is not valid: Input should be greater than 0. Compare it with a similar entry that works."
    )
    assert problem.what("it") == "il valore non è valido: Input should be greater than 0"


def test_every_code_that_a_model_raises_has_its_message() -> None:
    sources = [file.read_text("utf-8") for file in (PROJECT / "career_guide" / "model").glob("*.py")]
    raised = {code for text in sources for code in re.findall(r'PydanticCustomError\(\s*"(\w+)"', text)}
    assert raised
    assert raised <= set(group_of("problems"))


def test_the_guide_that_is_broken_here_is_sound_before(folder: GuideFolder) -> None:
    assert folder.problems() == []


# --- what was deleted


def test_what_was_deleted_is_told_once_with_all_that_refers_to_it(own_folder: GuideFolder) -> None:
    own_folder.replace("skills.yml", "patience:\n", "calm:\n")
    (problem,) = own_folder.problems()
    assert (problem.code, problem.details["key"]) == ("unknown_reference", "skill/patience")
    for place in ("roles/glassblower/skills.yml:", "roles/glassblower/work.yml:"):
        assert place in f"{problem.file.as_posix()}:{told(problem)}"
    # Its slug is as before: it was not deleted, but renamed.
    assert "Its id is 'calm': use that." in told(problem)


def test_a_chapter_that_was_deleted_is_told_once(own_folder: GuideFolder) -> None:
    own_folder.replace(WORK, "related: [skill/patience]", "related: [skill/patience, role/glassblower/chapter/goals]")
    own_folder.replace(ROLE, CALM, "  it: Con [calma](go:role/glassblower/chapter/goals).\n")
    (own_folder.data / "roles/glassblower/goals.yml").unlink()
    (problem,) = [problem for problem in own_folder.problems() if "goals" in told(problem)]
    assert "'career-guide new role glassblower --chapter goals'" in told(problem)
    assert "The same goes for data/roles/glassblower/" in told(problem)


# --- figures without a source


def test_a_figure_without_a_source_is_refused_wherever_it_stands(folder: GuideFolder) -> None:
    folder.replace(SALARY, "source: workshop-notes\n", "")
    content = (folder.data / SALARY).read_text("utf-8").splitlines()
    problems = folder.problems()
    assert {problem.code for problem in problems} == {"figure_without_source"}
    assert "data/sources.yml" in told(problems[0])
    # The master's band names a source of its own, for itself and for its variable part.
    assert [content[problem.place.line - 1].strip() for problem in problems] == [
        "variable_share:",
        "- level: apprentice",
        "- area: lagoon",
        "difference:",
        "- area: mainland",
        "difference:",
        "figure:",
        "top:",
    ]


def test_a_figure_in_an_entry_or_a_specialization_needs_a_source_too(folder: GuideFolder) -> None:
    folder.replace(WORK, "source: workshop-notes\n", "")
    folder.replace(SCIENTIFIC, "source: workshop-notes\n", "")
    folder.replace(
        SCIENTIFIC,
        "      en: Blowing test tubes.\n",
        "      en: Blowing test tubes.\n    figure: {value: {min: 1, max: 2}, unit: years}\n",
    )
    assert [(problem.file.name, problem.code) for problem in folder.problems()] == [
        ("scientific.yml", "figure_without_source"),
        ("work.yml", "figure_without_source"),
    ]


# --- files


WRITTEN: Final[dict[str, tuple[str, str | bytes, str, str]]] = {
    "a name that no file has": ("roles/glassblower/salaries.yml", "a: 1\n", "unexpected_file", "mean 'salary.yml'?"),
    "a file among the roles": ("roles/glazier.yml", "a: 1\n", "role_not_folder", "Make a folder of that name"),
    "capitals": ("roles/Glazier/role.yml", "a: 1\n", "bad_name", "lower-case letters a-z"),
    "a space": ("roles/glass blower/role.yml", "a: 1\n", "bad_name", "lower-case letters a-z"),
    "a low line": ("roles/glassblower/specializations/Neon_art.yml", "a: 1\n", "bad_name", "lower-case letters a-z"),
    "nothing": (WORK, "", "empty_file", "delete the file"),
    "empty lines": (WORK, "\n\n", "empty_file", "delete the file"),
    "a comment": (WORK, "# Nothing yet.\n", "empty_file", "delete the file"),
    "a comment after a line of hyphens": (WORK, "--- # Nothing yet.", "empty_file", "delete the file"),
    "null": (WORK, "~\n", "empty_file", "delete the file"),
    "a file that is no data file": (WORK, b"#" * 2_000_001, "file_too_large", "divide what it holds"),
    "another encoding": (WORK, "# La libertà\n".encode("cp1252"), "not_utf8", "UTF-8"),
    "lists in lists without end": (WORK, "sections: " + "[" * 500, "too_deep", ""),
    "braces in braces without end": (WORK, "{a: " * 500, "too_deep", ""),
    "more values than a file ever has": (WORK, "sections: [" + "x," * 100_000 + "]", "too_many_values", "divide"),
}
"""File, content, and the problem that comes of it: its code, and words of it."""


def test_a_file_is_refused_for_its_name_or_for_all_that_it_holds(
    folder: GuideFolder, subtests: pytest.Subtests
) -> None:
    for name, (file, content, code, said) in WRITTEN.items():
        with subtests.test(name):
            folder.write(file, content)
            (problem,) = folder.problems()
            assert problem.code == code
            assert Path("data", file).is_relative_to(problem.file)
            assert said in told(problem)
        folder.restore()


def test_a_file_larger_than_any_memory_is_refused_unread(own_folder: GuideFolder) -> None:
    os.truncate(own_folder.data / WORK, 10**12)
    (problem,) = own_folder.problems()
    assert problem.code == "file_too_large"


def test_a_file_that_ends_with_yaml_is_refused_with_its_right_name(own_folder: GuideFolder) -> None:
    (own_folder.data / WORK).rename(own_folder.data / "roles/glassblower/work.yaml")
    problem = next(problem for problem in own_folder.problems() if problem.code == "yaml_suffix")
    assert problem.file.name == "work.yaml"
    assert "Rename it to 'work.yml'" in told(problem)


def test_a_folder_that_no_chapter_knows_is_refused(own_folder: GuideFolder) -> None:
    (own_folder.data / "roles/glassblower/drafts").mkdir()
    (own_folder.data / "pictures").mkdir()
    assert [(problem.file.as_posix(), problem.code) for problem in own_folder.problems()] == [
        ("data/pictures", "unexpected_file"),
        ("data/roles/glassblower/drafts", "unexpected_file"),
    ]


CATALOGUES: Final = ("labels", "levels", "areas", "sources", "skills", "certifications", "tools", "glossary")
NEEDED: Final[dict[str, tuple[str, str, str]]] = {
    **{f"{name}.yml": (f"data/{name}.yml", "missing_catalogue", "every guide has one") for name in CATALOGUES},
    ROLE: (f"data/{ROLE}", "missing_role_file", "every role has one"),
    CHECK: ("data/roles/glassblower/specializations", "file_for_nothing", "Create specializations.yml"),
}
"""Files that others need, each with the problem that there is without it: its file, its code, and words of it."""


def test_a_file_that_others_need_is_missed(own_folder: GuideFolder, subtests: pytest.Subtests) -> None:
    for name, (file, code, said) in NEEDED.items():
        with subtests.test(name):
            path = own_folder.data / name
            content = path.read_bytes()
            path.unlink()
            problem = next(problem for problem in own_folder.problems() if problem.code == code)
            assert problem.file.as_posix() == file
            assert said in told(problem)
            path.write_bytes(content)


def test_an_empty_folder_is_a_role_without_its_first_file(own_folder: GuideFolder) -> None:
    (own_folder.data / "roles/glazier").mkdir()
    (problem,) = own_folder.problems()
    assert (problem.file.as_posix(), problem.code) == ("data/roles/glazier/role.yml", "missing_role_file")


@pytest.mark.parametrize("name", [ROLE, "skills.yml", "roles/lamplighter", "roles/glassblower/specializations"])
def test_a_link_is_not_followed(own_folder: GuideFolder, tmp_path: Path, name: str) -> None:
    path = own_folder.data / name
    moved = path.rename(tmp_path / path.name)
    path.symlink_to(moved)
    linked = [problem for problem in own_folder.problems() if problem.code == "link_outside"]
    assert [problem.file.as_posix() for problem in linked] == [f"data/{name}"]
    assert "Put the file or folder itself here" in told(linked[0])


@pytest.mark.parametrize(
    "name",
    [".DS_Store", ".role.yml.swp", "role.yml~", "#role.yml#", ".#role.yml", ".git/config", "roles/.gitkeep"],
)
def test_what_editors_and_systems_leave_behind_is_passed_over(folder: GuideFolder, name: str) -> None:
    folder.write(name, b"\xff\x00")
    folder.write(f"roles/glassblower/{name.removeprefix('roles/')}", b"\xff\x00")
    assert folder.problems() == []


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8"], ids=["with byte order mark", "without"])
def test_files_from_windows_are_read_like_any_others(own_folder: GuideFolder, encoding: str) -> None:
    before = own_folder.load()
    for file in own_folder.data.rglob("*.yml"):
        file.write_bytes(file.read_text("utf-8").replace("\n", "\r\n").encode(encoding))
    assert own_folder.load() == before


def test_places_are_right_in_files_from_windows(folder: GuideFolder) -> None:
    content = (folder.data / WORK).read_text("utf-8").replace("ordered: true", "orderd: true").replace("\n", "\r\n")
    folder.write(WORK, content.encode("utf-8-sig"))
    (problem,) = folder.problems()
    assert problem.place == (line_of(WORK, "ordered: true"), 5)


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        loading.GuideLoader(tmp_path / "nothing-here").load()
    (problem,) = caught.value.problems
    assert problem.code == "no_data_folder"
    assert "nothing-here" in told(problem)


def test_a_folder_that_may_not_be_read_is_told(folder: GuideFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    listing = os.scandir

    def refused(path: Path) -> object:
        if path.name == "glassblower":
            raise PermissionError(13, "Permission denied", str(path))
        return listing(path)

    monkeypatch.setattr(os, "scandir", refused)
    (problem,) = folder.problems()
    assert (problem.file.as_posix(), problem.code) == ("data/roles/glassblower", "unreadable")
    assert "Permission denied" in told(problem)


# --- many problems at once


def test_all_problems_are_told_at_once_in_the_order_of_files_and_lines(folder: GuideFolder) -> None:
    folder.replace(WORK, "it: La mattina", "it: no")
    folder.replace(WORK, "      - id: first-gather", "      - id: First")
    folder.replace(ROLE, "review_by: 2027-05-24", "review_by: 2020-01-01")
    folder.replace(SALARY, "source: workshop-notes\n", "")
    folder.replace(SALARY, "    source: glass-survey\n", "")
    folder.replace(LAMPLIGHTER, "  it: lampionaio\n", "  it: soffiatore-di-vetro\n")
    folder.replace(LAMPLIGHTER, "  en: lamplighter\n", "  en: glassblower\n")
    folder.replace("skills.yml", "source: glass-survey", "source: survey")
    folder.replace("labels.yml", 'en: "over {value}"', 'en: "over"')
    folder.write("notes.txt", "x")
    problems = folder.problems()
    assert problems[0].code == "unexpected_file", "what is wrong with a file as such comes first"
    assert problems[1:] == sorted(problems[1:], key=lambda problem: (problem.file.as_posix(), problem.place))
    assert {problem.code for problem in problems} >= {
        "odd_bool",
        "review_before_reviewed",
        "figure_without_source",
        "unknown_reference",
        "placeholders_differ",
        "unexpected_file",
    }


def test_slugs_and_figures_are_checked_even_where_other_files_are_wrong(folder: GuideFolder) -> None:
    folder.replace(SKILLS, "skill: patience", "skill: patiense")
    folder.replace(LAMPLIGHTER, "  en: lamplighter\n", "  en: glassblower\n")
    folder.replace(WORK, "source: workshop-notes\n", "")
    folder.replace("labels.yml", 'en: "over {value}"', 'en: "over"')
    assert [problem.code for problem in folder.problems()] == [
        "placeholders_differ",
        "unknown_reference",
        "figure_without_source",
        "slug_taken",
    ]


def test_a_catalogue_that_cannot_be_read_is_told_once_and_not_at_each_reference(
    folder: GuideFolder, subtests: pytest.Subtests
) -> None:
    for name in ("skills", "sources", "tools", "glossary", "levels"):
        for content in ("skills: [", "- a list\n", "\tx", "", "just text\n"):
            with subtests.test(name, content=content):
                folder.write(f"{name}.yml", content)
                assert [problem.file.as_posix() for problem in folder.problems()] == [f"data/{name}.yml"]
            folder.restore()


def test_the_error_itself_lists_every_problem_with_its_place(folder: GuideFolder) -> None:
    folder.replace(WORK, "ordered: true", "orderd: true")
    folder.replace(SALARY, "{min: 20000, max: 26000}", "{min: 26000, max: 20000}")
    with pytest.raises(DataError) as caught:
        folder.load()
    line = line_of(SALARY, "{min: 20000, max: 26000}")
    assert str(caught.value).splitlines() == [
        f"data/{SALARY}:{line}:12: the range is reversed: min 26000 is greater than max 20000",
        f"data/{WORK}:{line_of(WORK, 'ordered: true')}:5: 'orderd' is not a known field here",
    ]


def test_a_problem_holds_the_line_that_it_is_on(folder: GuideFolder) -> None:
    folder.replace(WORK, "ordered: true", "orderd: true")
    folder.write("roles/glassblower/extra.yml", "a: 1\n")
    folder.write("levels.yml", "")
    assert [(problem.file.name, problem.line) for problem in folder.problems()] == [
        ("levels.yml", ""),
        ("extra.yml", ""),
        ("work.yml", "    orderd: true"),
    ]


# --- whatever happens


ODD: Final[dict[str, bytes]] = {
    "nothing": b"",
    "zeros": b"\0" * 1000,
    "noise": bytes(range(256)) * 20,
    "a picture": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "utf-16": "source: x\n".encode("utf-16"),
    "a number": b"42",
    "a date": b"2026-11-24",
    "true": b"true",
    "a list of lists": b"- - - - x",
    "an odd key": b"? {a: 1}\n: b\n",
    "a null key": b": b\n",
    "a list as key": b"? [a, b]\n: c\n",
    "an alias as key": b"a: &x b\n*x : c\n",
    "an alias to itself": b"a: &a [*a]\n",
    "a key of many letters": b"x" * 100_000 + b": 1\n",
    "many keys": b"".join(b"k%d: 1\n" % n for n in range(2000)),
    "braces in messages": b"source: '{value} {0} {'\n'{x}': '{y}'\n",
    "half a surrogate": b'source: "\\ud800"\n',
    "an unfinished escape": b'source: "\\u12',
    "an unfinished line": b"source: [",
    "a mere tag": b"!!python/object/apply:os.system ['true']",
    "a mere anchor": b"&a",
    "a mere alias": b"*a",
    "an empty document": b"---\n...\n---\n",
    "a character that is none": b'source: "\\uFFFE"\n',
    "characters that are none": b'source: "' + b"\\0" * 300_000 + b'"\n',
    "control characters on one line": b"\x01" * 500_000,
    "signs that turn the text": "\u202e".encode() * 300_000,
    "brackets as keys": b"? " * 300_000,
    "braces that open": b"{" * 300_000,
    "the same key": b"source: x\n" * 30_000,
    "references to nothing": b"sections:\n" + b"- skill: x\n" * 1_000,
    "numbers without end": b"as_of: " + b"9" * 10_000 + b"\nsource: " + b"1:" * 5000 + b"1\n",
    "dates that are none": b"as_of: 9999-99-99\nsource: 0000-00-00\n",
}


def test_nothing_but_a_data_error_ever_leaves_loading(folder: GuideFolder, subtests: pytest.Subtests) -> None:
    files = ["tools.yml", WORK, "roles/glassblower/changes.yml"]
    for name, content in ODD.items():
        with subtests.test(name):
            for file in files:
                folder.write(file, content)
            start = time.process_time()
            problems = folder.problems()
            assert time.process_time() - start < 2
            assert {problem.file.as_posix() for problem in problems} >= {f"data/{file}" for file in files}
            for problem in problems:
                for locale in LOCALES:
                    said = told(problem, locale)
                    assert said.isprintable()
                    assert len(said) < 1000
        folder.restore()


def test_of_very_many_problems_the_first_are_told(folder: GuideFolder) -> None:
    folder.write(WORK, "".join(f"k{number}: 1\n" for number in range(20_000)))
    problems = folder.problems()
    assert len(problems) == MOST
    assert {problem.place.line for problem in problems} <= set(range(1, MOST + 1))


def test_texts_have_a_length_that_readers_and_programs_cope_with(
    folder: GuideFolder, subtests: pytest.Subtests
) -> None:
    for old, most in (("    en: Patience\n", 1_000), ("    en: Glass is never", 10_000)):
        for length in (most, most + 1):
            with subtests.test(old, length=length):
                new = old.partition("en:")[0] + f"en: {'x' * length}\n"
                content = (folder.data / "skills.yml").read_text("utf-8")
                start = content.index(old)
                folder.write("skills.yml", content[:start] + new + content[content.index("\n", start) + 1 :])
                found = [(problem.code, told(problem)) for problem in folder.problems()]
                if length == most:
                    assert found == []
                else:
                    ((code, said),) = found
                    assert code == "string_too_long"
                    assert f"it has {length} characters and the maximum is {most}" in said
            folder.restore()


def test_career_steps_may_be_many(folder: GuideFolder) -> None:
    posts = (folder.data / "posts.yml").read_text("utf-8")
    jobs = range(1_500)
    step = (
        "job-{0}:\n  title: {{it: L{0}, en: J{0}}}\n  family: fire\n  text: {{it: Prova., en: Test.}}\n  relations:\n"
        "  - {{kind: leads_to, post: job-{1}, basis: editorial, text: {{it: Poi., en: Then.}}}}\n"
    )
    way = posts + "".join(step.format(job, job + 1) for job in jobs)
    folder.write("posts.yml", way + step.format(len(jobs), 0).partition("  relations:")[0])
    heights = careers.heights(folder.load())
    assert heights[f"post/job-{len(jobs)}"] - heights["post/job-0"] == len(jobs)
    folder.write("posts.yml", way + step.format(len(jobs), 0))
    (problem,) = folder.problems()
    assert problem.code == "steps_in_a_circle"
    assert len(told(problem)) < 1_000


def test_a_name_that_is_no_text_is_told(own_folder: GuideFolder) -> None:
    path = os.fsencode(own_folder.data) + b"/caf\xe9.yml"
    try:
        os.close(os.open(path, os.O_CREAT))
    except OSError:
        pytest.skip("this system's file names are always text")
    (problem,) = own_folder.problems()
    assert problem.code == "unexpected_file"
    assert str(problem).encode()


def test_a_file_that_is_no_file_is_refused_without_waiting_for_it(own_folder: GuideFolder) -> None:
    os.mkfifo(own_folder.data / "roles/glassblower/extra.yml")
    (own_folder.data / WORK).unlink()
    os.mkfifo(own_folder.data / WORK)
    assert {problem.file.name for problem in own_folder.problems() if problem.code == "unexpected_file"} == {
        "extra.yml",
        "work.yml",
    }


def test_a_folder_that_has_the_name_of_a_file_is_refused(own_folder: GuideFolder) -> None:
    (own_folder.data / WORK).unlink()
    (own_folder.data / WORK).mkdir()
    assert "unexpected_file" in {problem.code for problem in own_folder.problems()}


def test_records_cannot_be_changed_once_they_are_loaded(folder: GuideFolder) -> None:
    guide = folder.load()
    assert issubclass(type(guide), Record)
    with pytest.raises(ValueError, match="frozen"):
        guide.roles["glassblower"].profile.market = "IT"
