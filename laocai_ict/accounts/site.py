from django.contrib.admin import AdminSite


class PortalAdminSite(AdminSite):
    """Admin site of the portal, in Vietnamese."""

    site_title = "Cổng thông tin Sở TT&TT Lào Cai"
    site_header = "Sở Thông tin và Truyền thông Lào Cai"
    index_title = "Trang nghiệp vụ"
