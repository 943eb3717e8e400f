"""What may the heading of each column say, in Chinese or English?  Blanks and capitals make no difference."""

from __future__ import annotations

from recommender.interchange.tables.headings import Form

__all__ = ["INSTITUTIONS", "ITEMS", "RECOGNITIONS", "RESULTS"]


def _form(name: str, words: dict[str, str], *needed: str) -> Form:
    return Form(name, {field: said.split() for field, said in words.items()}, frozenset(needed))


RESULTS = _form(
    "results",
    {
        "account": "账户 账号 学分银行账号 学习者编号 学员编号 学号 learner learnerid studentid",
        "item": "课程代码 课程编号 课程号 成果编号 证书编号 代码 code coursecode itemcode courseid",
        "title": "课程名称 课程名 成果名称 证书名称 名称 name course coursename coursetitle",
        "issuer": "学校 院校 学校名称 院校名称 开设院校 发证机构 颁发单位 institution school university",
        "credits": "学分 学分数 获得学分 credit creditsearned",
        "grade": "成绩 分数 等级 总评成绩 mark score",
        "completed": "完成日期 完成时间 取得日期 取得时间 获得日期 获得时间 通过日期 date datecompleted",
    },
    "account",
    "completed",
)
INSTITUTIONS = _form(
    "institutions",
    {
        "id": "院校代码 学校代码 机构代码 代码 code institutionid",
        "title_zh": "院校名称 学校名称 机构名称 名称 院校 name namezh",
        "title_en": "英文名称 英文名 nameen englishname",
        "region": "地区 省市 所在地 省份 province",
    },
    "id",
)
ITEMS = _form(
    "items",
    {
        "code": "课程代码 课程编号 课程号 证书编号 成果编号 代码 coursecode itemcode courseid",
        "title_zh": "课程名称 课程名 证书名称 成果名称 名称 name coursename namezh",
        "title_en": "英文名称 课程英文名称 英文名 nameen englishname",
        "kind": "类型 成果类型 类别 type",
        "issuer": "开设院校 院校 学校 院校代码 学校代码 发证机构 颁发单位 institution school",
        "credits": "学分 学分数 credit",
        "hours": "学时 总学时 hour",
        "level": "层次 级别",
        "subject": "学科 学科门类 专业大类 课程类别 discipline",
        "tags": "标签 课程性质 tag",
        "fee": "费用 学费 元 cost",
        "seasons": "开课学期 开设学期 学期 season term terms",
        "from": "启用日期 有效期起 开始日期 validfrom",
        "to": "停用日期 有效期止 截止日期 validto",
    },
    "code",
    "credits",
)
RECOGNITIONS = _form(
    "recognitions",
    {
        "source": "原课程代码 来源课程代码 来源代码 证书编号 成果编号 原成果代码 sourcecode from",
        "source_title": "原课程名称 来源课程名称 证书名称 成果名称 sourcename",
        "source_issuer": "原院校 来源院校 来源机构 发证机构 sourceinstitution",
        "target": "认定课程代码 目标课程代码 转换课程代码 互认课程代码 targetcode to",
        "target_title": "认定课程名称 目标课程名称 转换课程名称 targetname",
        "recogniser": "认定院校 接收院校 认定机构 目标院校 recognisinginstitution targetinstitution",
        "credits": "认定学分 转换学分 互认学分 creditsgranted",
        "min_grade": "最低成绩 最低分 成绩要求 mingrade minimumgrade",
        "agreement": "协议 文号 依据 协议编号",
        "from": "有效期起 生效日期 启用日期 validfrom",
        "to": "有效期止 失效日期 截止日期 validto",
    },
    "source",
    "recogniser",
)
