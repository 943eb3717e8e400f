"""Which courses do the caring fields teach: nursing, basic medicine, early childhood, psychology, social work?

A line is `number 中文 | English | credits | needs | flags`; `recommender/demo/words/read.py` says how it is read.
"""

from __future__ import annotations

TABLES: tuple[tuple[str, str, str, str], ...] = (
    (
        "MED",
        "基础医学",
        "Basic Medicine",
        """
101 人体解剖与生理 | Human Anatomy and Physiology | 4
102 医学遗传与胚胎 | Medical Genetics and Embryology | 2
103 生物化学基础 | Basic Biochemistry | 3
104 医用化学 | Chemistry for Medicine | 2
201 病理学基础 | Basic Pathology | 3 | 101
202 药理学 | Pharmacology | 3 | 101
203 病原与免疫 | Pathogens and Immunity | 3 | 101
204 预防医学 | Preventive Medicine | 2
205 医学统计 | Medical Statistics | 2
301 循证医学入门 | Introduction to Evidence-based Medicine | 2 | 205
302 流行病学 | Epidemiology | 2 | 204
""",
    ),
    (
        "NUR",
        "护理",
        "Nursing",
        """
101 护理学导论 | Introduction to Nursing | 2
102 基础护理 | Basic Nursing Care | 4
103 护理礼仪 | Professional Conduct in Nursing | 1
104 护理伦理与法规 | Nursing Ethics and Law | 2
201 健康评估 | Health Assessment | 3 | 102
202 内科护理 | Medical Nursing | 4 | 102
203 外科护理 | Surgical Nursing | 4 | 102
204 妇产科护理 | Maternity Nursing | 3 | 102
205 儿科护理 | Paediatric Nursing | 3 | 102
206 护理心理 | Psychology for Nurses | 2
301 急危重症护理 | Critical Care Nursing | 3 | 202@65
302 社区护理 | Community Nursing | 3 | | #community
303 老年护理 | Nursing of Older People | 3 | | #community
304 慢性病管理 | Managing Chronic Illness | 3 | 202 | #community
305 精神科护理 | Psychiatric Nursing | 3 | 206 | #clinic
306 手术室护理 | Operating Room Nursing | 3 | 203 | #clinic
307 肿瘤护理 | Oncology Nursing | 3 | 202/203 | #clinic
308 护理管理 | Nursing Management | 3
309 护理教育 | Nursing Education | 2
310 护理研究 | Nursing Research | 3 | 201
311 中医护理 | Nursing in Chinese Medicine | 2
312 康复护理 | Rehabilitation Nursing | 3 | 201 | #community
313 感染控制 | Infection Control | 2 | | #clinic
401 临床护理实践 | Clinical Nursing Placement | 6 | 202,203
""",
    ),
    (
        "ECE",
        "学前教育",
        "Early Childhood Education",
        """
101 学前教育学 | Principles of Early Childhood Education | 3
102 幼儿心理 | Psychology of Young Children | 3
103 幼儿卫生与保健 | Health and Hygiene of Young Children | 3
104 儿童文学 | Children's Literature | 2
105 幼儿教师口语 | Spoken Language for Kindergarten Teachers | 2
106 乐理与视唱 | Music Theory and Sight Singing | 2 | | #music
107 简笔画与手工 | Simple Drawing and Handicraft | 2 | | #craft
108 幼儿舞蹈 | Dance with Young Children | 2 | | #move
201 幼儿园课程 | Kindergarten Curriculum | 3 | 101
202 幼儿游戏指导 | Guiding Play | 3 | 101/102
203 语言活动设计 | Designing Language Activities | 3 | 201
204 科学活动设计 | Designing Science Activities | 3 | 201
205 艺术活动设计 | Designing Art Activities | 3 | 201
206 健康活动设计 | Designing Health Activities | 3 | 201
207 幼儿园班级管理 | Running a Kindergarten Class | 2
208 琴法基础 | Basic Keyboard | 3 | 106 | #music
209 儿歌弹唱 | Singing and Playing for Children | 3 | 208 | #music
210 环境创设 | Preparing the Classroom | 3 | 107 | #craft
211 绘本制作 | Making Picture Books | 3 | | #craft
212 幼儿体操 | Gymnastics with Young Children | 3 | | #move
213 户外活动组织 | Leading Outdoor Activities | 3 | | #move
214 家园合作 | Working with Families | 2
301 幼儿行为观察 | Observing Young Children | 3 | 102
302 特殊儿童教育 | Educating Children with Special Needs | 2 | 102
303 学前教育实习 | Kindergarten Placement | 6 | 201,202
""",
    ),
    (
        "PSY",
        "心理与教育",
        "Psychology and Education",
        """
101 心理学入门 | First Course in Psychology | 3
102 教育学入门 | First Course in Education | 3
103 家庭教育指导 | Guidance for Parents | 2
201 发展心理 | Developmental Psychology | 3 | 101
202 教育心理 | Educational Psychology | 3 | 101
203 社会心理 | Social Psychology | 3 | 101
204 心理健康教育 | Mental Health Education | 2
205 成人学习 | How Adults Learn | 2 | 102
301 心理咨询技术 | Counselling Skills | 3 | 201/203
302 心理测量 | Psychological Measurement | 3 | 101
303 课程与教学 | Curriculum and Teaching | 3 | 102
304 教育研究方法 | Research Methods in Education | 3 | 102
305 班级团体辅导 | Group Guidance in Class | 2 | 204
""",
    ),
    (
        "SOC",
        "社会工作",
        "Social Work",
        """
101 社会工作导论 | Introduction to Social Work | 3
102 社会学入门 | First Course in Sociology | 3
103 社会福利 | Social Welfare | 2
201 个案工作 | Casework | 3 | 101
202 小组工作 | Group Work | 3 | 101
203 社区工作 | Community Work | 3 | 101
204 社会调查 | Social Surveys | 3 | 102
205 养老服务 | Services for Older People | 2
206 志愿服务管理 | Managing Volunteers | 2
301 社会政策分析 | Social Policy Analysis | 3 | 103
302 医务社会工作 | Social Work in Hospitals | 2 | 201
303 青少年社会工作 | Social Work with Young People | 2 | 201/202
304 社区矛盾调解 | Mediation in the Community | 2
401 社会工作实习 | Social Work Placement | 4 | 201,202
""",
    ),
)
