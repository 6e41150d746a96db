"""Line breaks that do not tear Vietnamese compounds and numbers from their units apart."""

import re

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

NBSP = "\u00a0"

COMPOUNDS = (
    "báo chí", "truyền thông", "thông tin", "viễn thông", "bưu chính", "di động", "băng rộng",
    "thuê bao", "thủ tục", "hành chính", "trực tuyến", "một cửa", "điện tử", "chính quyền",
    "công khai", "phát ngôn", "hội nghị", "truyền hình", "văn bản", "chữ ký số", "dịch vụ",
    "cơ quan", "số liệu", "doanh thu", "địa phương", "địa giới", "xuất bản", "giấy phép",
    "phát hành", "nộp phí", "lệ phí", "hồ sơ", "chương trình", "phát thanh", "đặt hàng",
    "Lào Cai", "Yên Bái", "Sa Pa", "Việt Nam", "Viettel", "thứ Hai", "thứ Ba", "thứ Tư",
    "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật", "làm việc", "ba cấp",
)  # fmt: skip
UNITS = (
    "tỷ đồng", "tỷ", "triệu", "nghìn", "đồng", "trạm", "thuê bao", "ngày", "phút", "giờ", "trang",
    "xã", "phường", "huyện", "đơn vị", "thôn", "km²", "km", "người", "KB", "MB", "%",
)  # fmt: skip
_COMPOUND = re.compile(
    "|".join(re.escape(c) for c in sorted(COMPOUNDS, key=len, reverse=True)), re.I
)
_UNIT = re.compile(r"(?<=\d) (?=(?:" + "|".join(map(re.escape, UNITS)) + r")(?!\w))")


def join_words(text: str) -> str:
    """Return `text` with no-break spaces inside known compounds and between number and unit."""
    text = _COMPOUND.sub(lambda match: match.group().replace(" ", NBSP), text)
    return _UNIT.sub(NBSP, text)


def vietnamese(text: str) -> SafeString:
    """Return the text of a record, marked as Vietnamese where the page is in another language."""
    if get_language() == "vi":
        return format_html("{}", text)
    return format_html('<span lang="vi">{}</span>', text)
