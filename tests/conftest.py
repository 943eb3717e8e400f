"""What does every test share: the suites plugin and the hypothesis profiles.

`derandomised` (the default) runs the same 500 examples a law every time, so that a red run is red for everyone;
`soak` runs many more from a printed seed (`make soak`).
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

pytest_plugins = ("tests.suites",)

settings.register_profile(
    "derandomised",
    max_examples=500,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "soak",
    max_examples=20_000,
    derandomize=False,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "derandomised"))
