# ---
# jupyter:
#   jupytext:
#     formats: py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 一次导览 / A tour
#
# 一家合成的学分银行，一位学习者：她已有什么，还差什么，怎样学得最少，为什么。
# 机构、课程、规则和人物全部是合成的，由种子生成。
#
# A synthetic credit bank and one learner: what she holds, what is missing, the least study that completes it, and why.
# Every institution, course, rule and person is made up, from a seed.

# %%
# ruff: noqa: D100
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import matplotlib.pyplot as plt

from recommender.demo.build import build
from recommender.demo.people import PEOPLE
from recommender.recommend import (
    audit_for,
    build_request,
    learners_of,
    neighbourhood_for,
    open_bank,
    plan_for,
    record_of,
)
from recommender.recommend.record import read_record
from recommender.recommend.train import train_for
from recommender.settings import Settings

# %% [markdown]
# ## 银行 / The bank
#
# 小规模，几秒钟就能生成。`creditpath demo` 生成完整规模的同一家银行。
#
# Small, so that it is made in seconds. `creditpath demo` makes the same bank at full size.

# %%
folder = Path("var") / "tour"
made = build(folder, learners=120, seed=7, scale=0.05)
settings = Settings(
    store_url=str(made.catalogue_file),
    ledger_url=str(made.ledger_file),
    model_dir=folder / "none-yet",
    today=made.as_of,
)
bank = open_bank(settings)
catalogue = bank.catalogue
print(catalogue.titles["zh"], "|", catalogue.titles["en"])
print(
    f"{len(catalogue.items)} items, {len(catalogue.rules)} rules, {len(catalogue.qualifications)} qualifications"
)
print(f"{made.entries} ledger entries, as of {made.as_of}")
print(Counter(item.kind.value for item in catalogue.items.values()).most_common())

# %% [markdown]
# ## 一份学习记录 / A record
#
# 账本只增不改；记录是截至某一天的汇总。林悦的专升本快要完成。
#
# The ledger is append-only; a record is its fold as of a day. Lin Yue is nearly done.

# %%
lin_yue = PEOPLE[0]
record = read_record(bank, lin_yue.id, None)
shown = record_of(bank, record)
print(lin_yue.why_zh, "|", lin_yue.why_en)
print(f"{len(shown['results'])} results; the last five:")
for result in shown["results"][-5:]:
    mark = result["grade"]["mark"] if result["grade"] else "-"
    print(f"  {result['completed']}  {result['title']['en']:48} {result['credits']:>4}  {mark}")
print("enrolled:", [one["title"]["en"] for one in shown["enrolments"]])

# %% [markdown]
# ## 审核 / The audit
#
# 四种状态从不混在一起：已认定、可认定、待补、未计入。只有已认定才算满足。
#
# Four standings are kept apart: granted, available, still to study, not counted. Only what is granted is met.

# %%
request = build_request(bank, record)
audit = audit_for(bank, record, request)


def tell(node: dict, depth: int = 0) -> None:
    print(f"{'  ' * depth}{node['title']['en']}: {node['status']}")
    for child in node["children"]:
        tell(child, depth + 1)


for root in audit["requirements"]:
    tell(root)
print("at least", audit["remaining"], "credits missing")

# %% [markdown]
# ## 路径与理由 / The path, with its reasons
#
# 长度已证明最短：答案带有证明，由另一套代码按规则逐条核对。每一步都有依据。
#
# The length is proven to be the least: the answer carries a proof, and separate code has checked it rule by rule. Each
# step says what it rests on.

# %%
plan = plan_for(bank, record, request)
print(plan["status"], plan["length"], "credits;", plan["levels"][0]["proof"])
for step in plan["steps"]:
    print(f"\n{step['term']}  {step['title']['en']} ({step['study']})")
    for sentence in step["text"]["en"]:
        print("   -", sentence)
for application in plan["applications"]:
    print("\napply:", application["text"]["en"])
for lost in plan["not_counted"]:
    print("\nnot counted:", lost["title"]["en"], "-", lost["text"]["en"])

# %%
STANDINGS = (
    ("granted", "tab:green", None),
    ("available", "tab:cyan", "//"),
    ("study", "tab:orange", ".."),
)


def progress(goal: dict) -> dict[str, float]:
    return {name: float(Fraction(goal[name])) for name, _, _ in STANDINGS}


people, totals = [], []
for person in PEOPLE[:7]:
    goals = [f"{person.qualification}@{person.year}"] if person.year else [person.qualification]
    held = read_record(bank, person.id, None)
    answer = plan_for(bank, held, build_request(bank, held, goals), explain=False)
    people.append((person.en, progress(answer["goals"][0])))
    totals.append(float(Fraction(answer["goals"][0]["total"])))

figure, axes = plt.subplots(figsize=(8, 4))
left = [0.0] * len(people)
for name, colour, hatch in STANDINGS:
    widths = [amounts[name] for _, amounts in people]
    axes.barh(
        [who for who, _ in people],
        widths,
        left=left,
        color=colour,
        hatch=hatch,
        edgecolor="white",
        label=name,
    )
    left = [start + width for start, width in zip(left, widths, strict=True)]
for row, total in enumerate(totals):
    axes.plot([total, total], [row - 0.4, row + 0.4], color="black", linewidth=2)
axes.invert_yaxis()
axes.set_xlabel("credits (the black line is the total asked for)")
axes.set_title("Credits by standing, synthetic people")
axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.15), ncols=3)
plt.show()

# %%
wang_lei = next(person for person in PEOPLE if person.id == "demo/wang-lei")
held = read_record(bank, wang_lei.id, None)
longer = plan_for(bank, held, build_request(bank, held), explain=False)
terms = [term for term in longer["terms"] if term["items"]]

figure, axes = plt.subplots(figsize=(8, 3.5))
axes.bar(
    [term["label"] for term in terms], [float(Fraction(term["load"])) for term in terms], color="tab:blue"
)
axes.set_ylabel("credits of new study")
axes.set_title(f"{wang_lei.en}, from nothing: study load by term")
axes.tick_params(axis="x", rotation=30)
plt.show()

# %% [markdown]
# ## 如果没有这张证书 / Without the certificate
#
# 同一份记录去掉一项成果，重新求解：差别就是这张证书省下的学习量。
#
# The same record less one result, solved again: the difference is the study that the certificate saves.

# %%
used = {source["item"] for application in plan["applications"] for source in application["sources"]}
without = replace(record, results=tuple(result for result in record.results if result.item not in used))
shorter_record = plan_for(bank, without, build_request(bank, without), explain=False)
print("certificates used:", sorted(used))
print("with:   ", plan["length"], "credits")
print("without:", shorter_record["length"], "credits")
extra = {step["item"] for step in shorter_record["steps"]} - {step["item"] for step in plan["steps"]}
print("to study instead:", [one["title"]["en"] for one in shorter_record["steps"] if one["item"] in extra])
assert Fraction(shorter_record["length"]) >= Fraction(plan["length"])

# %% [markdown]
# ## 规则的邻域 / What is around a certificate
#
# 与、或分明：一条规则要求全部来源、其中任一，还是任几项。
#
# AND and OR are told apart: a rule asks for all of its sources, for any of them, or for k of them.

# %%
for item in sorted(used):
    around = neighbourhood_for(bank, item)
    for node in around["nodes"]:
        if node["kind"] == "rule":
            print(f"{node['title']['en']} (gate: {node['gate']}, rule {node['id']})")

# %% [markdown]
# ## 同样短的选择怎样排序 / How equally short choices are ordered
#
# 排序模型从学习历史中学到，只在同样短的选择之间排先后，从不改变长度。
#
# The ranking is learnt from histories. It orders equally short choices and never changes a length.

# %%
train_for(bank.ledger, folder / "models", made.as_of, seed=1)
ranked_bank = open_bank(settings.model_copy(update={"model_dir": folder / "models" / "champion"}))
print("model:", ranked_bank.fit.about["validation"])

candidates = [
    item.id
    for item in catalogue.items.values()
    if item.issuer == "hudong"
    and item.subject == "ACC"
    and item.studyable
    and item.id not in record.history()
]
for one in ranked_bank.fit.rank(record.history(), candidates)[:8]:
    title = catalogue.items[one.item].titles["en"]
    print(f"{one.rank:3}  {title:45} {one.score if one.score is not None else 'unknown'}")

# %%
with_model = plan_for(ranked_bank, record, build_request(ranked_bank, record), explain=False)
print("mode:", plan["mode"], "->", with_model["mode"])
print("length:", plan["length"], "->", with_model["length"])
print("steps by id: ", [step["title"]["en"] for step in plan["steps"]])
print("steps by fit:", [step["title"]["en"] for step in with_model["steps"]])
assert with_model["length"] == plan["length"]

# %% [markdown]
# ## 一批学习者还差多少 / How much is missing, over some learners

# %%
remaining = []
for learner in learners_of(bank, limit=50):
    held = read_record(bank, learner, None)
    if held.enrolments and not held.awards:
        found = audit_for(bank, held, build_request(bank, held))
        remaining.append(float(Fraction(found["remaining"])))

figure, axes = plt.subplots(figsize=(8, 3.5))
axes.hist(remaining, bins=12, color="tab:purple", edgecolor="white")
axes.set_xlabel("credits still missing (at least)")
axes.set_ylabel("learners")
axes.set_title(f"{len(remaining)} synthetic learners")
plt.show()

# %% [markdown]
# 接下来：`creditpath plan --help`，或用自己的目录：`creditpath import DIR`。
#
# Next: `creditpath plan --help`, or a catalogue of your own: `creditpath import DIR`.
