"""What the triggers of deadlines refuse, in words for people."""

SENTENCES = {
    "deadlines_decided_stands_still": (
        "Quyết định dời thời hạn đã ghi thì không sửa, không xóa và không hoàn tác được: "
        "nếu sai, hãy ra một quyết định khác."
    ),
    "deadlines_deadline_closed_never_moves": "Thời hạn đã xong thì không dời được nữa.",
    "deadlines_deadline_end_or_pause": (
        "Thời hạn đang mở hoặc có ngày hết hạn, hoặc đang tạm dừng, không thể cả hai."
    ),
}
