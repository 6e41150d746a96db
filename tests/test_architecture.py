"""The floors of the house: apps stand on the ground, blind to one another; the roof knows all."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

BASE = Path(settings.BASE_DIR)
APPS = ("press", "telecom", "egov")
ROOF = ("settings.py", "urls.py", "views.py", "wsgi.py", "gunicorn.py")
"""modules of laocai_ict that may know the apps; its own management folder may too"""


def imported(path: Path) -> set[str]:
    """Return the top-level packages a file imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


def ground() -> list[Path]:
    folder = BASE / "laocai_ict"
    return [
        path
        for path in folder.rglob("*.py")
        if path.relative_to(folder).as_posix() not in ROOF
        and path.relative_to(folder).parts[0] != "management"
    ]


@pytest.mark.parametrize("app", APPS)
def test_app_imports_no_other_app(app):
    others = set(APPS) - {app}
    wrong = [
        f"{path.relative_to(BASE)}: {sorted(names)}"
        for path in (BASE / app).rglob("*.py")
        if (names := imported(path) & others)
    ]
    assert not wrong, wrong


def test_ground_imports_no_app():
    wrong = [
        f"{path.relative_to(BASE)}: {sorted(names)}"
        for path in ground()
        if (names := imported(path) & set(APPS))
    ]
    assert not wrong, wrong


def relations():
    """Yield (model, the model it points at) for every relation of every model."""
    for model in apps.get_models(include_auto_created=True):
        for column in model._meta.get_fields():
            if column.is_relation and not column.auto_created and column.related_model:
                yield model, column.related_model


def test_no_foreign_key_between_apps():
    wrong = [
        f"{model._meta.label} -> {target._meta.label}"
        for model, target in relations()
        if model._meta.app_label in APPS
        and target._meta.app_label in set(APPS) - {model._meta.app_label}
    ]
    assert not wrong, wrong


def test_no_foreign_key_from_the_ground_to_an_app():
    wrong = [
        f"{model._meta.label} -> {target._meta.label}"
        for model, target in relations()
        if model._meta.app_label not in APPS and target._meta.app_label in APPS
    ]
    assert not wrong, wrong


def test_generic_relations_are_not_used_to_get_around_the_floors():
    wrong = [
        f"{model._meta.label}.{column.name}"
        for model in apps.get_models()
        if model._meta.app_label
        in (*APPS, "history", "reference", "department", "publishing", "editing")
        for column in model._meta.private_fields
        if type(column).__name__ == "GenericForeignKey"
    ]
    assert not wrong, wrong


def test_top_level_is_as_asked():
    allowed = {"manage.py", "laocai_ict", "press", "telecom", "egov", "templates", "static",
               "tests", "pyproject.toml", "README.md", "var"}  # fmt: skip
    seen = {path.name for path in BASE.iterdir() if not path.name.startswith((".", "__"))}
    assert seen | {"var"} == allowed
