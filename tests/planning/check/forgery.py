"""Is there a false claim that the checker passes?  Worlds by a seed, and one forged whole after the other.

A whole is a catalogue, a record, a request and a plan with its proof. Of proof, plan, record and catalogue one is
changed, and where a change of the proof could only weaken it, it has to carry more than is so: a longer plan called the
shortest, or that there is no path. What passes must be so in the changed world, by the word of the solver alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from math import inf
from random import Random

from recommender.errors import CreditpathError
from recommender.planning.certificate import Branch, Proof
from recommender.planning.check.kernel import check
from recommender.planning.check.proof import Unsound, proven
from recommender.planning.check.relaxation import relaxation
from recommender.planning.make import answer, make_plan, versions
from recommender.planning.plan import Plan, Status
from tests.planning.check.mutate_plan import PLAN_MUTATIONS, bounded_by, with_a_step, without_a_path
from tests.planning.check.mutate_proof import PROOF_MUTATIONS, Material, every_leaf_marked, material, mutated
from tests.planning.check.mutate_world import CATALOGUE_MUTATIONS, RECORD_MUTATIONS
from tests.planning.drawing import Dice, Family
from tests.planning.kinds.every_kind import every_kind_world
from tests.planning.kinds.wide import wide_world
from tests.planning.strategies import Tiny, tiny_world

FAMILY = Family(
    items=(4, 8),
    rules=(0, 2),
    leaves=(2, 4),
    limits=(0, 3),
    prerequisites=3,
    elsewhere=2,
    lineages=1,
    ledger=3,
    conditions=1,
    goals=2,
)
"""Beside the worlds of every kind, which seldom need a branch."""
CLIMBED = "changes_upon_changes"
"""Of many changes of a proof those that make it show more: what a forger does who has the kernel at hand."""
CHANGES = 24
KINDS = {
    "proof": (*PROOF_MUTATIONS, CLIMBED),
    "plan": tuple(PLAN_MUTATIONS),
    "record": tuple(RECORD_MUTATIONS),
    "catalogue": tuple(CATALOGUE_MUTATIONS),
}
"""What is changed, and how."""


SINGLE = tuple(PROOF_MUTATIONS)
NO_PATH = inf


@dataclass(frozen=True)
class Whole:
    """What the checker is given, and what was changed."""

    part: str
    kind: str
    world: Tiny
    plan: Plan
    truth: Truth


@dataclass(frozen=True)
class Truth:
    """The solver's answer about a world, asked for only where something was accepted."""

    world: Tiny

    @cached_property
    def plan(self) -> Plan:
        """Not judged by the checker, and with no proof."""
        return asked(self.world)

    def denies(self, plan: Plan) -> bool | None:
        """Whether what an accepted plan says is not so; None where the solver says nothing."""
        known = self.plan
        if known.status is Status.REFUSED:
            return None
        if plan.status is Status.INFEASIBLE:
            return plan.proof is not None and known.status is not Status.INFEASIBLE
        if plan.length is None:
            return False
        if known.length is None or (known.lower_bound is not None and plan.length < known.lower_bound):
            return True
        certified = plan.levels[0].proof == "certified"
        return certified and plan.levels[0].lower_bound > known.length


def asked(world: Tiny) -> Plan:
    """The solver's word about a world."""
    bank = world.catalogue
    record = world.record.passing(bank.grade_schemes, bank.valid_years)
    return answer(bank, record, world.request)


@dataclass(frozen=True)
class Start:
    """A world with a plan that its own proof certifies, and what a forger would have it prove."""

    world: Tiny
    plan: Plan
    longer: tuple[Plan, ...]
    """Valid plans that are longer, as they would stand were they the shortest."""


def first_start(seed: int) -> Start:
    """The first world from a seed that is worth the work: those that branch or have longer plans are rare."""
    chance = Random(seed)
    while True:
        begin = start(chance.getrandbits(64))
        if begin is None:
            continue
        assert begin.plan.proof is not None
        told = isinstance(begin.plan.proof.root, Branch) or begin.longer
        if told or chance.random() < (0.15 if begin.plan.status is Status.INFEASIBLE else 0.4):
            return begin


def start(seed: int) -> Start | None:
    """The world of a seed, where its plan has a proof."""
    pick = Dice(Random(seed))
    draw = (wide_world, every_kind_world, lambda one: tiny_world(one, FAMILY))[seed % 3]
    world = draw(pick)
    plan = make_plan(world.catalogue, world.record, world.request)
    if plan.proof is None:
        return None
    return Start(world, plan, tuple(_longer(world, plan)))


def _longer(world: Tiny, plan: Plan) -> Iterator[Plan]:
    """Without one of the steps, or with one more: still valid by the checker's own word, and more study."""
    if plan.length is None:
        return
    found = []
    for step in plan.steps[:3]:
        narrow = replace(world.request, exclude=world.request.exclude | {step.item})
        found.append(asked(replace(world, request=narrow)))
    items = sorted(set(world.catalogue.items) - {step.item for step in plan.steps})
    found += [with_a_step(plan, world, item, 0) for item in items[:3]]
    for one in found:
        if one.length is None or one.length <= plan.length:
            continue
        one = replace(bounded_by(one, one.length, "solver"), proof=None)
        if not check(world.catalogue, world.record, world.request, one):
            yield one


def wholes(begin: Start, chance: Random, many: int) -> Iterator[Whole]:
    """So many forged wholes of one world: every part in turn, and a kind of change by chance."""
    relaxed = relaxation(begin.world.catalogue, begin.world.record, begin.world.request)
    assert relaxed is not None
    known, truth = material(relaxed, chance), Truth(begin.world)
    # Where there is no path, no proof can claim too much: there the world has to be another.
    none = begin.plan.status is Status.INFEASIBLE
    parts = ("proof", *("proof",) * (0 if none else 7), "plan", "record", "catalogue")
    made = 0
    while made < many:
        part = chance.choice(parts)
        kind = chance.choice(KINDS[part])
        some = [
            whole
            for whole in _forged(begin, part, kind, known, truth)
            if (whole.world, whole.plan) != (begin.world, begin.plan)
        ]
        made += len(some) or 1
        yield from some


def _forged(begin: Start, part: str, kind: str, known: Material, truth: Truth) -> Iterator[Whole]:
    world, chance = begin.world, known.chance
    if kind == CLIMBED:
        plan = _climbed(begin, known)
        yield from () if plan is None else (Whole(part, kind, world, plan, truth),)
    elif part == "proof":
        assert begin.plan.proof is not None
        host, proof = _host(begin, chance), begin.plan.proof
        if host.status is not begin.plan.status and chance.random() < 0.7:
            proof = every_leaf_marked(proof, known)
        proof = mutated(proof, kind, known)
        while chance.random() < 0.3:
            proof = mutated(proof, chance.choice(SINGLE), known)
        plan = replace(host, proof=proof)
        yield Whole(part, kind, world, plan, truth)
    elif part == "plan":
        host = replace(_host(begin, chance), proof=begin.plan.proof)
        changed = PLAN_MUTATIONS[kind](chance.choice((begin.plan, host)), world, chance)
        if changed is not None:
            yield Whole(part, kind, world, changed, truth)
    else:
        other = {**RECORD_MUTATIONS, **CATALOGUE_MUTATIONS}[kind](world, chance)
        if other is not None and other != world:
            new = Truth(other)
            for plan in _carried_over(begin, other, chance):
                yield Whole(part, kind, other, plan, new)


def _host(begin: Start, chance: Random) -> Plan:
    """What the proof is to carry: what is so, a longer plan as the shortest or with a bound, or that there is none."""
    plan = begin.plan
    longer = chance.choice(begin.longer) if begin.longer else None
    hosts = [plan, without_a_path(plan), without_a_path(plan)]
    if longer is not None and longer.length is not None and plan.length is not None:
        certified = bounded_by(longer, longer.length)
        hosts += [certified, certified, bounded_by(longer, chance.randint(plan.length + 1, longer.length))]
    return chance.choice(hosts)


def _climbed(begin: Start, known: Material) -> Plan | None:
    """With a longer plan, where there is one, and the largest bound that the kernel could be made to believe."""
    plan, chance = begin.plan, known.chance
    if plan.length is None or plan.proof is None:
        return None
    best, most = plan.proof, _shown(known, plan.proof)
    for _ in range(CHANGES):
        other = mutated(best, chance.choice(SINGLE), known)
        shown = _shown(known, other)
        if shown >= most:
            best, most = other, shown
    if most == NO_PATH:
        return replace(without_a_path(plan), proof=best)
    if not begin.longer:
        return replace(plan, proof=best)
    longer = max(begin.longer, key=lambda one: one.length or 0)
    assert longer.length is not None
    bound = int(min(max(most, plan.length + 1), longer.length))
    return replace(bounded_by(longer, bound), proof=best)


def _shown(known: Material, proof: Proof) -> float:
    try:
        shown = proven(known.relaxed, proof)
    except Unsound:
        return -1
    return NO_PATH if shown is None else shown


def _carried_over(begin: Start, world: Tiny, chance: Random) -> Iterator[Plan]:
    """The old plan in the new world, hashes and all; the claim that there is none; now and then a new plan."""
    told = versions(world.catalogue, world.record)

    def rehashed(plan: Plan) -> Plan:
        bank = world.catalogue
        goals = tuple(replace(one, hash=bank.version_of("qualification", one.key)) for one in plan.goals)
        return replace(plan, goals=goals, versions=told)

    old = rehashed(begin.plan)
    yield old
    if old.status is not Status.INFEASIBLE:
        yield without_a_path(old)
        for plan in begin.longer:
            assert plan.length is not None
            yield replace(rehashed(bounded_by(plan, plan.length)), proof=old.proof)
    if chance.random() < 0.15:
        new = asked(world)
        if new.length is not None:
            proven = bounded_by(new, new.length)
            yield replace(proven, proof=old.proof)
            for plan in _longer(world, new):
                assert plan.length is not None
                yield replace(bounded_by(plan, plan.length), proof=old.proof)


def verdict(whole: Whole) -> str:
    """`broken` (refused by a rule), `unproven` (refused by its proof alone), or passed: `so`, `unknown`, `FALSE`."""
    world = whole.world
    found = check(world.catalogue, world.record, world.request, whole.plan)
    if found:
        return "unproven" if all(one.kind == "proof" for one in found) else "broken"
    try:
        denied = whole.truth.denies(whole.plan)
    except CreditpathError:
        return "unknown"
    return "unknown" if denied is None else "FALSE" if denied else "so"
