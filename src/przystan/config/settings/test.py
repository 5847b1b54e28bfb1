"""The suite: real PostgreSQL, quick hashing, no compiled static files needed."""

from przystan.config.settings.base import *  # noqa: F403

SECRET_KEY = "tests only " * 6
IS_DEMO = True
SECOND_FACTOR_REQUIRED = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DATABASES["default"]["OPTIONS"].pop("pool", None)  # type: ignore[attr-defined]  # noqa: F405
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Nothing is collected for the suite; its servers find static files themselves.
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]  # noqa: F405
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
PSEUDONYM_KEY = "synthetic persons only"
# Known to everybody: badges of a demo prove nothing but that they were signed.
BADGE_KEY = "de" * 32
# GS1's documentation prefix: it belongs to nobody, so no tag of the demo can be a real one.
GS1_PREFIX = GS1_PREFIX or "0614141"  # noqa: F405
# A test sees what it has just written; what is kept has its own test.
FIGURES_KEPT_SECONDS = 0
