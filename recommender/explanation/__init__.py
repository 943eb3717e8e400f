"""Stage 6: why?  Reasons as data, each citing a ledger entry or a rule, said in zh-Hans and en from one object."""

from recommender.explanation.asked import describe_asked, explain_entry
from recommender.explanation.explain import Cost, explain_fit, explain_step
from recommender.explanation.outcomes import (
    explain_application,
    explain_assumption,
    explain_cause,
    explain_not_counted,
    explain_waiver,
)
from recommender.explanation.reasons import Citation, Reason
from recommender.explanation.render import MissingText, both, each, label, render
from recommender.explanation.requirements import explain_limit, explain_requirement
from recommender.explanation.words import LANGUAGES, Language, Named, Units

__all__ = [
    "LANGUAGES",
    "Citation",
    "Cost",
    "Language",
    "MissingText",
    "Named",
    "Reason",
    "Units",
    "both",
    "describe_asked",
    "each",
    "explain_application",
    "explain_assumption",
    "explain_cause",
    "explain_entry",
    "explain_fit",
    "explain_limit",
    "explain_not_counted",
    "explain_requirement",
    "explain_step",
    "explain_waiver",
    "label",
    "render",
]
