"""Numbers and dates in the admin: what is typed the Vietnamese way arrives right everywhere."""

import datetime
from decimal import Decimal

import pytest
from django import forms
from django.apps import apps
from django.contrib import admin
from django.db import models
from django.urls import reverse

from laocai_ict.accounts.models import User
from laocai_ict.display.admin import PortalAdmin, PortalStackedInline, PortalTabularInline
from laocai_ict.display.forms import VietnameseNumberMixin
from laocai_ict.publishing import services
from laocai_ict.publishing.models import Versioned
from tests.accounts.builders import make_superuser

from .forms import as_sent

pytestmark = pytest.mark.django_db

ADMINS = sorted(admin.site._registry.values(), key=lambda one: one.model._meta.label)
of_each_model = pytest.mark.parametrize("registered", ADMINS, ids=lambda a: a.model._meta.label)


@pytest.fixture
def office(client):
    client.force_login(make_superuser())
    return client


def address(registered, page, *args):
    meta = registered.model._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{page}", args=args)


def every_field(form_class):
    for name, field in form_class.base_fields.items():
        yield name, field
        yield from ((f"{name}.{n}", part) for n, part in enumerate(getattr(field, "fields", ())))


@of_each_model
def test_every_number_in_every_form_is_read_the_vietnamese_way(registered, rf):
    request = rf.get("/")
    request.user = make_superuser()
    forms_of_page = [registered.get_form(request)]
    forms_of_page += [fs.form for fs, _ in registered.get_formsets_with_inlines(request)]
    for form in forms_of_page:
        for name, field in every_field(form):
            # Decimals and floats are kinds of IntegerField to Django's forms.
            if isinstance(field, forms.IntegerField) and not field.widget.is_hidden:
                assert isinstance(field, VietnameseNumberMixin), (form, name)


@of_each_model
def test_every_page_stands_on_the_portals_own_classes(registered):
    assert isinstance(registered, PortalAdmin)
    for inline in registered.inlines:
        assert issubclass(inline, PortalTabularInline | PortalStackedInline)


@of_each_model
def test_every_foreign_key_is_looked_up_by_typing(registered, rf):
    request = rf.get("/")
    request.user = make_superuser()
    inlines = registered.get_inline_instances(request)
    for one in [registered, *inlines]:
        looked_up = {*one.get_autocomplete_fields(request), *one.get_readonly_fields(request)}
        parent = registered.model if one in inlines else None
        for field in one.model._meta.get_fields():
            if not isinstance(field, models.ForeignKey) or field.related_model is parent:
                continue
            shown = field.name in dict(every_field(registered.get_form(request)))
            if one is registered and shown:
                assert field.name in looked_up, field


@of_each_model
def test_a_form_sent_back_untouched_changes_nothing(registered, office):
    """Shows and reads every number, day and text of a real record, and finds no difference."""
    if registered.model._meta.app_label == "history":
        return  # read by everybody, edited by nobody
    for record in {registered.model.objects.order_by(o).first() for o in ("pk", "-pk")} - {None}:
        record = as_edited(record)
        page = address(registered, "change", record.pk)
        before = typed_values(record)
        answer = office.post(page, as_sent(office.get(page)))

        assert answer.status_code == 302, answer.context["errors"]
        record.refresh_from_db()
        assert typed_values(record) == before


def as_edited(record):
    """Return the row that staff would edit: of what is public, a new version beside it."""
    if not isinstance(record, Versioned):
        return record
    newest = type(record).objects.of(record).first()
    if newest.version.is_working:
        return newest
    return services.open_version(newest, by=User.objects.get(is_superuser=True))


def typed_values(record):
    fields = (field for field in record._meta.concrete_fields if field.editable)
    return {field.attname: getattr(record, field.attname) for field in fields}


def test_figures_are_decimals_never_floats():
    for model in apps.get_models():
        for field in model._meta.get_fields():
            assert not isinstance(field, models.FloatField), field


# --- Typed into a real page


@pytest.fixture
def figure():
    return apps.get_model("reference.UnitFigure").objects.exclude(kind="").order_by("pk").first()


@pytest.fixture
def type_into(office, figure):
    page = address(admin.site._registry[type(figure)], "change", figure.pk)

    def send(**typed):
        answer = office.post(page, as_sent(office.get(page)) | typed)
        figure.refresh_from_db()
        return answer

    return send


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("1.764", "1764"), ("710.000", "710000"), ("464,6", "464.6"), (" 1 764,5 ", "1764.5")],
)
def test_a_figure_typed_the_vietnamese_way_is_stored_right(type_into, figure, typed, stored):
    figure.kind = figure.Kind.AREA  # the one that may have a fraction
    figure.save()
    assert type_into(value=typed).status_code == 302
    assert figure.value == Decimal(stored)


@pytest.mark.parametrize("typed", ["0.125", "12.5", "710.00", "trên 710.000"])
def test_what_cannot_be_meant_is_refused_and_given_back_as_typed(type_into, figure, typed):
    before = figure.value
    page = type_into(value=typed).content.decode()

    assert f'value="{typed}"' in page
    assert f"“{typed}” không" in page
    assert figure.value == before


def test_a_figure_is_shown_as_people_write_it(type_into, office, figure):
    type_into(value="710.000")
    form = office.get(address(admin.site._registry[type(figure)], "change", figure.pk))
    listed = office.get(
        address(admin.site._registry[type(figure)], "changelist") + f"?id__exact={figure.pk}"
    )

    assert 'value="710.000"' in form.content.decode()
    assert '<span class="so">710.000</span>' in listed.content.decode()


@pytest.mark.parametrize("typed", ["03/04/2026", "3/4/2026", "2026-04-03"])
def test_the_third_of_april_is_no_fourth_of_march(office, typed):
    day = apps.get_model("reference.CalendarDay").objects.order_by("pk").first()
    page = address(admin.site._registry[type(day)], "change", day.pk)
    office.post(page, as_sent(office.get(page)) | {"date": typed})

    day.refresh_from_db()
    assert day.date == datetime.date(2026, 4, 3)


def test_a_reader_sees_figures_grouped_too(client, figure):
    from tests.accounts.builders import make_user

    type(figure).objects.filter(pk=figure.pk).update(value=Decimal("710000"))
    client.force_login(make_user(group="Chỉ xem"))
    page = client.get(address(admin.site._registry[type(figure)], "change", figure.pk))

    assert '<span class="so">710.000</span>' in page.content.decode()
