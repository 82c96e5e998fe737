"""What the environment says of stores and who asks them, for machines that have not been told."""

import os
from collections.abc import Mapping, MutableMapping
from pathlib import PurePosixPath, PureWindowsPath

from hospplan.batch.places.opening import OF_STORES

_KEYS = {"AWS_ACCESS_KEY_ID": "AWS_SESSION_TOKEN", "OSS_ACCESS_KEY_ID": "OSS_SESSION_TOKEN"}
"""Who asks → what belongs to some of them alone, and makes the key of another invalid."""
_OF_MACHINE = ("_PROFILE", "_FILE", "_CONFIG_DIR")
"""Ends of the names of variables that mean something on one machine alone, as do all that hold a path."""


def surroundings(environment: Mapping[str, str]) -> dict[str, str]:
    """The variables that mean the same elsewhere. They hold secrets: for the arguments of a task, and for no log."""
    return {
        name: value
        for name, value in environment.items()
        if name.startswith(OF_STORES) and not name.endswith(_OF_MACHINE) and not _is_path(value)
    }


def take_over(told: Mapping[str, str], environment: MutableMapping[str, str] = os.environ) -> None:
    """Let them hold here, too; what a machine knows beside them stays."""
    for key, token in _KEYS.items():
        if key in told and told.get(key) != environment.get(key) and token not in told:
            environment.pop(token, None)
    environment.update(told)


def _is_path(value: str) -> bool:
    return PurePosixPath(value).is_absolute() or PureWindowsPath(value).is_absolute()
