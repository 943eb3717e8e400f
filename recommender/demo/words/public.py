"""Which courses does everyone take, whatever they study: politics, languages, mathematics, computing, arts?

A line is `number 中文 | English | credits | needs | flags`; `recommender/demo/words/read.py` says how it is read.
"""

from __future__ import annotations

TABLES: tuple[tuple[str, str, str, str], ...] = (
    (
        "POL",
        "思想政治",
        "Political Theory",
        """
101 思想道德与法治基础 | Ethics and the Rule of Law | 3
102 近现代史纲要 | Outline of Modern History | 3
103 形势与政策（一） | Current Affairs and Policy I | 1
104 形势与政策（二） | Current Affairs and Policy II | 1
105 公民道德修养 | Civic Ethics | 2
201 哲学基本原理 | Basic Principles of Philosophy | 3
202 社会理论概要 | Outline of Social Theory | 3 | 101/102
203 国情与地方发展 | The Country and Its Regions | 2
180 社区议事与参与 | Taking Part in the Community | 2
181 长三角发展讲堂 | Lectures on the Yangtze Delta | 1
""",
    ),
    (
        "ENG",
        "大学英语",
        "College English",
        """
101 英语基础 | English Foundations | 3
102 大学英语（一） | College English I | 3
103 大学英语（二） | College English II | 3 | 102
201 大学英语（三） | College English III | 3 | 103
202 英语口语 | Spoken English | 2 | 102
203 英语写作 | English Writing | 2 | 103
204 职业英语 | English for Work | 2 | 102
301 学位英语 | English for Degree Candidates | 4 | 103
302 商务英语函电 | Business Correspondence in English | 2 | 203/204
303 科技英语阅读 | Reading Technical English | 2 | 103
180 英语听力在线 | English Listening Online | 2
181 旅行英语 | English for Travel | 1.5
""",
    ),
    (
        "MTH",
        "数学",
        "Mathematics",
        """
101 大学数学基础 | Foundations of University Mathematics | 3
102 高等数学（一） | Calculus I | 4
103 高等数学（二） | Calculus II | 4 | 102
104 经济数学 | Mathematics for Economics | 4
105 应用统计基础 | Foundations of Applied Statistics | 3
201 线性代数基础 | Linear Algebra | 3 | 101/102
202 概率与统计 | Probability and Mathematical Statistics | 3 | 102
203 离散结构 | Discrete Structures | 3 | 102
204 数学建模入门 | Introduction to Mathematical Modelling | 2 | 103
301 数值计算方法 | Numerical Methods | 3 | 103,201
302 回归与多元分析 | Regression and Multivariate Analysis | 3 | 202
180 生活中的统计 | Statistics in Daily Life | 2
""",
    ),
    (
        "CPT",
        "计算机基础",
        "Computer Literacy",
        """
101 计算机应用基础 | Fundamentals of Computer Applications | 3
102 办公软件操作 | Office Software | 2
103 网络信息检索 | Finding Information Online | 1.5
104 信息素养 | Information Literacy | 1
201 电子表格与数据处理 | Spreadsheets and Data Processing | 2 | 101/102
202 程序设计入门 | First Steps in Programming | 3 | 101
203 多媒体制作 | Multimedia Production | 2 | 101/102
204 人工智能常识 | Artificial Intelligence for Everyone | 2
180 数字生活技能 | Digital Skills for Daily Life | 2
181 智能工具办公 | Working with Smart Tools | 1.5
""",
    ),
    (
        "CHI",
        "语文与写作",
        "Language and Writing",
        """
101 大学语文 | College Chinese | 3
102 应用写作 | Practical Writing | 2
103 口语表达与沟通 | Speaking and Communication | 2
104 普通话训练 | Standard Mandarin Practice | 1.5
201 公文写作 | Official Document Writing | 2 | 102
202 演讲与辩论 | Speech and Debate | 2 | 103
203 论文写作指导 | Guide to Thesis Writing | 1 | 101/102
180 中文表达在线 | Chinese Expression Online | 2
181 古诗词诵读 | Reciting Old Poems | 1
""",
    ),
    (
        "PHE",
        "体育与健康",
        "Physical Education and Health",
        """
101 体育（一） | Physical Education I | 1
102 体育（二） | Physical Education II | 1
103 太极与养生 | Tai Chi and Wellbeing | 1
104 羽毛球运动 | Badminton | 1
105 健康与急救常识 | Health and First Aid | 1.5
106 营养与膳食 | Nutrition and Diet | 1.5
107 压力管理 | Coping with Stress | 1
180 居家健身 | Exercise at Home | 1
181 慢病自我管理 | Living with a Chronic Illness | 1.5
182 急救技能 | First-aid Skills | 1
""",
    ),
    (
        "ART",
        "艺术与人文",
        "Arts and Humanities",
        """
101 音乐赏析入门 | Listening to Music | 1.5
102 美术赏析入门 | Looking at Paintings | 1.5
103 书法练习 | Practising Calligraphy | 1
104 戏曲与民间艺术 | Opera and Folk Art | 1.5
105 江南文化 | The Culture of the Lower Yangtze | 2
106 世界文明简史 | A Short History of Civilisations | 2
107 摄影基础 | Basic Photography | 1.5
108 古镇与园林 | Water Towns and Gardens | 1.5
109 经典阅读 | Reading the Classics | 2
180 江南戏曲 | Opera of the Lower Yangtze | 1.5
181 水墨入门 | First Steps in Ink Painting | 1.5
182 博物馆里的往事 | The Past in Museums | 2
183 银幕与社会 | Cinema and Society | 1.5
184 中外建筑漫步 | A Walk through Architecture | 1.5
185 茶与江南生活 | Tea and Life on the Lower Yangtze | 1
186 民间手工艺 | Folk Crafts | 1
""",
    ),
    (
        "GEN",
        "通识与发展",
        "General Studies",
        """
101 学习指南 | How to Study Here | 1
102 职业生涯规划 | Career Planning | 1
103 就业与创业指导 | Employment and Starting a Business | 1
104 生态与可持续发展 | Ecology and Sustainable Development | 1.5
105 家庭理财 | Managing Household Money | 1.5
106 逻辑与思考 | Logic and Thinking | 2
107 公共礼仪 | Public Etiquette | 1
108 劳动与社会实践 | Work and Community Practice | 2
109 科学技术史话 | Stories from Science and Technology | 1.5
110 消费者与法律 | The Consumer and the Law | 1.5
180 数据与隐私 | Data and Privacy | 1.5
181 气候与城市 | Climate and Cities | 1.5
182 食品与安全 | Food and Safety | 1
183 科学思维训练 | Thinking like a Scientist | 2
184 心理与幸福 | Psychology and Happiness | 1.5
185 创新故事 | Stories of Innovation | 1.5
186 老龄社会 | The Ageing Society | 1.5
187 长江与海 | The River and the Sea | 1
188 职场沟通 | Communication at Work | 1.5
189 求职材料写作 | Writing Job Applications | 1
190 智能时代的工作 | Work in an Age of Smart Machines | 2
""",
    ),
)
