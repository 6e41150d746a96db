"""`VersionedAdmin`: lists items, edits versions in work, delegates every step to the services."""

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.utils.html import format_html

from laocai_ict.publishing import rights, services
from laocai_ict.publishing.models import Version
from laocai_ict.publishing.refusal import Refused
from laocai_ict.publishing.states import mark_of

from .addresses import address, change_address
from .bulk import submit_chosen
from .listing import StateFilter, with_live
from .pages import GONE
from .panel import panel_of
from .sides import SidePages

STANDS_STILL = "Bản này vừa được duyệt nên không sửa tại chỗ được nữa: hãy soạn phiên bản mới."


class VersionedAdmin(SidePages):
    """Base of the admin of every `Versioned` model.

    Its list has one row an item, the newest version. Its form edits a version in work and shows
    any other; whoever may publish but not change sees the form with the deciding steps alone.
    """

    change_form_template = "admin/publishing/change_form.html"

    # --- The list -------------------------------------------------------------------------

    def get_search_results(self, request, queryset, search_term):
        """Reduce lists, and what is looked up by typing, to one row an item."""
        return super().get_search_results(request, with_live(queryset.newest()), search_term)

    def get_list_display(self, request):
        first, *others = super().get_list_display(request)
        return [first, "version_state", *others]

    def get_list_filter(self, request):
        return [StateFilter, *super().get_list_filter(request)]

    def get_list_select_related(self, request):
        chosen = super().get_list_select_related(request)
        return [*(chosen if isinstance(chosen, list | tuple) else ()), "version"]

    def get_actions(self, request):
        """Offer submitting; not deleting: what was public stays, drafts go one by one."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        if IS_POPUP_VAR not in request.GET and super().has_change_permission(request):
            actions["submit_chosen"] = self.get_action(submit_chosen)
        return actions

    @admin.display(description="trạng thái", ordering="version__state")
    def version_state(self, record):
        mark = mark_of(record.version)
        live = getattr(record, "live_number", None)
        beside = f"bản {live} đang đăng" if live not in (None, record.version.number) else ""
        return format_html(
            '<span class="tag {}">{}</span>{}',
            mark.tone,
            mark.words,
            format_html(' <span class="ben-canh">{}</span>', beside) if beside else "",
        )

    # --- Who may --------------------------------------------------------------------------

    def has_publish_permission(self, request):
        return request.user.has_perm(f"{self.opts.app_label}.{rights.codename(self.model)}")

    def has_view_permission(self, request, obj=None):
        return super().has_view_permission(request, obj) or self.has_publish_permission(request)

    def has_add_permission(self, request):
        return super().has_add_permission(request) and super().has_change_permission(request)

    def has_change_permission(self, request, obj=None):
        """Say whether the form is one to edit: only a version in work is."""
        if not super().has_change_permission(request, obj):
            return False
        # A refused save is shown again with what was typed, though it can no longer be saved.
        return obj is None or obj.version.is_working or hasattr(request, "refused")

    def has_delete_permission(self, request, obj=None):
        return self.has_change_permission(request, obj) and not hasattr(request, "refused")

    def get_view_on_site_url(self, obj=None):
        """Lead to the public page only from the version that stands there."""
        if obj is not None and not obj.version.is_public():
            return None
        return super().get_view_on_site_url(obj)

    # --- The form -------------------------------------------------------------------------

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Show the page again, with what was typed, where a service refuses to save it."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Refused as refused:
            request.refused = " ".join(refused.reasons)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _judge_change(self, request, object_id):
        """Take the locks in the order of all verbs: the item before the row of its version.

        Only then is it certain whether the version may still be changed.
        """
        record = self._asked(request, object_id)
        if record is not None and super().has_change_permission(request):
            services.hold(record.version)
            if Version.objects.filter(pk=record.version_id, state=Version.State.APPROVED).exists():
                request.refused = STANDS_STILL
        return super()._judge_change(request, object_id)

    def _give_back(self, request, object_id, form_url, extra_context, show):
        """Give back, to read and to copy, also what can no longer be saved here."""
        record = None if object_id is None else self._asked(request, object_id)
        stands_still = record is not None and not record.version.is_working
        if stands_still and super().has_change_permission(request):
            request.refused = STANDS_STILL
        return super()._give_back(request, object_id, form_url, extra_context, show)

    def save_model(self, request, obj, form, change):
        """Save; whoever saves is a writer, and may not approve. Nothing typed, nothing written."""
        if not change:
            super().save_model(request, obj, form, change)
            services.written(obj.version, by=request.user)
        elif form.has_changed():
            services.written(obj.version, by=request.user)
            super().save_model(request, obj, form, change)

    def save_formset(self, request, form, formset, change):
        if formset.has_changed():
            services.written(form.instance.version, by=request.user)
        super().save_formset(request, form, formset, change)

    def delete_view(self, request, object_id, extra_context=None):
        """Lead to the step that gives up a version in work: it asks why."""
        record = self.get_object(request, unquote(object_id))
        if not super().has_change_permission(request):
            raise PermissionDenied
        if record is None:
            return self.kept_page(request, GONE, status=404)
        if not record.version.is_working:
            messages.error(request, "Bản đã duyệt không xóa được: chỉ gỡ được bản đang đăng.")
            return HttpResponseRedirect(change_address(record))
        return HttpResponseRedirect(address(record, "step", record.pk, "bo-ban-nhap"))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            context["panel"] = panel_of(obj, request.user)
            context["show_delete"] = False  # the panel has it, with the question why
        return super().render_change_form(request, context, add, change, form_url, obj)
