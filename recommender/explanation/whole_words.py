"""What is each field of a rule called in a text that a registrar signs, in Chinese and in English?

A field without a name here is shown by its own name, so that nothing is ever left out for want of words.
"""

from __future__ import annotations

from collections.abc import Mapping

from recommender.explanation.words import Language

FIELDS: Mapping[str, tuple[str, str]] = {
    "accepts": ("承认其成果的机构", "institutions whose results count as themselves"),
    "agreement": ("所属协议", "agreement"),
    "agreements": ("协议", "agreements"),
    "all": ("以下全部", "all of"),
    "any": ("以下任一", "any of"),
    "applied_within": ("申请期间", "applied within"),
    "areas": ("领域", "areas"),
    "assurance": ("效力", "standing"),
    "award": ("授予类型", "award"),
    "awarded": ("已用于先前资格", "used by an earlier award"),
    "awards": ("授予日期", "days of award"),
    "chain": ("连续认定", "chaining"),
    "choice": ("择一", "one or the other"),
    "completed_within": ("成果取得期间", "results completed within"),
    "consumes": ("授予后所用学分不再计入", "an award uses its credits up"),
    "corequisite": ("先修或同修", "passed before, or in the same term"),
    "counts_again": ("已用于授予的学分可再计入", "credits used by an earlier award count again"),
    "credits": ("学分", "credits"),
    "credits_most": ("最多学分", "most credits"),
    "chose": ("选择了", "chose"),
    "by": ("划分依据", "by"),
    "each_least": ("每一领域至少", "each area at least"),
    "each_least_count": ("每一领域至少项数", "least count of each area"),
    "each_most": ("每一领域至多", "each area at most"),
    "each_most_count": ("每一领域至多项数", "most count of each area"),
    "least_areas": ("至少领域数", "least number of areas"),
    "most_areas": ("至多领域数", "most number of areas"),
    "each": ("分别计算", "each by itself"),
    "electives": ("自由选修", "free electives"),
    "enrolled_at": ("就读机构", "enrolled at"),
    "enrolled_in": ("所在资格", "enrolled in"),
    "entrants": ("新生入学期间", "open to new entrants"),
    "else": ("否则", "else"),
    "entered_before": ("入学早于", "entered before"),
    "entered_from": ("入学不早于", "entered on or after"),
    "entry": ("入学条件", "entry"),
    "except": ("除外", "except"),
    "excludes": ("互斥", "excludes"),
    "fee": ("费用（分）", "fee (fen)"),
    "from": ("自", "from"),
    "grade": ("成绩", "grade"),
    "grades": ("成绩", "grades"),
    "graded": ("成绩制度", "graded as"),
    "hours": ("学时", "hours"),
    "holds": ("已持有", "holds"),
    "holds_award": ("已获得的资格", "holds the award"),
    "id": ("编号", "id"),
    "institution": ("授予机构", "awarding institution"),
    "institutions": ("机构", "institutions"),
    "intersection": ("且属于", "and also"),
    "issuer": ("开课机构", "issuer"),
    "issuers": ("机构", "issuers"),
    "item": ("项目", "item"),
    "item_kind": ("类型", "kind"),
    "items": ("项目", "items"),
    "kind": ("类型", "kind"),
    "kinds": ("类型", "kinds"),
    "languages": ("语言", "languages"),
    "last_award": ("最后授予日", "last day of award"),
    "learner": ("申请人", "learner"),
    "least": ("至少", "at least"),
    "least_count": ("至少项数", "least count"),
    "least_credits": ("至少学分", "least credits"),
    "level": ("层次", "level"),
    "level_from": ("层次自", "level from"),
    "level_to": ("层次至", "level to"),
    "lineage": ("同一课程组", "lineage"),
    "load": ("每学期至多学分", "most credits in a term"),
    "load_least": ("每学期至少学分", "least credits in a term"),
    "major": ("专业", "major"),
    "mark": ("分数", "mark"),
    "measures": ("其他指标", "measures"),
    "min_grade": ("最低成绩", "least grade"),
    "modes": ("形式", "modes"),
    "most": ("至多", "at most"),
    "most_share": ("至多占比", "at most the share"),
    "most_count": ("至多项数", "most count"),
    "n": ("至少完成项数", "at least so many"),
    "need": ("所需来源数", "sources needed"),
    "not": ("并非", "not"),
    "note": ("备注", "note"),
    "of": ("范围", "out of"),
    "outputs": ("认定内容", "gives"),
    "parts": ("其中", "of which"),
    "partial": ("部分认定", "partial"),
    "prerequisite": ("先修", "passed before"),
    "per": ("每", "per"),
    "programme": ("培养项目", "programme"),
    "qualification": ("资格", "qualification"),
    "qualifications": ("资格", "qualifications"),
    "ratio": ("折算比例", "ratio"),
    "recogniser": ("认定机构", "recogniser"),
    "recognised": ("经认定", "by recognition"),
    "refusal": ("不予认定", "refusal"),
    "regions": ("地区", "regions"),
    "repeats": ("重修计分", "repeats"),
    "reuse": ("来源可另计", "sources may count otherwise as well"),
    "rounding": ("取整", "rounding"),
    "rules": ("规则", "rules"),
    "scheme": ("学分或成绩制度", "scheme"),
    "seasons": ("开课学期", "seasons"),
    "share_of": ("占比所对的要求", "share of"),
    "shelf_life_years": ("有效年限", "shelf life in years"),
    "source": ("来源", "source"),
    "sources": ("来源", "sources"),
    "status": ("状态", "status"),
    "study_credits": ("学习量", "study credits"),
    "studyable": ("可以新修", "open to new study"),
    "subject": ("学科", "subject"),
    "subjects": ("学科", "subjects"),
    "tags": ("类别", "tags"),
    "takers": ("可修读者", "who may take it"),
    "then": ("则", "then"),
    "time": ("学习年限", "time of study"),
    "titles": ("名称", "titles"),
    "to": ("至（不含）", "up to, without"),
    "total": ("总学分", "total"),
    "towards": ("用于", "towards"),
    "transferred": ("从外校转入", "transferred"),
    "type": ("种类", "type"),
    "union": ("或属于", "or in"),
    "unknown": ("未读懂的条文", "text that was not understood"),
    "withdrawn_by": ("被取代于", "withdrawn by"),
    "when": ("条件", "when"),
    "within": ("限于要求", "within requirement"),
    "year": ("目录年度", "catalogue year"),
    "years": ("年数", "years"),
}

CODES: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "status": {
        "proposed": ("拟议", "proposed"),
        "approved": ("已批准", "approved"),
        "superseded": ("已被取代", "superseded"),
        "withdrawn": ("已撤销", "withdrawn"),
    },
    "type": {
        "credit": ("指定课程的学分", "credit for a named item"),
        "elective": ("选修学分", "elective credit"),
        "exemption": ("免修而不给学分", "exemption without credit"),
        "prerequisite": ("仅作先修", "satisfaction of a prerequisite only"),
    },
}
"""Names of codes, by the field that holds them."""

PHRASES: Mapping[str, tuple[str, str]] = {
    "identity": ("名称与授予机构", "Name and awarding institution"),
    "amounts": ("学分总量", "Credit in all"),
    "requirements": ("要求", "Requirements"),
    "limits": ("限制", "Limits"),
    "counting": ("计入范围", "What may count"),
    "dates": ("期限", "Dates"),
    "further": ("其他规定", "Further provisions"),
    "standing": ("认定机构与效力", "Who recognises, and how firmly it stands"),
    "sources": ("来源：以下各项中的 {need} 项，合并使用", "Sources: {need} of the following, together"),
    "outputs": ("认定内容：以下全部", "What it gives: all of the following"),
    "refusal": ("已评定，不予认定", "Evaluated: it gives nothing"),
    "item": ("内容", "What it is"),
    "before": ("先修", "Passed before"),
    "beside": ("先修或同修", "Passed before, or in the same term"),
    "nothing": ("无", "nothing"),
    "always": ("不限", "always"),
    "everyone": ("所有机构", "every institution"),
    "also": ("另载", "also stated"),
    "version": ("版本", "Version"),
    "sign": (
        "签字：____________________  日期：____________",
        "Signed: ____________________  Date: ____________",
    ),
    "signs": (
        "以上各条经核对无误（版本 {hash}）。",
        "The clauses above have been read and are correct (version {hash}).",
    ),
    "yes": ("是", "yes"),
    "no": ("否", "no"),
    "everything": ("目录中的全部内容", "everything in the catalogue"),
    "qualification": ("资格", "Qualification"),
    "rule": ("认定规则", "Recognition rule"),
    "kind_item": ("项目", "Item"),
}
"""Headings and phrases of the text itself."""


def field_name(name: str, language: Language) -> str:
    """A field in words; the field's own name where there are none."""
    return _of(FIELDS.get(name, (name, name)), language)


def code_name(field: str, code: str, language: Language) -> str:
    """A code of a closed list in words; the code itself where there are none."""
    return _of(CODES.get(field, {}).get(code, (code, code)), language)


def phrase(key: str, language: Language, /, **values: object) -> str:
    """A phrase of the text itself."""
    return _of(PHRASES[key], language).format_map(values)


def _of(pair: tuple[str, str], language: Language) -> str:
    return pair[0] if language == "zh" else pair[1]
