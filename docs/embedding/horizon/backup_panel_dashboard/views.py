"""The page that holds the element, and the token for it."""

from django.conf import settings
from django.contrib import auth
from django.http import JsonResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.generic import View
from horizon.views import HorizonTemplateView
from keystoneauth1.exceptions import ClientException, NotFound, Unauthorized
from openstack_dashboard.api import base

from backup_panel_dashboard import options, tokens


class IndexView(HorizonTemplateView):
    """Says where and for whom; the token is not in the page."""

    template_name = "backup_panel/index.html"
    page_title = _("Backups")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        user = self.request.user
        context["backup_panel"] = {
            "module": options.module(),
            # A browser reaches the public endpoints, whichever ones Horizon itself is told to use.
            "identity_url": options.identity_url() or base.url_for(self.request, "identity", endpoint_type="publicURL"),
            "block_storage_url": options.block_storage_url(),
            "project": user.project_id,
            "region": user.services_region,
            "theme": options.theme(),
            "token_url": reverse("horizon:project:backup_panel:token"),
            "login_url": settings.LOGIN_URL,
            "csrf_cookie": settings.CSRF_COOKIE_NAME,
        }
        return context


@method_decorator([never_cache, csrf_protect], name="dispatch")
class TokenView(View):
    """
    The scoped token of this session, for the panel in a page of it. POST with Django's CSRF token only: no other site
    can have it sent, and no other site could read the answer. Horizon asks for a signed-in user before any view of a
    panel (401 to a request that names itself XMLHttpRequest).

    project: of the page that asks; the session may have moved on in another tab (409).
    refused: present when the cloud has refused the last token, which then is replaced (401 when the user has to sign in).
    """

    http_method_names = ["post"]

    def post(self, request):
        if request.POST.get("project") != request.user.project_id:
            return self.answer({"error": "project"}, 409)
        try:
            token = tokens.renew(request) if "refused" in request.POST else tokens.current(request)
        except (Unauthorized, NotFound):
            # Keystone knows this session no more: the sign-in page would send its user back here.
            auth.logout(request)
            return self.answer({"error": "session"}, 401)
        except ClientException:
            return self.answer({"error": "identity"}, 502)
        return self.answer({"token": token}, 200)

    @staticmethod
    def answer(content, status):
        response = JsonResponse(content, status=status)
        response["Cache-Control"] = "no-store"
        return response
