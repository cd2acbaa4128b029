"""Figures hold together in HTML, and nothing else in it changes."""

import re

from career_guide.pages.typography import unbroken

HELD = {
    "<p>lordi: 30.000–40.000 € annui</p>": ["30.000–40.000 €"],
    "<p>from €30,000–40,000.</p>": ["€30,000–40,000"],
    "<p>75.000–90.000\u00a0€ e oltre</p>": ["75.000–90.000\u00a0€"],
    "<p>dopo 3–5 anni, 20–40% in più</p>": ["3–5 anni", "20–40%"],
    "<p>da +10%–+15% a 40 %</p>": ["+10%–+15%", "40 %"],
    "<p>il 24 novembre 2026 e il 1º maggio 2027</p>": ["24 novembre", "1º maggio"],
    "<p>O*NET-SOC 11-2022.00, del 2026-11</p>": ["11-2022.00", "2026-11"],
    "<p>2024–2026</p>": ["2024–2026"],
    # Nothing to hold: no break can occur, or it is no figure.
    "<p>10% di 40.000\u00a0€, B2B – e poi, C-level, 12 mesi</p>": [],
    # Words of attributes, of pictures and options, and what editors type.
    '<a title="30–40 %" href="#x">x</a>': [],
    "<text x='1'>30–40</text><desc>1–3 anni</desc><option>1–3</option><code>min 1–3</code>": [],
    "<text>1–2</text> 3–4 <text>5–6</text>": ["3–4"],
}


def test_ranges_amounts_and_days_are_held_together() -> None:
    held = {html: re.findall(r'<span class="cg-unbroken">(.*?)</span>', unbroken(html)) for html in HELD}
    assert held == HELD


def test_nothing_else_changes() -> None:
    for html in HELD:
        assert re.sub(r"</?span[^>]*>", "", unbroken(html)) == html
