"""Which short electives does a field offer: its topics, and the forms in which a topic is taught?"""

from __future__ import annotations

FORMS: tuple[tuple[int, str, str, str], ...] = (
    (150, "{}概说", "A Short Introduction to {}", "1"),
    (250, "{}实训", "Workshop: {}", "1.5"),
    (350, "{}专题", "Topics in {}", "2"),
    (370, "{}案例分析", "Case Studies in {}", "2"),
    (450, "{}研讨", "Seminar on {}", "1"),
)
"""First number, title in Chinese and English, credits; the n-th topic has the n-th number."""

TOPICS: dict[str, str] = {
    "ACC": "收入核算 Revenue Accounting; 存货与资产 Inventory and Assets; 合并报表 Consolidated Statements;"
    " 会计职业判断 Professional Judgement; 财务共享服务 Shared Financial Services;"
    " 会计数字化 Digital Accounting",
    "FIN": "绿色金融 Green Finance; 农村金融 Rural Finance; 债券市场 Bond Markets;"
    " 汇率与贸易 Exchange Rates and Trade;"
    " 养老金融 Pension Finance; 平台经济 The Platform Economy",
    "BUS": "领导力 Leadership; 团队建设 Team Building; 商业模式 Business Models; 企业合规 Corporate Compliance;"
    " 知识管理 Knowledge Management; 变革管理 Managing Change",
    "MKT": "社群营销 Community Marketing; 内容创作 Content Creation; 定价策略 Pricing;"
    " 会员运营 Membership Programmes;"
    " 广告文案 Advertising Copy; 品牌国际化 Taking Brands Abroad",
    "ECM": "店铺诊断 Shop Diagnosis; 选品方法 Product Selection; 私域运营 Customer Communities;"
    " 海外仓 Overseas Warehousing; 直播脚本 Live-stream Scripts; 电商客服 Online Customer Service",
    "LOG": "多式联运 Multimodal Transport; 绿色物流 Green Logistics; 仓储自动化 Warehouse Automation;"
    " 物流安全 Safety in Logistics; 医药物流 Medical Logistics; 跨境运输 Cross-border Transport",
    "CSC": "容器技术 Containers; 数据可视化 Data Visualisation; 网络攻防 Network Attack and Defence;"
    " 开源协作 Open-source Collaboration; 图像识别 Image Recognition; 低代码开发 Low-code Development",
    "EEE": "光伏系统 Photovoltaic Systems; 充电设施 Charging Facilities; 智能家居 Smart Homes;"
    " 电力运维 Power System Maintenance; 照明工程 Lighting Engineering; 储能技术 Energy Storage",
    "MEC": "增材制造 Additive Manufacturing; 焊接工艺 Welding Processes; 精密测量 Precision Measurement;"
    " 机床装调 Machine Tool Assembly; 工装夹具 Fixtures; 设备数字化 Digital Equipment",
    "DES": "插画 Illustration; 展示设计 Exhibition Design; 交互叙事 Interactive Storytelling;"
    " 材料与工艺 Materials and Craft;"
    " 服务设计 Service Design; 传统纹样 Traditional Patterns",
    "MED": "营养与代谢 Nutrition and Metabolism; 合理用药 Rational Use of Medicines; 健康教育 Health Education;"
    " 睡眠健康 Sleep and Health; 传染病防控 Control of Infectious Diseases; 医学检验 Laboratory Testing",
    "NUR": "伤口护理 Wound Care; 安宁疗护 Palliative Care; 静脉治疗 Infusion Therapy; 糖尿病护理 Diabetes Care;"
    " 护患沟通 Nurse-patient Communication; 居家护理 Home Care",
    "ECE": "感觉统合 Sensory Integration; 幼儿绘画 Young Children's Drawing; 传统游戏 Traditional Games;"
    " 入学准备 Getting Ready for School; 托育服务 Day Care; 幼儿安全 Child Safety",
    "PSY": "情绪管理 Managing Emotions; 亲子关系 Parents and Children; 学习困难 Learning Difficulties;"
    " 职场心理 Psychology at Work; 积极心理 Positive Psychology; 教育评价 Educational Assessment",
    "SOC": "残障服务 Disability Services; 项目评估 Programme Evaluation; 社区营造 Building Communities;"
    " 家庭服务 Family Services; 社会组织 Civil Organisations; 儿童保护 Child Protection",
    "LAW": "消费者保护 Consumer Protection; 合同审查 Contract Review; 商事仲裁 Commercial Arbitration;"
    " 未成年人法律保护 Legal Protection of Minors; 房地产法律 Real Estate Law;"
    " 公益诉讼 Public Interest Litigation",
    "CLL": "先秦散文 Pre-imperial Prose; 江南文学 Literature of the Lower Yangtze;"
    " 网络文学 Internet Literature;"
    " 戏剧文本 Drama Texts; 方言写作 Writing in Dialect; 诗歌创作 Writing Poetry",
    "PUB": "基层治理 Grassroots Governance; 政务服务 Government Services; 数据治理 Data Governance;"
    " 公共安全 Public Safety; 长三角一体化 Integration of the Yangtze Delta; 社区养老 Ageing in the Community",
    "TOU": "民宿经营 Running a Guesthouse; 研学旅行 Study Travel; 讲解技巧 Interpretation Skills;"
    " 饮食文化 Food Culture; 邮轮服务 Cruise Services; 文旅融合 Culture and Tourism",
}
"""By field: `中文 English` pairs, separated by semicolons."""

TRADES: dict[str, str] = {
    "ACC": "会计核算 Bookkeeping 201; 税务办理 Tax Services 204; 出纳岗位 Cashier Work 103;"
    " 审计助理 Audit Assistant 303;"
    " 财务数据分析 Financial Data Analysis 305; 管理会计应用 Applied Management Accounting 302",
    "FIN": "银行柜面服务 Bank Counter Service 102; 保险代理 Insurance Agency 204;"
    " 投资顾问助理 Investment Adviser Assistant 203",
    "BUS": "人力资源服务 Human Resource Services 201; 项目助理 Project Assistant 302;"
    " 质量检查 Quality Inspection 204",
    "MKT": "市场营销员 Marketing Work 101; 数字营销 Digital Marketing Work 302; 客户服务 Customer Service 304",
    "ECM": "网店运营员 Online Shop Operation 201; 直播销售员 Live-stream Sales 205;"
    " 跨境电商员 Cross-border E-Commerce 207;"
    " 电商美工 Online Shop Graphics 103",
    "LOG": "仓储管理员 Warehouse Work 201; 货运调度 Freight Dispatch 202; 报关服务 Customs Services 304;"
    " 快递服务 Express Delivery 306; 采购员 Purchasing 203",
    "CSC": "网络管理 Network Administration 205; 软件测试员 Software Testing 310;"
    " 前端开发员 Front-end Development 207;"
    " 数据库管理 Database Administration 204; 数据标注与处理 Data Labelling and Processing 305;"
    " 信息安全服务 Information Security Services 307",
    "EEE": "电工操作 Electrician Work 101; 电气安装 Electrical Installation 306;"
    " 可编程系统操作 Programmable Systems 302",
    "MEC": "数控操作 Numerical Control Operation 301; 机械装配 Mechanical Assembly 203;"
    " 机器人操作 Robot Operation 303;"
    " 制图员 Draughting 101; 设备维修 Equipment Repair 309",
    "DES": "平面制作 Graphic Production 201; 室内制图 Interior Drafting 204",
    "NUR": "护理员 Care Assistant 102; 老年照护 Elderly Care 303; 急救员 First Aid Provider 301;"
    " 康复助理 Rehabilitation Aide 312",
    "ECE": "保育员 Nursery Assistant 103; 幼儿指导 Early Childhood Guidance 202;"
    " 琴法伴奏 Keyboard Accompaniment 208",
    "PSY": "家庭教育指导员 Parent Guidance 103; 心理疏导 Psychological Support 204",
    "SOC": "社区服务 Community Services 203; 调解员 Mediator 304",
    "LAW": "法律事务助理 Legal Assistant 104; 合同管理 Contract Administration 205; 司法辅助 Court Support 311",
    "CLL": "文字编辑 Copy Editing 306; 新媒体运营 New Media Work 307; 朗读与讲解 Reading Aloud 101",
    "PUB": "行政办事员 Administrative Clerk 103; 电子政务操作 Digital Government Work 205;"
    " 应急救援组织 Emergency Organisation 302",
    "TOU": "导游服务 Tour Guide Service 201; 酒店服务 Hotel Service 202; 会展服务 Event Service 302",
}
"""Occupations with a certificate: `中文 English number`, the number being the course of the field closest to it."""
