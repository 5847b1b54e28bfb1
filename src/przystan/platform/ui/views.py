"""The gallery of components, and the pages that answer an error."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.ui.gallery import specimens


@requires(Permission.PLATFORM_OPERATE)
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component in one page."""
    return render(request, "ui/gallery.html", specimens(request))
