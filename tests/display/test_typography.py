"""Lines break between words, not inside them."""

import pytest

from laocai_ict.display.typography import join_words


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("số liệu viễn thông", "số_liệu viễn_thông"),
        ("464,6 tỷ đồng", "464,6_tỷ đồng"),
        ("trong 30 ngày", "trong 30_ngày"),
        ("Lào Cai", "Lào_Cai"),
        ("VIỄN THÔNG", "VIỄN_THÔNG"),
        ("30 người dân", "30_người dân"),
        ("chữ thường", "chữ thường"),
        ("", ""),
    ],
)
def test_compounds_and_units_hold_together(text, joined):
    assert join_words(text).replace("\u00a0", "_") == joined


def test_nothing_but_spaces_changes():
    text = "Tỉnh Lào Cai có 1.764 trạm, doanh thu trên 464,6 tỷ đồng."
    assert join_words(text).replace("\u00a0", " ") == text
