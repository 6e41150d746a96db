"""Why a step of the workflow is not taken, in sentences for the person who asked for it."""

from laocai_ict.display.refusals import Refused

__all__ = ["Refused", "Stale"]


class Stale(Refused):
    """The version changed after the person had looked at it."""

    def __init__(self) -> None:
        super().__init__(
            "Bản này vừa được sửa sau khi bạn mở trang. Hãy xem lại chỗ khác rồi quyết định."
        )
