"""Loading of what is known of the weekly session: the series itself, from the article of 2018."""

from pathlib import Path

from laocai_ict.reference.loading import Loader, read_csv

from .models import BriefingSeries

FILES = (Path(__file__).parent / "data" / "series.csv",)


def load(loader: Loader) -> None:
    """Write the series and its source; no text of a real session is known, so none is loaded."""
    sources = {
        "bai-viet-2018": loader.source(
            "bai-viet-2018",
            title="Thông tin và truyền thông Lào Cai đồng hành cùng sự phát triển kinh tế - "
            "xã hội, bài viết của Giám đốc Sở Thông tin và Truyền thông",
            published="tháng 8/2018",
            note="Bài viết nhân Ngày truyền thống ngành, 28/8/2018.",
        )
    }
    for row in read_csv(FILES[0]):
        key, source = row.pop("key"), sources[row.pop("source")]
        loader.upsert(BriefingSeries, key, source=source, **row)
