"""Public pages of the administrative units."""

import datetime
from dataclasses import dataclass
from functools import cached_property

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.generic import DetailView, TemplateView

from laocai_ict.display import dates
from laocai_ict.display.ordering import SortKey
from laocai_ict.display.pages import Page, PublicPage, Vietnamese

from . import drawing, era
from .forms import DayForm
from .listing import KIND_WORDS, MAP_SHADES, Listing
from .models import AdministrativeUnit, UnitChange, UnitFigure, UnitName, UnitOutline
from .story import Story, same_code

Level = AdministrativeUnit.Level


class PlaceList(PublicPage, TemplateView):
    """The units of one day: today, or the day asked for by ``?ngay=``.

    Answers 400 with a sentence where the day cannot be read.
    """

    template_name = "reference/place_list.html"

    @cached_property
    def form(self) -> DayForm | None:
        return DayForm(self.request.GET) if "ngay" in self.request.GET else None

    @cached_property
    def day(self) -> datetime.date | None:
        """Return the day to show; None where it was asked for and cannot be read."""
        if self.form is None:
            return localdate()
        return self.form.cleaned_data["ngay"] if self.form.is_valid() else None

    @cached_property
    def eras(self) -> list[era.Era]:
        return era.eras()

    @cached_property
    def era(self) -> era.Era | None:
        return next((span for span in self.eras if self.day and self.day in span), None)

    def render_to_response(self, context, **kwargs):
        return super().render_to_response(
            context, status=400 if self.day is None else 200, **kwargs
        )

    def get_context_data(self, **kwargs):
        listing = Listing.on(self.day) if self.day else None
        return super().get_context_data(
            **kwargs,
            form=self.form or DayForm(),
            day=self.day,
            is_today=self.form is None,
            is_future=bool(self.day and self.day > localdate()),
            eras=self.eras,
            current_era=self.era,
            listing=listing,
            map_key=[(KIND_WORDS[kind], shade) for kind, shade in MAP_SHADES.items()],
            oldest_list=era.OLDEST_LIST,
            yen_bai_known=era.YEN_BAI_KNOWN,
            shows_yen_bai=self.day == era.YEN_BAI_KNOWN,
            before_merger=bool(self.day and era.OLDEST_LIST <= self.day < era.TWO_LEVELS),
            has_unknown_shifts=bool(self.day and era.SHIFTS_OF_2020 <= self.day < era.TWO_LEVELS),
        )

    def get_page(self):
        title = _("Địa phương")
        if self.day and self.form:
            title = _("Địa phương ngày %(day)s") % {"day": dates.day(self.day)}
        if self.day is None:
            title = _("Lỗi: %(title)s") % {"title": title}
        now = self.era is None or self.era.until is None
        return Page(
            title=title,
            description=_("Các đơn vị hành chính của tỉnh Lào Cai vào từng ngày, từ 15/10/2017."),
            date=self.era.start if self.era else era.OLDEST_LIST,
            section="places",
            canonical=reverse("reference:place-list")
            + ("" if now else f"?ngay={self.era.start:%Y-%m-%d}"),
        )


class PlaceDetail(PublicPage, DetailView):
    """One unit: where it stood, what it came from, what became of it, its figures and outline."""

    template_name = "reference/place_detail.html"
    context_object_name = "unit"

    def get_queryset(self):
        names = UnitName.objects.filter(unit=OuterRef("pk")).order_by("kind", SortKey("name"))
        return AdministrativeUnit.objects.select_related(
            "parent__parent", "source", "outline__source"
        ).annotate(
            other_names=ArraySubquery(names.values_list(JSONObject(name="name", kind="kind")))
        )

    @cached_property
    def above(self) -> list[AdministrativeUnit]:
        """Return the units above, the province first."""
        chain, unit = [], self.object.parent
        while unit is not None:
            chain.append(unit)
            unit = unit.parent
        return chain[::-1]

    @cached_property
    def story(self) -> Story:
        parents = self.above[-1:]
        return Story(
            self.object,
            UnitChange.objects.after_with_fellows(self.object),
            UnitChange.objects.before(self.object, *parents),
        )

    def get_context_data(self, **kwargs):
        unit = self.object
        figures = sorted(unit.figures.select_related("source"), key=as_read)
        return super().get_context_data(
            **kwargs,
            story=self.story,
            figures=figures,
            figure_sources=list({f.source_id: f.source for f in figures if f.source.note}.values()),
            headlines=headlines(figures),
            names=unit.other_names,
            below=self.below(),
            portrait=self.portrait(),
            former_names=self.story.former_names(),
            same_code=[
                same_code(other) for other in AdministrativeUnit.objects.sharing_code_of(unit)
            ],
            is_of_yen_bai=unit.first_listed == era.YEN_BAI_KNOWN,
            has_unknown_shifts=self.has_unknown_shifts(),
            grew_since=[
                change for change in self.story.incoming if change.effective_on != unit.valid_from
            ],
        )

    def below(self) -> list[AdministrativeUnit]:
        """Return the units that stood right below on its last day, or stand there today."""
        day = self.object.last_day or localdate()
        units = AdministrativeUnit.objects.on(day).with_parent_on(day).sorted()
        return list(units.filter(parent_then=self.object.pk))

    def portrait(self) -> drawing.Portrait | None:
        own = getattr(self.object, "outline", None)
        top = self.above[0] if self.above else self.object
        return drawing.portrait(self.object, self.around(own, top.pk), top.pk)

    def around(self, own: UnitOutline | None, province_id: int) -> list[UnitOutline]:
        """Return the outline, those it may touch, and the province's: one query in any case."""
        if own is None or self.object.level == Level.PROVINCE:  # no file draws its neighbours
            return list(UnitOutline.objects.filter(unit=self.object).select_related("unit"))
        reach = max(own.right - own.left, own.bottom - own.top) * drawing.PADDING * 2
        near = Q(
            unit__level=self.object.level,
            left__lt=own.right + reach,
            right__gt=own.left - reach,
            top__lt=own.bottom + reach,
            bottom__gt=own.top - reach,
        )
        same_plane = UnitOutline.objects.filter(year=own.year).select_related("unit")
        return list(same_plane.filter(near | Q(unit=province_id) | Q(unit=self.object)))

    def has_unknown_shifts(self) -> bool:
        """Say whether the unit lived through the shifts of 2020 that no source gives figures of."""
        unit = self.object
        return (
            unit.level == Level.COMMUNE
            and unit.first_listed != era.YEN_BAI_KNOWN
            and unit.start <= era.SHIFTS_OF_2020
            and (unit.valid_until is None or unit.valid_until > era.SHIFTS_OF_2020)
        )

    def get_page(self):
        unit = self.object
        crumbs = [(_("Địa phương"), reverse("reference:place-list"))]
        crumbs += [(Vietnamese(above.full_name), above.get_absolute_url()) for above in self.above]
        return Page(
            title=unit.distinct_name,
            description=_("%(unit)s: từ đâu mà có, nay thuộc đâu, dân số, diện tích.")
            % {"unit": unit.distinct_name},
            date=unit.valid_until or unit.start,
            crumbs=tuple(crumbs),
            section="places",
            lang="vi",
        )


def as_read(figure: UnitFigure) -> tuple:
    """Sort figures as their kinds are listed, then by time."""
    day = figure.as_of or datetime.date.min
    return UnitFigure.Kind.values.index(figure.kind), day, figure.period, figure.pk


@dataclass(frozen=True)
class Headline:
    figure: UnitFigure
    places: int | None
    unit: str


def headlines(figures: list[UnitFigure]) -> list[Headline]:
    """Return the youngest figure of people, area and households, in this order."""
    shown = []
    for kind, measured, places, unit in (
        (UnitFigure.Kind.POPULATION, None, 0, _("người")),
        (UnitFigure.Kind.AREA, UnitFigure.Kind.AREA_MEASURED, 2, "km²"),
        (UnitFigure.Kind.HOUSEHOLDS, None, 0, _("hộ")),
    ):
        known = [f for f in figures if f.kind == kind] or [f for f in figures if f.kind == measured]
        if known:
            dated = [figure for figure in known if figure.as_of]
            youngest = max(dated, key=lambda figure: figure.as_of) if dated else known[-1]
            shown.append(Headline(youngest, places, unit))
    return shown
