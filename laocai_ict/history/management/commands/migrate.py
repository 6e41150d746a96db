from django.core.management.commands import migrate

from laocai_ict.history.roles import OWNER, migrating


class Command(migrate.Command):
    """Django's own command, as the role that owns the tables."""

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.set_defaults(database=OWNER)

    def handle(self, *args, **options):
        with migrating():
            return super().handle(*args, **options)
