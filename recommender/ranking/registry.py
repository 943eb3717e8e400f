"""What was trained when, and how good was it?  Runs recorded with mlflow; serving never looks here.

The only door to mlflow. The record is an SQLite file and a folder of artifacts: nothing to start, nothing leaves the
machine.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mlflow.tracking import MlflowClient

__all__ = ["EXPERIMENT", "MODEL", "record_run"]

EXPERIMENT = "creditpath-ranking"
MODEL = "creditpath-ranking"
ALIAS = "champion"


def record_run(directory: Path, trial: Mapping[str, Any], manifest: Path) -> str:
    """Record one training run and name its model version `champion`; returns the run's id.

    Args:
        directory: where the record is kept; made when missing.
        trial: `model`, `params`, and validation figures, as a trial tells them.
        manifest: kept as the run's artifact; the arrays it names stay where they are.
    """
    directory.mkdir(parents=True, exist_ok=True)
    client = MlflowClient(tracking_uri=f"sqlite:///{directory / 'mlflow.db'}")
    run = client.create_run(_experiment(client, directory)).info.run_id
    client.log_param(run, "model", trial["model"])
    for name, value in trial["params"].items():
        client.log_param(run, name, value)
    for name, value in trial.items():
        if isinstance(value, float):
            client.log_metric(run, name.replace("@", "_at_"), value)
    client.log_artifact(run, str(manifest))
    client.set_terminated(run)
    _promote(client, run)
    return str(run)


def _experiment(client: MlflowClient, directory: Path) -> str:
    known = client.get_experiment_by_name(EXPERIMENT)
    if known is not None:
        return str(known.experiment_id)
    return str(
        client.create_experiment(EXPERIMENT, artifact_location=(directory / "artifacts").resolve().as_uri())
    )


def _promote(client: MlflowClient, run: str) -> None:
    if not client.search_registered_models(f"name = '{MODEL}'"):
        client.create_registered_model(MODEL)
    source = client.get_run(run).info.artifact_uri
    version = client.create_model_version(MODEL, source=str(source), run_id=run)
    client.set_registered_model_alias(MODEL, ALIAS, version.version)
