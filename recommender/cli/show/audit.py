"""How is an audit shown: progress, the requirement tree, limits, and what does not count?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import RenderableType
from rich.text import Text
from rich.tree import Tree

from recommender.cli.language import Language
from recommender.cli.show.head import goal_panel
from recommender.cli.show.lists import application_parts, assumption_parts, cause_parts, lost_parts
from recommender.cli.show.words import STYLES, Json, bullet, credits, heading, title
from recommender.cli.texts import say
from recommender.explanation import label

MARKS = {"met": "✓", "met_if_granted": "◇", "met_by_plan": "○", "partly": "◐", "open": "○", "not_asked": "-"}
STATUS_STYLES = {
    "met": "green",
    "met_if_granted": "cyan",
    "met_by_plan": "yellow",
    "partly": "yellow",
    "open": "red",
    "not_asked": "dim",
}


def audit_parts(audit: Json, language: Language) -> Iterable[RenderableType]:
    """The whole audit."""
    remaining = say("remaining", language, credits=credits(audit["remaining"], language))
    for place, goal in enumerate(audit["goals"]):
        lines = [Text(), Text(remaining, style="bold")] if place == 0 else ()
        yield goal_panel(audit, goal, language, lines)
    yield from cause_parts(audit["status"], audit["causes"], language)
    yield from requirement_parts(audit["requirements"], language)
    yield from limit_parts(audit["limits"], language)
    yield from application_parts(audit["applications"], language)
    yield from lost_parts(audit["not_counted"], language)
    yield from assumption_parts(audit["assumptions"], language)


def requirement_parts(roots: Sequence[Json], language: Language) -> Iterable[RenderableType]:
    """Requirement trees, each node with its status and what serves it."""
    if not roots:
        return
    yield heading(say("requirements", language))
    for root in roots:
        tree = Tree(_node(root, language), guide_style="dim")
        _grow(tree, root, language)
        yield tree


def _grow(tree: Tree, node: Json, language: Language) -> None:
    for claim in node["items"]:
        name = f"{title(claim['title'], language)} {claim['credits']}"
        text = Text(
            f"{name} {label('standing', claim['standing'], language)}", style=STYLES[claim["standing"]]
        )
        kinds = " + ".join(label("kind", kind, language) for kind in claim["kinds"])
        text.append(f" · {kinds}", style="dim")
        if claim["rule"]:
            text.append(f" ({claim['rule']})", style="dim")
        tree.add(text)
    for child in node["children"]:
        _grow(tree.add(_node(child, language)), child, language)


def _node(node: Json, language: Language) -> Text:
    status = node["status"]
    text = Text(f"{MARKS[status]} {title(node['title'], language)}", style="bold")
    text.append(f" {label('requirement_status', status, language)}", style=STATUS_STYLES[status])
    said = title(node["text"], language)
    if said and said != title(node["title"], language):
        text.append(f" - {said}", style="dim")
    return text


def limit_parts(rows: Sequence[Json], language: Language) -> Iterable[RenderableType]:
    """Limits with what they looked at; those that are not kept stand out."""
    if not rows:
        return
    yield heading(say("limits", language))
    for one in rows:
        key = "limit_ok" if one["satisfied"] else "limit_open"
        said = say(key, language, limit=title(one["text"], language), have=one["have"], bound=one["bound"])
        yield bullet(said, 2, "" if one["satisfied"] else "red")
