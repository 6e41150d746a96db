import os
from pathlib import Path


def data_dir():
    return Path(os.environ.get("DATA_DIR") or Path(__file__).resolve().parents[2] / "var")
