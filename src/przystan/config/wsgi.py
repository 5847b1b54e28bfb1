"""The office's pages as WSGI."""

import gc
import os

import django

from przystan.config.handler import OfficeHandler

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "przystan.config.settings.production")
django.setup(set_prefix=False)
application = OfficeHandler()
# What has been loaded lives as long as the process; the collector need not look at it again.
gc.collect()
gc.freeze()
# A page makes and drops a few thousand objects: at 700 the collector looked several times a page.
gc.set_threshold(20_000, 10, 10)
