"""The office's pages as WSGI."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "przystan.config.settings.production")
application = get_wsgi_application()
# What has been loaded lives as long as the process; the collector need not look at it again.
gc.collect()
gc.freeze()
# A page makes and drops a few thousand objects: at 700 the collector looked several times a page.
gc.set_threshold(20_000, 10, 10)
