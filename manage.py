#!/usr/bin/env python3
import os
import sys

from laocai_ict.launch import ensure_environment


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "laocai_ict.settings")
    ensure_environment()
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
