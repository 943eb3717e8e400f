"""Which words does the terminal use for what a caller chooses of new study, in both languages?"""

from __future__ import annotations

PLAN_EN = {
    "opt.mode": "New study only in this way of delivery; may be repeated.",
    "opt.region": "New study only at institutions of this region; may be repeated.",
    "opt.language": "New study only in this language; may be repeated.",
    "opt.budget": "Most fee in all, such as 3000 or 99.50.",
    "opt.terms": "Terms at most.",
    "opt.term-load": "Most credit of new study in one term, such as 2027-spring=6; may be repeated.",
    "opt.by": "A day by which every goal has to be awarded.",
    "opt.earliest": "The first term in which new study may begin, such as 2027-spring.",
    "opt.pin-term": "An item that must be taken in a term, such as acc2=2027-spring; may be repeated.",
}
PLAN_ZH = {
    "opt.mode": "只按这种授课方式新修；可重复。",
    "opt.region": "只在这个地区的院校新修；可重复。",
    "opt.language": "只用这种语言新修；可重复。",
    "opt.budget": "费用总额上限，例如 3000 或 99.50。",
    "opt.terms": "最多几个学期。",
    "opt.term-load": "某一学期新修学分的上限，例如 2027-spring=6；可重复。",
    "opt.by": "最迟在这一天取得全部目标资格。",
    "opt.earliest": "最早从哪个学期开始新修，例如 2027-spring。",
    "opt.pin-term": "必须在某一学期修读的项目，例如 acc2=2027-spring；可重复。",
}
