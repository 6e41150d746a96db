from django.db import migrations

# As `suggesting.BARE` has it: no function of its own, for those that call others cannot be restored
# from a dump, which sets no search path.
BEGINS = r"""
CREATE INDEX search_entry_begins ON search_entry ((regexp_replace(
    search_folded(search_words(left(title, 200))),
    '^(tinh|thanh pho|thi xa|huyen|thi tran|xa|phuong) ', ''
) COLLATE "C"))
"""


class Migration(migrations.Migration):

    dependencies = [
        ('search', '0003_words_people_use'),
    ]

    operations = [
        migrations.RunSQL(BEGINS, 'DROP INDEX search_entry_begins'),
    ]
