"""What does the degree ask for that the peer's two cases are judged by, restated in our rules?

The peer solves *groups* of requirements: within a group a course counts once, and no group sees another. A group is
therefore a qualification here, and the degree is the list of them planned together (A8). Lists of courses are facts of
the catalogue of the University of Texas at Dallas, as the peer (UTDNebula/planner, MIT licence) states them.
"""

from __future__ import annotations

from collections.abc import Iterable

from benchmarks.datasets.findings import Import
from benchmarks.datasets.utd.courses import course_item
from benchmarks.datasets.utd.names import HOME, local_id
from recommender.interchange.native import Json, Native, head, institution

YEAR = "2020"
MATH_1, MATH_2 = "MATH 2413 2417", "MATH 2414 2419"
PHYSICS, WRITING = "PHYS 2325 2421", "ECS 3390"
PREPARATORY = "CS 1136 1336 1337 2305 2336 2337 2340, MATH 2418, PHYS 2125 2126, ECS 1100, CS 1200"
MAJOR = "CS 3305 4337 4349 4384 4485 3341 3345 3354 4141 4348 4341 3377 4347 3162"
CORE_MATHEMATICS = (
    "MATH 1306 1314 1316 1325 2306 2312 2413 2414 2415 2417, PHIL 2303, PSY 2317, STAT 1342 2332"
)
CORE_SCIENCE = (
    "BIOL 1300 1318 2311 2312 2350, CGS 2301, CHEM 1311 1312 1315 1316, ENVR 2302, GEOG 2302, GEOS 1303 1304 2302 2310"
    " 2321 2332 2333 2409, ISNS 2359 2367 2368, NATS 1311 2330 2333, PHIL 2304, PHYS 1301 1302 2125 2325 2326 2421"
    " 2422, PSY 2364"
)
CORE_CULTURE = (
    "AMS 2300 2341, ATCM 2300, FILM 1303, HIST 2340 2341 2350 2360 2370, HUMA 1301, LIT 1301 2322 2329 2331,"
    " PHIL 1301 1305 1306 2316 2317, RELS 1325"
)
CORE_ARTS = (
    "AHST 1303 1304 2331, ARTS 1301, DANC 1305 1310, FILM 2332, MUSI 1306 2321 2322, PHIL 1307, THEA 1310"
)
CORE_HISTORY = "HIST 1301 1302 2301 2330 2381 2384"
CORE_SOCIAL = (
    "BA 1310 1320, CLDP 2314, CRIM 1301 1307, ECON 2301 2302, GEOG 2303, GST 2300, PA 2325, PSY 2301 2314,"
    " SOC 1301 2300 2320"
)
CORE_OPTION = (
    "ARAB 1311 1312 2311 2312, ARHM 2340 2342 2343 2344, CHEM 1111 1115, CHIN 2311 2312, EPPS 2301 2302, FREN 1311 1312"
    " 2311 2312, GERM 1311 1312 2311 2312, JAPN 1311 1312 2311 2312, KORE 2311 2312, MATH 1326 2419, SPAN 1311 1312"
    " 2310 2311 2312, ATCM 2340, COMM 1311 1315, RHET 1302, MATH 1306 1314 1316 1325 2306 2312 2413 2414 2415 2417,"
    " PHIL 2303, PSY 2317, STAT 1342 2332, BIOL 1300 2311 2312 2350, CGS 2301, CHEM 1311 1312 1315 1316, ENVR 2302,"
    " GEOG 2302, GEOS 1303 1304 2302 2310 2321 2332 2333 2409, ISNS 2359 2367 2368, NATS 1311 2330 2333, PHIL 2304,"
    " PHYS 1301 1302 2125 2325 2326 2421 2422, PSY 2364, ATCM 2300, FILM 1303, HIST 2340 2341 2350 2360 2370,"
    " HUMA 1301, LIT 1301 2322 2329 2331, PHIL 1301 1305 1306 2316 2317, RELS 1325, AHST 1303 1304 2331, ARTS 1301,"
    " DANC 1305 1310, FILM 2332, MUSI 1306 2321, PHIL 1307, THEA 1310, HIST 1301 1302 2301 2330 2381 2384,"
    " BA 1310 1320, CLDP 2314, ECON 2301 2302, PSY 2301 2314"
)
OWN = ", ".join((MATH_1, MATH_2, PHYSICS, WRITING, PREPARATORY, MAJOR))


def courses(text: str) -> list[str]:
    """`CS 1136 1336, ECS 1100` as the courses that it names."""
    return [f"{part.split()[0]} {number}" for part in text.split(",") for number in part.split()[1:]]


def named(text: str) -> Json:
    """The set of these courses."""
    return {"items": [local_id(course) for course in courses(text)]}


ELECTIVE: Json = {"except": [named(OWN)]}
UPPER: Json = {"level_from": 3000, "level_to": 4999}
PREPARE = "Computer Science Preparatory Courses"
GROUPS: tuple[tuple[tuple[str, int, Json], ...], ...] = (
    ((f"{PREPARE} - MATH 2413 or MATH 2417", 4, named(MATH_1)),),
    ((f"{PREPARE} - MATH 2414 or MATH 2419", 4, named(MATH_2)),),
    ((f"{PREPARE} - PHYS 2325 or PHYS 2421", 3, named(PHYSICS)),),
    (("Major Core Courses - ECS 3390", 3, named(WRITING)),),
    (
        (PREPARE, 25, named(PREPARATORY)),
        ("Major Core Courses", 39, named(MAJOR)),
        ("Major Guided Electives", 9, {"subjects": ["CS"], **UPPER, **ELECTIVE}),
        ("Free Electives", 10, ELECTIVE),
        ("Core - Communication (010)", 6, named("ATCM 2340, COMM 1311 1315, ECS 3390, RHET 1302 2302")),
        ("Core - Mathematics (020)", 3, named(CORE_MATHEMATICS)),
        ("Core - Life and Physical Sciences (030)", 6, named(CORE_SCIENCE)),
        ("Core - Language, Philosophy and Culture (040)", 3, named(CORE_CULTURE)),
        ("Core - Creative Arts (050)", 3, named(CORE_ARTS)),
        ("Core - American History (060)", 6, named(CORE_HISTORY)),
        ("Core - Government/Political Science (070)", 6, named("GOVT 2107 2305 2306")),
        ("Core - Social and Behavioral Sciences (080)", 3, named(CORE_SOCIAL)),
        ("Core - Component Area Option (090)", 6, named(CORE_OPTION)),
    ),
    (("Upper Level Hour Requirement", 51, UPPER),),
    (("Minimum Cumulative Hours", 124, {}),),
)
"""The requirements of each group: name as the peer says it, hours, set."""


def degree(held: Iterable[str]) -> Native:
    """The catalogue: every course that a list or a learner names, and a qualification for each group."""
    native = Native(
        head(
            "utd-peer", "达拉斯计算机科学学士（同行审核用例）", "Computer science at UTD, as a peer audits it"
        )
    )
    native.institutions.append(institution(HOME, "University of Texas at Dallas"))
    lists = (
        OWN,
        CORE_MATHEMATICS,
        CORE_SCIENCE,
        CORE_CULTURE,
        CORE_ARTS,
        CORE_HISTORY,
        CORE_SOCIAL,
        CORE_OPTION,
    )
    known = [*courses(", ".join(lists)), *courses("RHET 2302, GOVT 2107 2305 2306"), *held]
    for course in dict.fromkeys(known):
        native.items[local_id(course)] = course_item(course, course, Import())
    native.qualifications = [_group(number, group) for number, group in enumerate(GROUPS)]
    return native


def group_id(number: int) -> str:
    """The id of the qualification of a group."""
    return f"{HOME}/cs-group-{number}"


def node_id(name: str) -> str:
    """The id of a requirement: its name without what ids do not have."""
    return "".join(letter if letter.isalnum() else "-" for letter in name.lower())


def _group(number: int, group: tuple[tuple[str, int, Json], ...]) -> Json:
    children = [
        {"kind": "credits_from", "id": node_id(name), "titles": {"en": name}, "least": str(hours), "of": of}
        for name, hours, of in group
    ]
    return {
        "id": group_id(number),
        "year": YEAR,
        "institution": HOME,
        "titles": {"en": f"Computer science, group {number}"},
        "award": "bachelor",
        "total": "1/600",  # the group asks for no total of its own
        "accepts": [],
        "requirement": {"kind": "all_of", "id": "all", "children": children},
        "limits": [],
    }
