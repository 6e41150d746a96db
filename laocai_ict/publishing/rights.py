"""The right to publish records of a kind, apart from the right to change them."""

from typing import Any

from django.apps import apps
from django.contrib.auth.management import create_permissions

from .models import Versioned


def codename(model: Any) -> str:
    return f"publish_{model._meta.model_name}"


def sync_after_migrate(app_config: Any, using: str, **kwargs: Any) -> None:
    """Make the right "publish_<model>" of every versioned model of one app."""
    models = [model for model in app_config.get_models() if issubclass(model, Versioned)]
    if not models:
        return
    create_permissions(app_config, using=using, verbosity=0)
    permission_of = apps.get_model("auth", "Permission")
    type_of = apps.get_model("contenttypes", "ContentType")
    for model in models:
        kind = type_of.objects.db_manager(using).get_for_model(model)
        permission_of.objects.using(using).get_or_create(
            content_type=kind,
            codename=codename(model),
            defaults={"name": f"Được duyệt đăng {model._meta.verbose_name}"},
        )
