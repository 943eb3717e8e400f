"""How is the neighbourhood of an item shown as text, so that AND, OR and k-of-n cannot be mistaken?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TypeAlias

from rich.console import RenderableType
from rich.text import Text
from rich.tree import Tree

from recommender.cli.language import Language
from recommender.cli.show.words import Json
from recommender.cli.texts import say

SHOWN = 12
"""Neighbours of one sort; what is more is counted, and JSON has them all."""

Key: TypeAlias = tuple[str, str]


def neighbourhood_parts(found: Json, language: Language) -> Iterable[RenderableType]:
    """One tree: what leads to the item, and what it leads to."""
    yield _Drawing(found, language).tree()


class _Drawing:
    """One neighbourhood, by key and by direction."""

    def __init__(self, found: Json, language: Language) -> None:
        self.centre: Key = ("item", found["centre"])
        self.depth, self.language = int(found["depth"]), language
        self.nodes: dict[Key, Json] = {(node["kind"], node["id"]): node for node in found["nodes"]}
        self.into: dict[Key, list[tuple[Key, str, str]]] = defaultdict(list)
        """By target: source, role, grade."""
        self.out: dict[Key, list[tuple[Key, str]]] = defaultdict(list)
        """By source: target, role."""
        for edge in found["edges"]:
            source, target = ((edge[end]["kind"], edge[end]["id"]) for end in ("source", "target"))
            self.into[target].append((source, edge["role"], edge["grade"]))
            self.out[source].append((target, edge["role"]))
        self.drawn: set[Key] = set()

    def tree(self) -> Tree:
        """From the centre outwards."""
        root = Tree(self.name(self.centre, style="bold"), guide_style="dim")
        self.item(root, self.centre, self.depth)
        return root

    def item(self, tree: Tree, key: Key, depth: int) -> None:
        """What leads to an item, and what it leads to."""
        self.drawn.add(key)
        for wanted in ("before", "with"):
            for source, role, _ in self.into[key]:
                if role == wanted:
                    self.clause(self.heading(tree, f"graph_{wanted}"), source, depth)
        self.neighbours(
            tree, "graph_given_by", [s for s, role, _ in self.into[key] if role == "gives"], depth
        )
        self.neighbours(
            tree, "graph_opened_by", [s for s, role, _ in self.into[key] if role == "opens"], depth
        )
        tops = dict.fromkeys(self.top(target) for target, role in self.out[key] if role == "named")
        self.neighbours(tree, "graph_needed_by", [top for top in tops if top not in self.drawn], depth)
        rules = [self.top(target) for target, role in self.out[key] if role == "source"]
        self.neighbours(tree, "graph_source_of", rules, depth)
        self.places(tree, [t for t, role in self.out[key] if role == "fits"])

    def neighbours(self, tree: Tree, heading: str, keys: list[Key], depth: int) -> None:
        """Rules or items of one sort."""
        if not keys:
            return
        branch = self.heading(tree, heading)
        for key in keys[:SHOWN]:
            if key[0] == "rule":
                self.rule(branch, key, depth)
            else:
                self.named(branch, key, "", depth)
        self.more(branch, len(keys))

    def places(self, tree: Tree, leaves: list[Key]) -> None:
        """Requirements that the item fits, by qualification version."""
        by_version: dict[str, list[str]] = defaultdict(list)
        for key in leaves:
            by_version[key[1].partition("#")[0]].append(self.title(key))
        if not by_version:
            return
        branch = self.heading(tree, "graph_fits")
        joint = "、" if self.language == "zh" else ", "
        for version, titles in list(by_version.items())[:SHOWN]:
            text = Text(f"{self.title(('qualification', version))} {version.rpartition('@')[2]}: ")
            branch.add(text.append(joint.join(titles), style="dim"))
        self.more(branch, len(by_version))

    def clause(self, tree: Tree, key: Key, depth: int) -> None:
        """A prerequisite with its gate, down to items; a gate over one thing alone says nothing."""
        node, edges = self.nodes[key], self.into[key]
        if node["gate"] == "unknown":
            tree.add(Text(self.say("graph_unknown", text=node["text"]), style="yellow"))
            return
        branch = tree if len(edges) == 1 else tree.add(self.gate(key))
        for source, _, grade in edges:
            if source[0] == "clause":
                self.clause(branch, source, depth)
            else:
                self.named(branch, source, grade, depth)

    def rule(self, tree: Tree, key: Key, depth: int) -> None:
        """A recognition rule: its sources under their gate, then what it gives."""
        branch = tree.add(self.name(key))
        sources = branch.add(self.gate(key))
        for source, _, grade in self.into[key]:
            if source[0] == "clause":
                self.clause(sources, source, depth)
            else:
                self.named(sources, source, grade, depth)
        given = branch.add(Text(self.say("graph_gives"), style="bold"))
        items = [target for target, _ in self.out[key] if target[0] == "item"]
        for target in items:
            self.named(given, target, "", depth)
        if not items:
            self.places(given, [target for target, _ in self.out[key]])
        elif exempt := [target for target, role in self.out[key] if role == "exempts"]:
            self.places(self.heading(given, "graph_exempts"), exempt)

    def named(self, tree: Tree, key: Key, grade: str, depth: int) -> None:
        """An item by name, with the mark asked for; grown further where there is depth left."""
        text = self.name(key, "bold" if key == self.centre else "")
        if grade:
            text.append(f" ({self.say('graph_grade', grade=grade)})", style="yellow")
        branch = tree.add(text)
        if key not in self.drawn and depth > 1:
            self.item(branch, key, depth - 1)

    def top(self, clause: Key) -> Key:
        """The item that asks for a clause, or the rule whose alternatives it holds."""
        while clause[0] == "clause":
            clause = self.out[clause][0][0]
        return clause

    def heading(self, tree: Tree, key: str) -> Tree:
        """A branch with what stands under it."""
        return tree.add(Text(self.say(key), style="cyan"))

    def more(self, tree: Tree, count: int) -> None:
        """How many are not shown."""
        if count > SHOWN:
            tree.add(Text(self.say("and_more", count=count - SHOWN), style="dim"))

    def gate(self, key: Key) -> Text:
        """How the things below join, in words."""
        node = self.nodes[key]
        alone = len(self.into[key]) == 1
        return Text(
            self.say("graph_one" if alone else f"graph_{node['gate']}", need=node["need"]), style="bold"
        )

    def name(self, key: Key, style: str = "") -> Text:
        """A node as it is called, and its id."""
        kind, id = key
        title = self.title(key)
        text = Text(f"{self.say('graph_rule')} " if kind == "rule" else "", style=style).append(title)
        return text if title == id else text.append(f" {id}", style="dim")

    def title(self, key: Key) -> str:
        """The title of a node; its id where it is not part of this neighbourhood."""
        node = self.nodes.get(key)
        return str(node["title"][self.language]) if node else key[1]

    def say(self, key: str, /, **values: object) -> str:
        """A text in the language of this drawing."""
        return say(key, self.language, **values)
