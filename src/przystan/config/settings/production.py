"""A real office: secrets from the environment or it does not start."""

from django.core.exceptions import ImproperlyConfigured

from przystan.config.settings.base import *  # noqa: F403

if len(SECRET_KEY) < 50:  # noqa: F405
    raise ImproperlyConfigured("PRZYSTAN_SECRET_KEY must be set to at least 50 random characters.")
if len(PSEUDONYM_KEY) < 32:  # noqa: F405
    raise ImproperlyConfigured("PRZYSTAN_PSEUDONYM_KEY must be set to at least 32 characters.")
SECURE_SSL_REDIRECT = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_HSTS_SECONDS = 31536000
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
LANGUAGE_COOKIE_SECURE = True
# A browser takes a cookie of such a name from this host alone, over TLS, for every path.
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"
LANGUAGE_COOKIE_NAME = "__Host-language"
