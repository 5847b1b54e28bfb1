"""What all ways of running share. Values come from the environment: docs/reference/settings.md."""

from __future__ import annotations

import os
import re
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from psycopg.conninfo import conninfo_to_dict

PACKAGE = Path(__file__).resolve().parents[2]
HOME = Path(os.environ.get("PRZYSTAN_HOME") or PACKAGE.parents[1] / ".przystan")


def database(address: str) -> dict[str, object]:
    """Translate a PostgreSQL address into Django's form, with a connection pool."""
    known = conninfo_to_dict(address)
    options = {k: v for k, v in known.items() if k not in
               {"host", "port", "user", "password", "dbname"}}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": known.get("host", ""),
        "PORT": known.get("port", ""),
        "USER": known.get("user", ""),
        "PASSWORD": known.get("password", ""),
        "NAME": known.get("dbname", "przystan"),
        "OPTIONS": {
            # A host whose power is gone answers nothing at all; the next of the list is asked.
            "connect_timeout": 3,
            **options,
            # Who waits longer for a database that is away is told so. The pool gives up soon and
            # begins anew with the next request: else the pauses between its attempts, doubled
            # each time, would outlast a change of the leader.
            "pool": {"min_size": 1, "max_size": int(os.environ.get("PRZYSTAN_POOL", "8")),
                     "timeout": 5, "reconnect_timeout": 2},
        },
        "ATOMIC_REQUESTS": True,
        "CONN_HEALTH_CHECKS": True,
        # Behind a pooler of transactions a cursor lives no longer than its transaction.
        "DISABLE_SERVER_SIDE_CURSORS": bool(POOLER),
    }


DATABASE_URL = os.environ.get("DATABASE_URL", "postgresql:///przystan")
# PgBouncer for the pages alone: the command line takes it away from everything else.
POOLER = os.environ.get("DATABASE_POOLER_URL", "")
DATABASES = {"default": database(POOLER or DATABASE_URL)}
DATABASE_OWNER_URL = os.environ.get("DATABASE_OWNER_URL") or os.environ.get("DATABASE_URL", "")

DEBUG = False
SECRET_KEY = os.environ.get("PRZYSTAN_SECRET_KEY", "")
# Turns persons into pseudonyms; apart from SECRET_KEY, whose change must not change them.
PSEUDONYM_KEY = os.environ.get("PRZYSTAN_PSEUDONYM_KEY", "")
ALLOWED_HOSTS = os.environ.get("PRZYSTAN_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
IS_DEMO = False
CLOCK_OFFSET_SECONDS = float(os.environ.get("PRZYSTAN_CLOCK_OFFSET", "0"))

ROOMS = (
    "people", "finance", "cases", "knowledge",
    "advisory", "calls", "reception", "records", "documents",
    "training",
)
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "django_htmx",
    # Ours before the libraries': their pages are shown in our form.
    "przystan.platform.ui",
    "przystan.platform.sites",
    "przystan.platform.accounts",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "procrastinate.contrib.django",
    "przystan.platform.audit",
    "przystan.platform.files",
    "przystan.platform.once",
    "przystan.platform.tables",
    "przystan.platform.outbox",
    "przystan.platform.jobs",
    "przystan.platform.live",
    "przystan.platform.retention",
    *[f"przystan.rooms.{room}" for room in ROOMS
      if (PACKAGE / "rooms" / room / "__init__.py").exists()],
    "przystan.reporting",
    "przystan.journeys",
    "przystan.demo",
    "przystan.config",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "przystan.platform.accounts.middleware.ActorMiddleware",
]
ROOT_URLCONF = "przystan.config.urls"
WSGI_APPLICATION = "przystan.config.wsgi.application"
TEMPLATES = [{
    "BACKEND": "django.template.backends.django.DjangoTemplates",
    "APP_DIRS": True,
    "OPTIONS": {
        # The forms' token, with the key of one delivery beside it.
        "builtins": ["przystan.platform.once.templatetags.once"],
        "context_processors": [
            "django.template.context_processors.request",
            "django.contrib.auth.context_processors.auth",
            "django.contrib.messages.context_processors.messages",
            "przystan.config.page.context",
        ],
    },
}]
FORM_RENDERER = "przystan.platform.ui.renderer.OfficeRenderer"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
     "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/office/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "przystan.platform.accounts.allauth_adapter.OfficeAccountAdapter"
ACCOUNT_FORMS = {"login": "przystan.platform.accounts.allauth_forms.SignInForm"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
# Nobody can make the office write to addresses that are not its people's.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/10m/key"}
ACCOUNT_REAUTHENTICATION_REQUIRED = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Przystań"
USERSESSIONS_TRACK_ACTIVITY = False
SECOND_FACTOR_REQUIRED = True

SESSION_ENGINE = "przystan.platform.accounts.sessions"
SESSION_COOKIE_AGE = 9 * 3600
# Minutes without an act after which a session ends; 0 for never.
IDLE_MINUTES = int(os.environ.get("PRZYSTAN_IDLE_MINUTES", "30"))
# How long the link serves by which somebody sets a password; once in any case.
PASSWORD_RESET_TIMEOUT = 24 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# The telephony engine: its folder (default: engine under PRZYSTAN_HOME) and its ports.
ENGINE_HOME = os.environ.get("PRZYSTAN_ENGINE_HOME", "")
ENGINE_HOST = os.environ.get("PRZYSTAN_ENGINE_HOST", "127.0.0.1")
ENGINE_SIP_PORT = int(os.environ.get("PRZYSTAN_ENGINE_SIP_PORT", "5060"))
ENGINE_HTTP_PORT = int(os.environ.get("PRZYSTAN_ENGINE_HTTP_PORT", "8088"))
ENGINE_AMI_PORT = int(os.environ.get("PRZYSTAN_ENGINE_AMI_PORT", "5038"))
# Where operators' browsers reach the engine; behind TLS: wss://…, led to the engine by a proxy.
ENGINE_WEBSOCKET = os.environ.get(
    "PRZYSTAN_ENGINE_WEBSOCKET", f"ws://{ENGINE_HOST}:{ENGINE_HTTP_PORT}/ws")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "connect-src": [SELF, "/".join(ENGINE_WEBSOCKET.split("/")[:3])],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    },
}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "platform_cache",
    }
}

LANGUAGE_CODE = "pl"
LANGUAGES = [("pl", "Polski"), ("en", "English"), ("uk", "Українська"), ("ru", "Русский")]
LOCALE_PATHS = [PACKAGE / "locale"]
LANGUAGE_COOKIE_NAME = "przystan_language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Warsaw"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MIGRATION_MODULES: dict[str, str] = {}

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024

# Under which licence published figures may be used: data of the public sector, free for any use.
DATA_LICENCE = os.environ.get(
    "PRZYSTAN_DATA_LICENCE", "http://creativecommons.org/publicdomain/zero/1.0/")
# Figures on a screen are counted again after so many seconds; nought: for whoever asks.
FIGURES_KEPT_SECONDS = int(os.environ.get("PRZYSTAN_FIGURES_KEPT_SECONDS", "60"))
OFFICE_NAME = os.environ.get("PRZYSTAN_OFFICE", _("Voivodeship Office, foreigners department"))
EMAIL_HOST = os.environ.get("PRZYSTAN_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("PRZYSTAN_SMTP_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("PRZYSTAN_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("PRZYSTAN_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("PRZYSTAN_SMTP_TLS", "1") == "1"
EMAIL_TIMEOUT = 20
# Servers of mail take ten megabytes nearly everywhere, and a file grows by a third on its way.
MAIL_FILES_MAX_BYTES = int(os.environ.get("PRZYSTAN_MAIL_FILES_MB", "7")) * 1024 * 1024
DEFAULT_FROM_EMAIL = os.environ.get("PRZYSTAN_MAIL_FROM", "przystan@localhost")
# Where letters by e-mail come to: imaps://user@host/INBOX, or file:///folder with .eml files.
MAILBOX = os.environ.get("PRZYSTAN_MAILBOX", "")
MAILBOX_PASSWORD = os.environ.get("PRZYSTAN_MAILBOX_PASSWORD", "")
# Where the network address of whoever asks stands; behind a proxy HTTP_X_FORWARDED_FOR.
CLIENT_ADDRESS_HEADER = os.environ.get("PRZYSTAN_CLIENT_ADDRESS_HEADER", "REMOTE_ADDR")
DOCUMENT_DEVICE_URL = os.environ.get("PRZYSTAN_DOCUMENT_DEVICE_URL", "")
SMS_URL = os.environ.get("PRZYSTAN_SMS_URL", "")
# Label printers by branch: "SZ=10.0.0.5:9100,KO=printer.koszalin".
LABEL_PRINTERS = dict(
    pair.strip().split("=", 1) for pair in os.environ.get("PRZYSTAN_LABEL_PRINTERS", "").split(",")
    if "=" in pair)
# Ticket printers of the waiting halls by branch, in the same form.
TICKET_PRINTERS = dict(
    pair.strip().split("=", 1) for pair in os.environ.get("PRZYSTAN_TICKET_PRINTERS", "").split(",")
    if "=" in pair)
# How people reach the office's pages: the beginning of links in messages and on tickets.
PUBLIC_ADDRESS = os.environ.get("PRZYSTAN_ADDRESS", "http://127.0.0.1:8000").rstrip("/")
SMS_TOKEN = os.environ.get("PRZYSTAN_SMS_TOKEN", "")
# The gateway that hands incoming SMS over, and the secret by which it signs them.
SMS_GATEWAY = os.environ.get("PRZYSTAN_SMS_GATEWAY", "gateway")
SMS_INCOMING_SECRET = os.environ.get("PRZYSTAN_SMS_INCOMING_SECRET", "")
# The office's own company prefix; without one its tags are of the closed profile.
GS1_PREFIX = os.environ.get("PRZYSTAN_GS1_PREFIX", "")
if GS1_PREFIX and not (GS1_PREFIX.isdecimal() and 6 <= len(GS1_PREFIX) <= 12):
    raise ImproperlyConfigured("PRZYSTAN_GS1_PREFIX must have 6 to 12 digits, or be left out")
# The Ed25519 key that signs training badges: 64 hexadecimal digits; without it none is issued.
BADGE_KEY = os.environ.get("PRZYSTAN_BADGE_KEY", "")
if BADGE_KEY and not re.fullmatch("[0-9a-fA-F]{64}", BADGE_KEY):
    raise ImproperlyConfigured("PRZYSTAN_BADGE_KEY must be 64 hexadecimal digits, or be left out")
# A private copy of the demo office in which one member of staff practises: whose it is, and since
# when. Set by `przystan training practise`; an office itself has neither.
PRACTICE_OF = os.environ.get("PRZYSTAN_PRACTICE_OF", "")
PRACTICE_SINCE = os.environ.get("PRZYSTAN_PRACTICE_SINCE", "")
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "przystan.config.logs.Formatter", "style": "{",
                            "format": "{asctime} {levelname} {name} {message}"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
