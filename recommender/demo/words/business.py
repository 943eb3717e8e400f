"""Which courses do the business fields teach: accounting, finance, management, marketing, e-commerce, logistics?

A line is `number 中文 | English | credits | needs | flags`; `recommender/demo/words/read.py` says how it is read.
"""

from __future__ import annotations

TABLES: tuple[tuple[str, str, str, str], ...] = (
    (
        "ACC",
        "会计",
        "Accounting",
        """
101 基础会计 | Fundamentals of Accounting | 4
102 会计基本技能 | Basic Accounting Skills | 2
103 出纳实务 | Cashier Practice | 2
104 财经法规与职业道德 | Financial Regulation and Professional Ethics | 2
201 中级财务会计 | Intermediate Financial Accounting | 4 | 101
202 成本会计 | Cost Accounting | 3 | 101
203 会计信息系统 | Accounting Information Systems | 3 | 101
204 税法 | Tax Law | 3 | | #tax
205 行业会计比较 | Accounting across Industries | 3 | 101
206 会计综合实训 | Integrated Accounting Practicum | 2 | 101
301 高级财务会计 | Advanced Financial Accounting | 4 | 201@65 | a
302 管理会计 | Management Accounting | 4 | 202
303 审计学 | Auditing | 4 | 201 | #audit
304 企业财务管理 | Financial Management | 4 | 101
305 财务报表分析 | Financial Statement Analysis | 3 | 201/304
306 纳税筹划 | Tax Planning | 3 | 204 | #tax
307 政府与非营利组织会计 | Government and Non-profit Accounting | 3 | 101 | s
308 内部控制 | Internal Control | 2 | | #audit
309 税务会计 | Tax Accounting | 3 | 201,204 | #tax
310 审计实务 | Audit Practice | 3 | 303 | #audit
311 预算管理 | Budget Management | 2 | 202 | #man
312 战略成本管理 | Strategic Cost Management | 3 | 202/302 | #man
313 绩效管理与评价 | Performance Management and Appraisal | 3 | | #man
401 会计理论专题 | Topics in Accounting Theory | 2 | 301
402 大数据与会计 | Big Data in Accounting | 2 | 203
""",
    ),
    (
        "FIN",
        "金融与经济",
        "Finance and Economics",
        """
101 经济学基础 | Foundations of Economics | 3
102 货币与银行 | Money and Banking | 3
103 统计学原理 | Principles of Statistics | 3
201 微观经济分析 | Microeconomic Analysis | 3 | 101
202 宏观经济分析 | Macroeconomic Analysis | 3 | 101
203 证券投资 | Securities Investment | 3 | 102
204 保险学概论 | Introduction to Insurance | 2
205 国际贸易实务 | International Trade Practice | 3 | 101
206 财政学 | Public Finance | 3 | 101
301 公司金融 | Corporate Finance | 3 | 102/201
302 金融风险管理 | Financial Risk Management | 3 | 203
303 国际金融 | International Finance | 3 | 102,202
304 计量方法初步 | First Course in Econometrics | 3 | 103
305 普惠金融 | Inclusive Finance | 2 | 102
306 长三角区域经济 | Regional Economy of the Yangtze Delta | 2
307 信托与租赁 | Trusts and Leasing | 2 | 102
401 金融科技应用 | Financial Technology in Use | 2 | 301/302
""",
    ),
    (
        "BUS",
        "工商管理",
        "Business Administration",
        """
101 管理学基础 | Foundations of Management | 3
102 经济法概论 | Introduction to Business Law | 3
103 企业文化 | Corporate Culture | 2
104 商务谈判 | Business Negotiation | 2
201 人力资源管理 | Human Resource Management | 3 | 101
202 组织行为学 | Organisational Behaviour | 3 | 101
203 生产与运作管理 | Production and Operations Management | 3 | 101
204 质量管理 | Quality Management | 2 | 101
205 管理信息系统 | Management Information Systems | 3 | 101
206 小企业管理 | Managing a Small Firm | 3 | | #own
301 企业战略管理 | Strategic Management | 3 | 201/202
302 项目管理 | Project Management | 3 | 101
303 创业管理 | Entrepreneurship | 3 | 206 | #own
304 薪酬与绩效 | Pay and Performance | 3 | 201 | #hr
305 招聘与测评 | Recruitment and Assessment | 3 | 201 | #hr
306 培训与开发 | Training and Development | 3 | 201 | #hr
307 供应链与运营优化 | Supply Chains and Operations Improvement | 3 | 203 | #ops
308 精益生产 | Lean Production | 3 | 203 | #ops
309 服务运营 | Service Operations | 3 | | #ops
310 家族企业传承 | Succession in Family Firms | 3 | | #own
311 跨文化管理 | Managing across Cultures | 2 | 202
401 管理决策模拟 | Management Decision Simulation | 2 | 301
""",
    ),
    (
        "MKT",
        "市场营销",
        "Marketing",
        """
101 市场营销学 | Principles of Marketing | 3
102 推销技巧 | Selling Skills | 2
103 广告学概论 | Introduction to Advertising | 2
201 消费者行为 | Consumer Behaviour | 3 | 101
202 市场调查与预测 | Market Research and Forecasting | 3 | 101
203 渠道管理 | Channel Management | 2 | 101
204 公共关系 | Public Relations | 2
301 品牌管理 | Brand Management | 3 | 101
302 网络营销 | Digital Marketing | 3 | 101
303 服务营销 | Services Marketing | 2 | 101
304 客户关系管理 | Customer Relationship Management | 3 | 201
305 营销策划 | Marketing Planning | 3 | 201,202
306 零售管理 | Retail Management | 2 | 101
401 国际市场营销 | International Marketing | 3 | 301
""",
    ),
    (
        "ECM",
        "电子商务",
        "E-Commerce",
        """
101 电子商务概论 | Introduction to E-Commerce | 3
102 网店开设与管理 | Setting up and Running an Online Shop | 3
103 商品图片处理 | Product Image Editing | 2
104 网页制作 | Web Page Making | 3
105 电子商务法规 | E-Commerce Law | 2
201 网店运营 | Online Shop Operations | 4 | 101/102
202 电子支付与安全 | Electronic Payment and Security | 3 | 101
203 客户服务管理 | Managing Customer Service | 2
204 电商数据分析 | E-Commerce Data Analysis | 3 | 101
205 直播销售 | Live-stream Selling | 3 | | #live
206 短视频制作 | Short Video Production | 3 | 103 | #live
207 跨境电商基础 | Foundations of Cross-border E-Commerce | 3 | 101 | #cross
208 跨境物流与通关 | Cross-border Logistics and Customs | 3 | | #cross
209 农产品电商 | E-Commerce for Farm Produce | 3 | | #rural
210 乡村物流网点管理 | Running a Rural Delivery Point | 3 | | #rural
211 视觉营销设计 | Visual Merchandising Online | 2 | 103
212 搜索引擎推广 | Search Promotion | 2 | 201
213 主播表达训练 | Presenting on Camera | 2 | | #live
214 外贸平台操作 | Working on Trade Platforms | 2 | 207 | #cross
215 特色产品包装 | Packaging Local Products | 2 | | #rural
301 电子商务案例 | Cases in E-Commerce | 2 | 201
302 电子商务综合实训 | E-Commerce Practicum | 4 | 201
""",
    ),
    (
        "LOG",
        "物流",
        "Logistics",
        """
101 物流学概论 | Introduction to Logistics | 3
102 货物知识 | Knowledge of Goods | 2
103 物流法规 | Logistics Law | 2
104 运输地理 | Transport Geography | 2
201 仓储管理 | Warehouse Management | 4 | 101
202 运输管理 | Transport Management | 4 | 101
203 采购管理 | Purchasing Management | 3 | 101
204 物流信息技术 | Information Technology for Logistics | 3 | 101
205 配送管理 | Distribution Management | 3 | 201
206 包装技术 | Packaging Technology | 2
301 供应链管理 | Supply Chain Management | 4 | 201/202
302 国际货运代理 | International Freight Forwarding | 3 | 202 | #port
303 港口物流 | Port Logistics | 3 | 202 | #port
304 报关实务 | Customs Declaration Practice | 3 | | #port
305 冷链物流 | Cold Chain Logistics | 3 | 201 | #city
306 快递运营 | Express Delivery Operations | 3 | | #city
307 城市配送规划 | Planning Urban Distribution | 3 | 205 | #city
308 物流成本分析 | Analysing Logistics Costs | 3 | 101
309 库存控制 | Inventory Control | 3 | 201
310 物流系统设计 | Logistics System Design | 3 | 301@70
311 应急物流 | Emergency Logistics | 2
312 逆向物流 | Reverse Logistics | 2 | 101
401 物流运筹 | Operations Research for Logistics | 3 | 301
""",
    ),
)
