"""Which courses do the technical fields teach: computing, electrical, mechanical, design?

A line is `number 中文 | English | credits | needs | flags`; `recommender/demo/words/read.py` says how it is read.
"""

from __future__ import annotations

TABLES: tuple[tuple[str, str, str, str], ...] = (
    (
        "CSC",
        "计算机",
        "Computer Science",
        """
101 计算机导论 | Introduction to Computing | 2
102 程序设计基础 | Programming Fundamentals | 4
103 计算机组装与维护 | Assembling and Maintaining Computers | 2
104 网页设计基础 | Foundations of Web Design | 3
105 数字逻辑 | Digital Logic | 3
106 办公自动化技术 | Office Automation Technology | 3
201 面向对象程序设计 | Object-oriented Programming | 4 | 102
202 数据结构与程序 | Data Structures | 4 | 102@60
203 计算机组成与结构 | Computer Organisation | 4 | 105
204 数据库原理 | Database Principles | 4 | 102
205 计算机网络基础 | Computer Networks | 4 | 101
206 操作系统原理 | Operating Systems | 4 | 202
207 前端开发 | Front-end Development | 3 | 104 | #web
208 服务器端开发 | Server-side Development | 3 | 102 | #web
209 脚本语言编程 | Scripting Languages | 3 | 102
210 网络设备配置 | Configuring Network Devices | 3 | 205 | #net
211 系统运维 | System Operations | 3 | | #net
301 软件工程导论 | Software Engineering | 3 | 201
302 算法分析与设计 | Design and Analysis of Algorithms | 3 | 202
303 编译技术 | Compiler Construction | 3 | 202 | a
304 机器学习基础 | Foundations of Machine Learning | 3 | 202 | #data
305 数据挖掘 | Data Mining | 3 | 204 | #data
306 大数据处理技术 | Big Data Processing | 3 | 204 | #data
307 信息安全 | Information Security | 3 | 205 | #net
308 移动应用开发 | Mobile Application Development | 3 | 201 | #web
309 云计算技术 | Cloud Computing | 3 | 205 | #net
310 软件测试技术 | Software Testing | 3 | 201 | #web
311 人机交互 | Human-computer Interaction | 2
312 嵌入式系统 | Embedded Systems | 3 | 203
313 计算机图形学 | Computer Graphics | 3 | 201,202
401 分布式系统 | Distributed Systems | 3 | 205,206
402 软件项目实训 | Software Project Practicum | 4 | 301
403 深度学习实践 | Deep Learning in Practice | 3 | 304 | #data
""",
    ),
    (
        "EEE",
        "电气与电子",
        "Electrical and Electronic Engineering",
        """
101 电工基础 | Basic Electrical Engineering | 4
102 电子制图 | Electronic Drafting | 2
103 安全用电 | Electrical Safety | 1.5
201 模拟电子基础 | Analogue Electronics | 4 | 101
202 数字电子基础 | Digital Electronics | 4 | 101
203 电机与拖动 | Electrical Machines and Drives | 4 | 101
204 电气测量 | Electrical Measurement | 3 | 101
205 单片机原理 | Microcontrollers | 3 | 202
301 自动控制原理 | Automatic Control Theory | 4 | 201/203
302 可编程控制器应用 | Programmable Controllers | 3 | 203
303 电力电子技术 | Power Electronics | 3 | 201
304 供配电技术 | Power Supply and Distribution | 3 | 203
305 传感器与检测 | Sensors and Detection | 3 | 201
306 工厂电气控制 | Electrical Control in Factories | 3 | 203
307 新能源发电 | Renewable Power Generation | 2
401 变频调速系统 | Variable-speed Drives | 3 | 303
""",
    ),
    (
        "MEC",
        "机械",
        "Mechanical Engineering",
        """
101 机械制图 | Engineering Drawing | 4
102 工程材料 | Engineering Materials | 3
103 钳工实习 | Fitting Workshop | 2
104 公差配合与测量 | Tolerances and Measurement | 3 | 101
201 工程力学基础 | Engineering Mechanics | 4
202 机械设计基础 | Fundamentals of Machine Design | 4 | 101,201
203 机械制造基础 | Fundamentals of Manufacturing | 4 | 102
204 液压与气动 | Hydraulics and Pneumatics | 3 | 201
205 计算机辅助设计 | Computer-aided Design | 3 | 101
206 金工实训 | Metalworking Practicum | 3
301 数控技术 | Numerical Control | 4 | 203
302 机电一体化系统 | Mechatronic Systems | 4 | 202
303 工业机器人 | Industrial Robots | 3 | | #robot
304 机器人编程 | Robot Programming | 3 | 303 | #robot
305 机器视觉应用 | Machine Vision in Use | 3 | | #robot
306 模具设计 | Mould Design | 3 | 202 | #tool
307 冲压工艺 | Stamping Processes | 3 | 203 | #tool
308 注塑成型 | Injection Moulding | 3 | | #tool
309 设备管理与维修 | Equipment Management and Repair | 3 | | #plant
310 生产线调试 | Commissioning of Production Lines | 3 | 204 | #plant
311 预测性维护 | Predictive Maintenance | 3 | | #plant
312 三维建模 | Three-dimensional Modelling | 2 | 205
401 智能制造系统 | Smart Manufacturing Systems | 3 | 301/302
402 机电综合课程设计 | Mechatronics Design Project | 4 | 302
""",
    ),
    (
        "DES",
        "艺术设计",
        "Design",
        """
101 设计素描 | Drawing for Design | 3
102 色彩构成 | Colour Composition | 3
103 平面构成 | Two-dimensional Composition | 3
104 设计简史 | A Short History of Design | 2
201 字体与版式 | Type and Layout | 3 | 103
202 图形创意 | Creative Graphics | 3 | 101/102
203 包装设计 | Packaging Design | 3 | 201
204 室内设计基础 | Foundations of Interior Design | 4 | 101
205 产品手绘 | Product Sketching | 2 | 101
301 品牌形象设计 | Brand Identity Design | 3 | 201,202
302 界面设计 | Interface Design | 3 | 201
303 居住空间设计 | Residential Space Design | 4 | 204
304 文创产品设计 | Design of Cultural Products | 3 | 205
305 动画制作 | Animation | 3
401 设计项目实训 | Design Practicum | 4 | 301/303
""",
    ),
)
