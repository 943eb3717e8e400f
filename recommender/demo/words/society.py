"""Which courses do law, letters, public administration and tourism teach?

A line is `number 中文 | English | credits | needs | flags`; `recommender/demo/words/read.py` says how it is read.
"""

from __future__ import annotations

TABLES: tuple[tuple[str, str, str, str], ...] = (
    (
        "LAW",
        "法学",
        "Law",
        """
101 法理学 | Jurisprudence | 3
102 宪法学 | Constitutional Law | 3
103 法制史 | Legal History | 3
104 法律文书 | Legal Documents | 2
201 民法总则 | General Principles of Civil Law | 4 | 101
202 刑法总论 | Criminal Law: General Part | 4 | 101
203 行政法 | Administrative Law | 4 | 102
204 财产权法 | Property Law | 3 | 201
205 合同法 | Contract Law | 3 | 201
206 刑法分论 | Criminal Law: Specific Offences | 3 | 202
207 婚姻家庭法 | Family Law | 3 | 201
208 侵权责任法 | Tort Law | 3 | 201
301 民事诉讼法 | Civil Procedure | 4 | 201
302 刑事诉讼法 | Criminal Procedure | 4 | 202
303 公司与破产法 | Company and Insolvency Law | 3 | 205 | #trade
304 知识产权法 | Intellectual Property Law | 3 | 201 | #trade
305 劳动与社会保障法 | Labour and Social Security Law | 3 | | #public
306 国际法 | International Law | 3 | 102
307 国际私法 | Private International Law | 3 | 201
308 环境资源法 | Environmental Law | 3 | | #public
309 金融法 | Financial Law | 3 | 205 | #trade
310 行政诉讼实务 | Administrative Litigation Practice | 3 | 203 | #public
311 证据规则 | Rules of Evidence | 3 | 301/302 | #court
312 律师实务 | Practice of Law | 3 | | #court
313 司法文书写作 | Writing for the Courts | 3 | 104 | #court
314 数据与网络法 | Data and Internet Law | 2
401 模拟法庭 | Moot Court | 2 | 301,302
402 法律实习 | Legal Placement | 6 | 301/302
""",
    ),
    (
        "CLL",
        "汉语言文学",
        "Chinese Language and Literature",
        """
101 现代汉语 | Modern Chinese | 4
102 文学概论 | Introduction to Literature | 3
103 基础写作 | Basic Writing | 3
104 语言学常识 | Elements of Linguistics | 2
201 古代汉语 | Classical Chinese | 4
202 古代文学（一） | Classical Literature I | 4
203 古代文学（二） | Classical Literature II | 4 | 202
204 现代文学 | Modern Literature | 4 | 102
205 当代文学 | Contemporary Literature | 3 | 102
206 外国文学 | Foreign Literature | 4 | 102
301 文学批评方法 | Methods of Literary Criticism | 3 | 102
302 唐宋诗词专题 | Topics in Tang and Song Poetry | 3 | 202 | #classic
303 明清小说专题 | Topics in Ming and Qing Fiction | 3 | 203 | #classic
304 古籍阅读 | Reading Old Texts | 3 | 201 | #classic
305 新闻写作 | News Writing | 3 | 103 | #media
306 编辑与出版 | Editing and Publishing | 3 | | #media
307 新媒体写作 | Writing for New Media | 3 | 103 | #media
308 语文教学法 | Teaching Chinese at School | 3 | | #teach
309 儿童阅读指导 | Guiding Young Readers | 3 | | #teach
310 中文教学实践 | Chinese Teaching Practice | 3 | 308 | #teach
311 民俗与方言 | Folklore and Dialects | 2
312 比较文学初步 | First Steps in Comparative Literature | 2 | 206
313 汉字与文化 | Chinese Characters and Culture | 2
401 文学史专题 | Topics in Literary History | 2 | 203,204
""",
    ),
    (
        "PUB",
        "公共管理",
        "Public Administration",
        """
101 行政管理学 | Public Administration | 4
102 政治学入门 | First Course in Politics | 3
103 办公室管理 | Office Management | 3
104 公共部门礼仪 | Etiquette in Public Service | 1
201 公共政策 | Public Policy | 3 | 101
202 地方治理 | Local Governance | 3 | 101
203 公共人事管理 | Public Personnel Management | 3 | 101
204 社会保障 | Social Security | 3
205 电子政务 | Digital Government | 3 | 101
206 行政伦理 | Administrative Ethics | 2 | 101
301 公共部门绩效 | Performance in the Public Sector | 3 | 203
302 应急管理 | Emergency Management | 3 | | #city
303 城市管理 | City Management | 3 | | #city
304 社区治理 | Community Governance | 3 | | #city
305 乡村振兴实务 | Practice of Rural Renewal | 3 | | #rural
306 农村公共服务 | Public Services in the Countryside | 3 | | #rural
307 土地管理 | Land Management | 3 | | #rural
308 公共预算 | Public Budgeting | 3 | 201
309 行政案例分析 | Administrative Case Studies | 2 | 201
310 比较公共行政 | Comparative Public Administration | 2 | 101
311 行政史话 | A Short History of Administration | 3
312 公共沟通 | Public Communication | 2
401 行政管理实习 | Administrative Placement | 4 | 201
""",
    ),
    (
        "TOU",
        "旅游与酒店",
        "Tourism and Hospitality",
        """
101 旅游学概论 | Introduction to Tourism | 3
102 旅游地理 | Tourism Geography | 2
103 酒店服务礼仪 | Hotel Service Etiquette | 2
201 导游业务 | Tour Guiding | 3 | 101
202 前厅与客房管理 | Front Office and Housekeeping | 3
203 餐饮管理 | Food and Beverage Management | 3
204 旅行社运营 | Running a Travel Agency | 3 | 101
205 旅游心理 | Psychology of Tourism | 2
301 旅游规划 | Tourism Planning | 3 | 101,102
302 会展策划 | Planning Events and Exhibitions | 3
303 酒店收益管理 | Hotel Revenue Management | 2 | 202
304 乡村旅游 | Rural Tourism | 2
305 智慧旅游 | Smart Tourism | 2 | 101
401 旅游综合实训 | Tourism Practicum | 4 | 201/202
""",
    ),
)
