"""The table of procedures as the department's notes give it, typed apart from the data files.

Only what the notes mark as found is here; None is a cell that is unverified, so that the portal
must not show it. Times are (amount, unit).
"""

WD, CD, HOURS = "working_day", "day", "hour"

# number in the notes: field, level, code, times, fees, service level
ROWS = {
    1: ("Báo chí", "province", "1.009374", [(20, CD)], [0], None),
    2: ("Báo chí", "province", "1.009386", [(15, CD)], [0], None),
    3: ("Báo chí", "province", "2.001171", [(24, HOURS)], [0], "full"),
    4: ("Báo chí", "province", None, [(24, HOURS)], [0], None),
    5: ("Báo chí", "province", None, None, [0], None),
    6: ("Báo chí", "province", None, None, [0], None),
    7: ("Báo chí", "province", "1.013781", None, [0], None),
    8: ("Báo chí", "province", None, None, None, None),
    9: ("Xuất bản", "province", "1.003868", None, [15_000], "full"),
    10: ("Xuất bản", "province", "1.003725", [(15, CD)], [50_000], None),
    11: ("In", "province", None, None, None, None),
    12: ("In", "province", "2.001584", [(7, WD)], [0], None),
    13: ("In", "province", None, None, None, None),
    14: ("In", "province", None, None, None, None),
    15: ("In", "province", None, [(15, CD)], [0], None),
    16: ("In", "province", None, [(7, WD)], [0], None),
    17: ("In", "province", None, [(5, WD)], [0], None),
    18: ("In", "province", "2.001737", [(3, WD)], [0], None),
    19: ("In", "province", None, [(5, WD)], [0], None),
    20: ("In", "province", None, [(5, WD)], [0], None),
    21: ("Phát hành", "province", "1.003114", [(7, "unclear_day")], [0], None),
    22: ("Phát hành", "province", None, [(7, WD)], [0], None),
    23: ("Phát hành", "province", None, [(10, WD)], [0], None),
    24: ("Bưu chính", "province", None, [(30, CD), (20, WD)], [10_750_000, 4_250_000], None),
    25: ("Bưu chính", "province", None, [(10, WD)], [2_750_000, 750_000], None),
    26: ("Bưu chính", "province", None, [(10, WD)], [10_750_000], None),
    27: ("Bưu chính", "province", None, [(7, WD)], [1_250_000], None),
    28: ("Bưu chính", "province", None, [(10, WD)], None, None),
    29: ("Bưu chính", "province", "1.010902", [(10, WD)], [0], "full"),
    30: ("Bưu chính", "province", "1.005442", [(7, WD)], [500_000], None),
    31: ("PTTH", "province", None, [(10, WD)], [0], None),
    32: ("PTTH", "province", None, [(10, WD)], [0], None),
    33: ("PTTH", "province", None, [(10, WD)], [0], None),
    34: ("PTTH", "province", None, [(10, WD)], [0], None),
    35: ("PTTH", "province", None, [(7, WD)], [0], None),
    36: ("PTTH", "province", None, [(15, WD)], [0], None),
    37: ("PTTH", "province", None, [(10, WD)], [0], None),
    38: ("PTTH", "district", None, [(10, WD)], [0], None),
    39: ("PTTH", "district", None, [(5, WD)], [0], None),
    40: ("In", "district", None, [(5, WD)], [0], None),
}
FIELDS = {"PTTH": "Phát thanh, truyền hình và thông tin điện tử"}


def row_of(number: int) -> int:
    """Return the row of the notes for the procedure `number` of the portal: row 39 is three."""
    return number if number < 39 else 39 if number < 42 else 40


# What held until the day before 1/7/2026 (Press Law 103/2016, Decree 88/2012) and no longer does.
BEFORE_JULY_2026 = {
    1: [(20, CD, ""), (30, CD, "Luật Báo chí số 103/2016/QH13, Điều 34")],
    3: [(24, HOURS, "Luật Báo chí số 103/2016/QH13, Điều 41")],
    4: [(2, WD, "Nghị định 88/2012/NĐ-CP")],
    6: [(48, HOURS, "Nghị định 88/2012/NĐ-CP")],
}

# Values the notes mark as from memory, or seen in another province: on no public page.
UNVERIFIED = {
    8: ["Điều 22"],
    9: ["10 ngày làm việc"],
    11: ["15 ngày", "Điều 32", "không thu phí"],
    12: ["Vĩnh Phúc", "5 ngày làm việc"],
    13: ["5–7", "7 ngày làm việc", "không thu phí"],
    14: ["10 ngày", "Điều 34", "không thu phí"],
    16: ["Hà Giang", "5 ngày làm việc"],
    24: ["1.003659", "291/2016", "25/2022"],
    28: ["1.250.000"],
    37: ["Lai Châu", "8 ngày làm việc"],
}

# What the page names as the law of today; [] where the notes have none, or only an old one.
LEGAL_BASES_NOW = {
    1: ["Thông tư 41/2020/TT-BTTTT"],
    5: ["Thông tư 04/2014/TT-BTTTT, Điều 9"],
    6: [],
    7: [],
    8: [],
    9: ["Luật Xuất bản số 19/2012/QH13, Điều 25", "Thông tư 214/2016/TT-BTC"],
    10: ["Luật Xuất bản số 19/2012/QH13, Điều 42"],
    11: [],
    13: [],
    14: [],
    15: ["Nghị định 60/2014/NĐ-CP", "Nghị định 25/2018/NĐ-CP"],
    17: ["Nghị định 60/2014/NĐ-CP, Điều 14"],
    21: ["Luật Xuất bản số 19/2012/QH13, Điều 37", "Nghị định 195/2013/NĐ-CP"],
    23: ["Luật Xuất bản số 19/2012/QH13, Điều 44"],
    24: ["Luật Bưu chính năm 2010", "Nghị định 47/2011/NĐ-CP, Điều 8"],
    25: ["Nghị định 47/2011/NĐ-CP, Điều 11"],
    28: ["Nghị định 47/2011/NĐ-CP, Điều 7–8"],
    29: ["Nghị định 25/2022/NĐ-CP"],
    30: ["Nghị định 47/2011/NĐ-CP, Điều 13"],
    36: ["Nghị định 06/2016/NĐ-CP", "Thông tư 36/2016/TT-BTTTT"],
    38: [],
    42: ["Nghị định 60/2014/NĐ-CP"],
}
