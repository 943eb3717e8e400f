"""Does help say what each command is for, in both languages, and does docs/cli.md say exactly the same options?"""

from __future__ import annotations

import re
from typing import Any

import pytest

from recommender.cli.app import COMMANDS, GROUPS, command
from recommender.cli.texts import TEXTS
from tests.cli.conftest import Run
from tests.suites import ROOT

PAGE = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
EVERYWHERE = {"--lang", "--help"}


def sections() -> dict[str, str]:
    """The sections of the page about one command each."""
    names = rf"(?:(?:{'|'.join(GROUPS)}) )?[\w-]+"
    parts = re.findall(rf"^## creditpath ({names}).*\n((?:(?!^## ).*\n)*)", PAGE, re.MULTILINE)
    return dict(parts)


EVERY = [*COMMANDS, *(f"{group} {name}" for group, names in GROUPS.items() for name in names)]
"""Every command that does something, those of groups by both their names."""


def command_of(name: str) -> Any:
    """The command of that name."""
    one: Any = command("en")
    for part in name.split():
        one = one.commands[part]
    return one


def options_of(name: str) -> set[str]:
    """The options that a command takes."""
    one = command_of(name)
    return {word for param in one.params for word in param.opts if word.startswith("--")}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", EVERY)
def test_help_tells_what_a_command_is_for_and_each_option(run: Run, name: str, language: str) -> None:
    said = run(*name.split(), "--help", "--lang", language)
    assert said.code == 0
    words = "".join(said.out.replace("│", "").split())
    assert "".join(TEXTS[language][f"help.{name}"].split()) in words
    for option in options_of(name):
        assert option in said.out
    assert not re.search(r"\b(opt|help|panel)\.[a-z_]+", said.out), "a key stands where its text should"


@pytest.mark.parametrize(("language", "heading"), [("zh", "命令"), ("en", "Commands")])
def test_help_lists_the_commands(run: Run, language: str, heading: str) -> None:
    for words in ((), ("--help",)):
        said = run(*words, "--lang", language) if words else run("--lang", language, "--help")
        assert said.code == 0
        assert heading in said.out
        assert all(re.search(rf"│ {name} ", said.out) for name in (*COMMANDS, *GROUPS))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", GROUPS)
def test_help_of_a_group_lists_what_is_in_it(run: Run, name: str, language: str) -> None:
    said = run(name, "--help", "--lang", language)
    assert said.code == 0
    assert TEXTS[language][f"help.{name}"] in said.out
    assert all(re.search(rf"│ {part} ", said.out) for part in GROUPS[name])
    bare = run(name, "--lang", language)
    assert (bare.code, bare.err) == (0, "")
    assert TEXTS[language][f"help.{name}"] in bare.out


def test_no_words_at_all_are_answered_with_help(run: Run) -> None:
    said = run()
    assert said.code == 0
    assert "creditpath" in said.out
    assert "plan" in said.out


def test_the_version_is_that_of_the_package(run: Run) -> None:
    from recommender import __version__

    assert run("--version").out == f"{__version__}\n"


def test_the_page_has_a_section_for_each_command_and_no_other() -> None:
    assert set(sections()) == set(EVERY)


@pytest.mark.parametrize("name", EVERY)
def test_the_page_names_every_option_and_no_other(name: str) -> None:
    told = set(
        re.findall(r"`(--[a-z-]+)[ `]", "\n".join(re.findall(r"^\| `--.*$", sections()[name], re.MULTILINE)))
    )
    assert told == options_of(name) - EVERYWHERE


def test_the_page_names_the_options_that_every_command_has() -> None:
    for name in EVERY:
        assert "--lang" in options_of(name)
    common = PAGE.split("## Everywhere")[1].split("## ")[0]
    assert all(option in common for option in EVERYWHERE)


@pytest.mark.parametrize(
    "default", ["--limit", "--seed", "--depth", "--learners", "--scale", "--dir", "--scenario"]
)
def test_the_page_tells_the_default_that_the_command_has(default: str) -> None:
    for name, text in sections().items():
        for param in command_of(name).params:
            # Of a cohort nothing is a default that is a number: the page says in words what happens without.
            if default in param.opts and (name == "demo" or param.default is not None):
                stated = re.search(rf"^\| `{default} [A-Z]+` \| `?([^|`]+?)`? \|", text, re.MULTILINE)
                assert stated is not None, (name, default)
                told = "the bank's" if param.default is None else str(param.default)
                assert stated.group(1) == told, (name, default)
