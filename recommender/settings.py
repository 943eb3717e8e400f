"""Where are the parts, and which limits hold?  One frozen object, read only where the program is put together."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

__all__ = ["Settings"]


class Settings(BaseSettings):
    """Every setting, from `CREDITPATH_*` in the environment; an unknown one in code is refused."""

    model_config = SettingsConfigDict(env_prefix="CREDITPATH_", frozen=True, extra="forbid")

    store_url: str = Field(
        default="var/creditpath.db",
        description="the catalogue: a file that holds its versions, or a directory",
    )
    answers_url: str | None = Field(
        default=None,
        description="what we keep: answers, plans, events, jobs; absent: a file beside the catalogue's",
    )
    keep_answers: Literal["all", "cut", "none"] = Field(
        default="all", description="which answers the service keeps: all, those that time has cut, or none"
    )
    keep_days: int = Field(default=400, ge=1, description="for how many days the service keeps an answer")
    ledger_url: str = Field(default="var/ledger.db", description="the bank's ledger, opened read-only")
    ledger_token: str = Field(default="", repr=False, description="what a remote ledger asks for")
    model_dir: Path = Field(default=Path("var/models/champion"), description="the exported ranking model")
    today: date | None = Field(
        default=None, description="the day of an answer where the caller names none; absent: the present day"
    )
    time_limit: float = Field(default=30.0, gt=0, le=600, description="seconds for one answer, at most")
    node_limit: int = Field(default=200_000, gt=0, description="branch nodes for one answer, at most")
    concurrent_solves: int = Field(
        default=2, gt=0, le=64, description="answers solved at one time by the service"
    )
    host: str = Field(default="127.0.0.1", description="where the service listens; loopback unless asked")
    port: int = Field(
        default=8000, ge=0, le=65535, description="the service's port; 0 lets the system choose"
    )
