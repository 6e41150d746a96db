"""Builders of words that people use and of what they did not find."""

import datetime

from laocai_ict.search.models import Synonym, Unfound


def make_synonym(phrase="sóng khỏe", means="vùng phủ sóng tốt", **fields) -> Synonym:
    usual = {"kind": Synonym.Kind.EVERYDAY, "phrase": phrase, "means": means}
    return Synonym.objects.create(**usual | fields)


def make_unfound(text="gửi tiền", day=datetime.date(2026, 11, 25), **fields) -> Unfound:
    return Unfound.objects.create(**{"text": text, "key": text, "day": day} | fields)
