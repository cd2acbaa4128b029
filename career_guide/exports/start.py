"""What the page “Where do you start?” compares, in one JSON file for each language, which its script reads.

Skills, jobs and moves come from `career_guide.model.careers`, as the pages of the moves do. Steps are places on the
scale of proficiency, from 1, each with whether it is only our judgement; null stands for a step that is not known.
"""

import json
from collections.abc import Callable
from functools import partial
from typing import Any, get_args

from career_guide.model import careers
from career_guide.model.locales import LOCALES, Locale
from career_guide.model.progression import Importance, Requirement
from career_guide.pages.renderer import Renderer
from career_guide.site.page import Page


def files(renderer: Renderer) -> dict[str, Callable[[], str]]:
    """One file for each language, beside its page."""
    pages = {locale: renderer.plan.page("page/start", locale) for locale in LOCALES}
    return {f"{page.path}jobs.json": partial(_jobs, renderer, page, locale) for locale, page in pages.items()}


def _jobs(renderer: Renderer, page: Page, locale: Locale) -> str:
    guide, moves, jobs = renderer.plan.guide, renderer.plan.maker.moves, careers.jobs(renderer.plan.guide)
    used = {use.skill: guide.skills[use.skill] for role in guide.roles.values() for use in role.skill_uses}

    def address(key: str) -> str:
        return renderer.address_of(key, page)

    def needed(job: careers.Job, importance: Importance) -> dict[str, tuple[int, bool] | None]:
        uses = [use for use in job.role.skill_uses if use.importance == importance]
        return {use.skill: _step(scale, use.at(job.level)) for use in uses}

    scale = list(guide.proficiency)
    made: dict[str, Any] = {
        "steps": [step.name[locale] for step in guide.proficiency.values()],
        "skills": {
            key: {
                "name": skill.name[locale],
                "url": address(f"skill/{key}"),
                "former": skill.former_ids,
                "can": {scale.index(line.proficiency) + 1: line.text[locale] for line in skill.can_do},
            }
            for key, skill in used.items()
        },
        "roles": {
            role.id: {
                "title": role.profile.title[locale],
                "url": address(f"role/{role.id}"),
                "path": address(f"role/{role.id}/chapter/path") if role.path else None,
                "plan": address(f"role/{role.id}/chapter/goals") if role.goals else None,
            }
            for role in guide.roles.values()
        },
        "jobs": {
            job.name: {"role": job.role.id} | {kind: needed(job, kind) for kind in get_args(Importance)} for job in jobs
        },
        "moves": {f"{start}/{end}": address(f"role/{end}/from/{start}") for start, end in moves},
        "ways": {f"{start}/{end}": way for (start, end), way in careers.ways(guide).items() if len(way) > 1},
    }
    return json.dumps(made, ensure_ascii=False, separators=(",", ":"))


def _step(scale: list[str], required: Requirement | None) -> tuple[int, bool] | None:
    return (scale.index(required.proficiency) + 1, not required.rests_on_source) if required else None
