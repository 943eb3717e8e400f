"""How is a whole rule laid out: as plain text, or as Markdown?"""

from __future__ import annotations

from recommender.explanation.whole import Clause, Whole
from recommender.explanation.whole_words import phrase
from recommender.explanation.words import Language

_KINDS = {"qualification": "qualification", "rule": "rule", "item": "kind_item"}


def plain(whole: Whole, language: Language) -> str:
    """Numbered lines, set in by depth, with a line to sign at the end."""
    lines = [
        f"{phrase(_KINDS[whole.kind], language)} {whole.title[language]}",
        f"{whole.id}  {phrase('version', language)} {whole.hash}",
        "",
    ]
    for clause in whole.clauses:
        space = "   " * clause.depth
        lines.append(f"{space}{clause.number}  {clause.text[language]}")
        lines += [f"{space}      - {line}" for line in _below(clause, language)]
    return "\n".join([*lines, "", *_end(whole, language)])


def markdown(whole: Whole, language: Language) -> str:
    """The same as Markdown: headings for the parts, nested points below them."""
    lines = [
        f"# {phrase(_KINDS[whole.kind], language)} {whole.title[language]}",
        "",
        f"`{whole.id}` {phrase('version', language)} `{whole.hash}`",
    ]
    for clause in whole.clauses:
        text = f"{clause.number} {clause.text[language]}"
        if clause.depth == 0:
            lines += ["", f"## {text}", ""]
        else:
            lines.append(f"{'  ' * (clause.depth - 1)}- {text}")
        lines += [f"{'  ' * clause.depth}- {line}" for line in _below(clause, language)]
    return "\n".join([*lines, "", *_end(whole, language)])


def _below(clause: Clause, language: Language) -> tuple[str, ...]:
    """The items below a clause that its own words do not show with id and title."""
    return tuple(line for line in clause.lines[language] if line not in clause.text[language])


def _end(whole: Whole, language: Language) -> tuple[str, str]:
    return phrase("signs", language, hash=whole.hash[:12]), phrase("sign", language)
