import json
import sys
from pathlib import Path

from .jobs import JOBS
from .settings import read_settings


def main() -> None:
    """Reads one job per line from standard input, as JSON."""
    if len(sys.argv) != 2:
        sys.exit("Usage: python -m worker SETTINGS.yaml")
    settings = read_settings(Path(sys.argv[1]))
    for line in sys.stdin:
        job = json.loads(line)
        JOBS[job["kind"]](settings, job)


if __name__ == "__main__":
    main()
