"""What people look for and do not find, counted by day and by nothing else."""

import datetime


def count(text: str, day: datetime.date) -> None:
    """Count that `text` was looked for on `day` and nothing was found. Never raises."""
