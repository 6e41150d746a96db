"""What was changed, by whom, when, from where and why: kept by the database itself.

``acting(by=…, where=…, reason=…, kind=…)`` says who acts; ``private``, ``ignored`` and ``outside``
say what of a model is not kept, ``only_read`` that triggers alone write it. Everything else is
done by triggers (`functions.py`, `sync.py`).
"""

from .acting import acting, give_reason
from .coverage import ignored, only_read, outside, private

__all__ = ["acting", "give_reason", "ignored", "only_read", "outside", "private"]
