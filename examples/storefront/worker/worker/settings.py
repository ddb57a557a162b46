from dataclasses import dataclass
from pathlib import Path

import yaml


@dataclass(frozen=True)
class Settings:
    shop_url: str
    mail_url: str
    secret: str
    thumbnail_size: int = 320


def read_settings(path: Path) -> Settings:
    """Raises TypeError for a key that no setting has."""
    with path.open(encoding="utf-8") as file:
        return Settings(**yaml.safe_load(file))
