"""What the code promises in writing: each rule has its test, each variable and command its line."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import get_commands, load_command_class

ROOT = Path(settings.BASE_DIR)
GROUND = {"history", "reference", "accounts", "publishing", "search", "deadlines", "department"}
GROUND |= {"display", "editing"}
OURS = GROUND | {"press", "telecom", "egov"}
MODELS = [model for model in apps.get_models() if model._meta.app_label in OURS]
CONSTRAINTS = sorted({rule.name for model in MODELS for rule in model._meta.constraints})
COMMANDS = sorted(
    name for name, app in get_commands().items() if app.partition(".")[0] in {"laocai_ict", "press"}
)


def read(pattern):
    return "\n".join(path.read_text("utf-8") for path in sorted(ROOT.glob(pattern)))


def is_named(rule, tests):
    """Say whether `tests` name the rule, whole or put together: "egov_fee", f"{name}_ends"."""
    words = rule.split("_")
    halves = [("_".join(words[:n]), "_".join(words[n:])) for n in range(1, len(words))]
    return rule in tests or any(
        (f'"{head}"' in tests and f"}}_{tail}" in tests)
        or (f'"{tail}"' in tests and f"{head}_{{" in tests)
        for head, tail in halves
    )


def test_every_constraint_has_a_test_that_the_database_refuses():
    tests = read("tests/**/test_*.py")
    assert CONSTRAINTS
    assert [rule for rule in CONSTRAINTS if not is_named(rule, tests)] == []


def test_every_constraint_says_what_is_wrong_in_words():
    silent = [
        rule.name
        for model in MODELS
        for rule in model._meta.constraints
        if rule.violation_error_message == rule.default_violation_error_message
    ]
    assert silent == []


def test_every_variable_has_its_line_in_the_example_and_in_the_readme():
    code = read("laocai_ict/*.py")
    names = set(re.findall(r'(?:env(?:\.\w+)?|environ\.get)\(\s*"([A-Z_]+)"', code))
    example, readme = read(".env.example"), read("README.md")
    assert names
    assert [name for name in sorted(names) if name not in example or name not in readme] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_what_it_does_and_stands_in_the_readme(name):
    command = load_command_class(get_commands()[name], name)
    assert command.help
    assert f"manage.py {name}" in read("README.md")


def test_every_package_has_its_reason_in_the_readme():
    project = read("pyproject.toml")
    packages = re.findall(r'^\s+"([a-z0-9-]+)==', project, re.M)
    assert packages
    assert [name for name in packages if name not in read("README.md")] == []


def test_admin_names_are_lower_case_vietnamese():
    loud = [
        str(model._meta.verbose_name)
        for model in MODELS
        if str(model._meta.verbose_name)[0].isupper()
    ]
    assert loud == []


def test_stylesheet_has_no_rule_that_nothing_uses():
    rules = re.sub(r"/\*.*?\*/|url\([^)]*\)|\d*\.\d+", "", read("static/css/site.css"), flags=re.S)
    classes = set(re.findall(r"\.([A-Za-z_][\w-]*)", rules))
    # Shades are put together from a letter and a number: "m3", "b3".
    classes = {name for name in classes if not re.fullmatch(r"[a-z]\d", name)}
    used = read("templates/**/*.html")
    for folder in ("laocai_ict", "press", "telecom", "egov"):
        used += read(f"{folder}/**/*.py")
    words = set(re.findall(r"[A-Za-z_][\w-]*", used))
    assert classes
    assert sorted(classes - words) == []
