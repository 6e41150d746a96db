from django.db import migrations

SORT_KEY = r"""
CREATE FUNCTION reference_sort_key(written text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
-- The key of sorting.key, step by step as it is made there; compare it under collation "C".
SELECT translate(
        normalize(
            translate(lower(regexp_replace(marked, '[{tones}]', '', 'g')), 'Đ', 'đ'), NFC
        ),
        'aăâbcdđeêfghijklmnoôơpqrstuưvwxyz',
        U&'abcdefghijklmnopqrstuvwxyz{{|}}~\007f\0080\0081'
    )
    || U&'\0001'
    || translate(
        regexp_replace(
            regexp_replace(shapeless, '[^{tones}]([{tones}])', '\1', 'g'), '[^{tones}]', '0', 'g'
        ),
        U&'\0300\0309\0303\0301\0323', '12345'
    )
    || U&'\0001'
    || regexp_replace(
        regexp_replace(regexp_replace(shapeless, '[{tones}]', '', 'g'), '[^A-ZĐ]', '0', 'g'),
        '[A-ZĐ]', '1', 'g'
    )
FROM (
    SELECT marked, regexp_replace(marked, '[\u0302\u0306\u031b]', '', 'g') AS shapeless
    FROM (
        SELECT regexp_replace(
            btrim(regexp_replace(normalize(written, NFD) COLLATE "C", '[{spaces}]+', ' ', 'g'), ' '),
            '[\u0304\u0305\u0307\u0308\u030a-\u031a\u031c-\u0322\u0324-\u036f]', '', 'g'
        ) AS marked
    ) AS first
) AS second
$$
""".format(
    tones=r"\u0300\u0309\u0303\u0301\u0323",
    spaces=r"\t-\r\u001c-\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000",
)


class Migration(migrations.Migration):

    dependencies = [
        ('reference', '0002_day_legal_basis'),
    ]

    operations = [
        migrations.RunSQL(SORT_KEY, "DROP FUNCTION reference_sort_key(text)"),
    ]
