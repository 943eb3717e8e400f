"""Which institutions are in the demo bank?  Names are invented: none is that of a real institution."""

from __future__ import annotations

from recommender.demo.model import Place

_TEACHING = """
hudong | 沪东开放大学 | Hudong Open University | Shanghai | open | 9 | ACC BUS FIN MKT PUB CLL
shenlan | 申澜大学 | Shenlan University | Shanghai | university | 8 | CSC EEE MEC FIN DES
puhui | 浦汇职业技术学院 | Puhui Vocational College of Technology | Shanghai | vocational | 7 | CSC ECM ACC DES EEE
jianglu | 江芦开放大学 | Jianglu Open University | Jiangsu | open | 8 | BUS PUB ACC SOC LAW MKT
sulan | 苏澜医护学院 | Sulan College of Nursing and Health | Jiangsu | college | 7 | NUR MED PSY SOC
jinlu | 金麓工业大学 | Jinlu University of Industry | Jiangsu | university | 6 | MEC EEE CSC LOG
yongwan | 甬湾学院 | Yongwan College | Zhejiang | college | 6 | LOG BUS ECM FIN
qianlan | 钱澜职业学院 | Qianlan Vocational College | Zhejiang | vocational | 7 | ECM MKT DES LOG TOU
yuexi | 越溪幼儿师范学院 | Yuexi College of Early Childhood Education | Zhejiang | college | 6 | ECE PSY CLL DES
wanlan | 皖澜大学 | Wanlan University | Anhui | university | 6 | LAW PUB FIN CLL SOC
huixi | 徽溪学院 | Huixi College | Anhui | college | 5 | CLL PSY PUB TOU ECE
songbin | 淞滨学院 | Songbin College | Shanghai | college | 3 | BUS MKT FIN LOG
fangdian | 芳甸社区学院 | Fangdian Community College | Shanghai | community | 2 | CLL SOC DES PSY
hengli | 衡沥职业学院 | Hengli Vocational College | Shanghai | vocational | 3 | MEC EEE LOG
jingqiao | 静桥继续教育学院 | Jingqiao College of Continuing Education | Shanghai | college | 2 | ACC LAW PUB
donggou | 东沟商务学院 | Donggou College of Commerce | Shanghai | college | 3 | ACC MKT ECM BUS
xinzhuo | 莘卓护理学校 | Xinzhuo School of Nursing | Shanghai | vocational | 2 | NUR MED
qingluan | 青峦大学 | Qingluan University | Shanghai | university | 3 | CSC FIN LAW BUS
haiyue | 海悦艺术设计学院 | Haiyue College of Art and Design | Shanghai | college | 1.5 | DES ECE MKT
taihuan | 太桓学院 | Taihuan College | Jiangsu | college | 3 | ACC BUS CSC LOG
xiliu | 锡柳职业技术学院 | Xiliu Vocational College of Technology | Jiangsu | vocational | 3 | MEC EEE CSC
tongke | 通珂海港学院 | Tongke Harbour College | Jiangsu | college | 2 | LOG ECM FIN
yangdu | 扬渡师范学院 | Yangdu Normal College | Jiangsu | college | 3 | ECE CLL PSY
huaipan | 淮畔社区学院 | Huaipan Community College | Jiangsu | community | 2 | PUB SOC ECM
lianyao | 连瑶医护职业学院 | Lianyao Vocational College of Care | Jiangsu | vocational | 2 | NUR MED SOC
chengzhong | 澄中大学 | Chengzhong University | Jiangsu | university | 3 | LAW BUS CSC ACC
suye | 宿野农商学院 | Suye College of Farming and Trade | Jiangsu | college | 1.5 | ECM MKT ACC
hezhu | 禾渚学院 | Hezhu College | Zhejiang | college | 2 | ACC CSC ECM BUS
taixi | 台汐职业学院 | Taixi Vocational College | Zhejiang | vocational | 2 | MEC CSC DES
outing | 瓯汀商学院 | Outing College of Business | Zhejiang | college | 3 | BUS ECM ACC MKT
shaoqu | 绍渠护理学院 | Shaoqu College of Nursing | Zhejiang | college | 2 | NUR MED PSY
limeng | 丽濛社区学院 | Limeng Community College | Zhejiang | community | 1.5 | TOU CLL ECE
zhoulan | 舟岚航运学院 | Zhoulan College of Shipping | Zhejiang | college | 2 | LOG MEC EEE
quyuan | 衢原开放学院 | Quyuan Open College | Zhejiang | open | 3 | PUB ACC LAW CLL
luye | 庐野开放大学 | Luye Open University | Anhui | open | 4 | ACC PUB CSC BUS
wuzhu | 芜渚职业技术学院 | Wuzhu Vocational College of Technology | Anhui | vocational | 3 | EEE MEC ECM
huangling | 黄岭旅游学院 | Huangling College of Tourism | Anhui | college | 1.5 | TOU MKT BUS
bengyang | 蚌阳医护学院 | Bengyang College of Nursing | Anhui | college | 2 | NUR MED
fuyuan | 阜沅师范学院 | Fuyuan Normal College | Anhui | college | 2 | ECE CLL PSY
xuanxi | 宣溪社区学院 | Xuanxi Community College | Anhui | community | 1.5 | SOC LAW PUB
"""

_BODIES = """
jiangnan | 江南共享课程中心 | Jiangnan Shared Course Centre | Shanghai | shared | 0
sanjiang | 三江职业能力评价中心 | Sanjiang Vocational Assessment Centre | Shanghai | certificates | 0
yunhe | 运河技能评价中心 | Yunhe Skills Assessment Centre | Jiangsu | certificates | 0
wuyue | 吴越行业证书中心 | Wuyue Industry Certificate Centre | Zhejiang | certificates | 0
huaishui | 淮水自学考试服务处 | Huaishui Self-study Examination Service | Anhui | exams | 0
"""

FIRST = 11
"""Institutions that award the qualifications come first: no scale leaves them out."""


def places(scale: float) -> dict[str, Place]:
    """The institutions by id; below scale 1 fewer of those that only teach."""
    teaching = [_place(line) for line in _TEACHING.strip().splitlines()]
    kept = FIRST + round((len(teaching) - FIRST) * min(scale, 1.0))
    bodies = [_place(line) for line in _BODIES.strip().splitlines()]
    return {place.id: place for place in (*teaching[:kept], *bodies)}


def _place(line: str) -> Place:
    key, zh, en, region, kind, weight, fields = (*(part.strip() for part in line.split("|")), "")[:7]
    return Place(
        key, f"{zh}（示例）", f"{en} (synthetic)", region, kind, tuple(fields.split()), float(weight)
    )
