"""Settings of the portal, one file, read from the environment by django-environ.

A *trial run* is one without DATABASE_URL, or with DEMO=1 (``start --demo``): it makes its own
secret key and serves plain http on this machine. Everything else is production and refuses to
start while something it needs is missing. `.env.example` lists every variable.
"""

import os
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from laocai_ict.launch import server
from laocai_ict.launch.folders import data_dir

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
if (BASE_DIR / ".env").is_file():
    environ.Env.read_env(BASE_DIR / ".env")

TRIAL = env.bool("DEMO", default=not env.str("DATABASE_URL", default=""))
DEBUG = env.bool("DEBUG", default=False)
DATA_DIR = data_dir()


def _required_in_production() -> tuple[str, list[str]]:
    """Return (secret key, allowed hosts); refuse with one message naming all that is missing."""
    secret_key = env.str("SECRET_KEY", default="")
    hosts = env.list("ALLOWED_HOSTS", default=[])
    if TRIAL:
        # The key of a trial run is made by `start` and kept in the data folder; a command that
        # runs before it gets one that lasts as long as its process.
        kept = DATA_DIR / "secret-key"
        if not secret_key:
            try:
                secret_key = kept.read_text(encoding="ascii").strip()
            except OSError:
                secret_key = os.urandom(32).hex()
        return secret_key, hosts or ["localhost", "127.0.0.1", "[::1]"]
    missing = [
        name for name, value in (("SECRET_KEY", secret_key), ("ALLOWED_HOSTS", hosts)) if not value
    ]
    if missing:
        names = ", ".join(missing)
        raise ImproperlyConfigured(
            f"Chưa đặt {names}: ghi vào môi trường hoặc tệp .env, xem .env.example. / "
            f"{names} not set: put it into the environment or the .env file, see .env.example."
        )
    return secret_key, hosts


SECRET_KEY, ALLOWED_HOSTS = _required_in_production()

# Order matters: ground, apps, roof. `laocai_ict` itself brings the commands that tie all together.
INSTALLED_APPS = [
    "laocai_ict.accounts.apps.PortalAdminConfig",  # the admin site, in the portal's identity
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
    "csp",
    "laocai_ict.history",
    "laocai_ict.reference",
    "laocai_ict.publishing",  # before accounts: its rights are made before groups receive them
    "laocai_ict.accounts",
    "laocai_ict.search",
    "laocai_ict.deadlines",
    "laocai_ict.department",
    "laocai_ict.display",
    "laocai_ict.editing",
    "press",
    "telecom",
    "egov",
    "laocai_ict",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "laocai_ict.department.maintenance.MaintenanceMiddleware",
    "laocai_ict.publishing.pagecache.PageCacheMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "laocai_ict.history.middleware.HistoryMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

# Widgets are drawn from the same templates as pages, so that templates/admin/widgets/ counts.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

ROOT_URLCONF = "laocai_ict.urls"
WSGI_APPLICATION = "laocai_ict.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                # Lazy: a public page that never asks for user or messages touches no session.
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "laocai_ict.display.context.portal",
                "laocai_ict.department.context.identity",
            ],
        },
    }
]


def _databases() -> dict[str, dict]:
    """Return both ways into the one database: as the role that serves, as the one that owns.

    Without DATABASE_URL an embedded server in the data folder is used, started at the first
    connection and stopped when its last user has gone. With DATABASE_URL alone one role does both.
    """
    if not env.str("DATABASE_URL", default=""):
        embedded = {"ENGINE": "laocai_ict.embedded", "NAME": server.DATABASE}
        default, owner = embedded | {"USER": server.APPLICATION_ROLE}, embedded.copy()
    else:
        engine = "django.db.backends.postgresql"
        default = env.db_url("DATABASE_URL", engine=engine)
        owned = "MIGRATE_DATABASE_URL" if env.str("MIGRATE_DATABASE_URL", default="") else None
        owner = env.db_url(owned or "DATABASE_URL", engine=engine)
        if any(default[part] != owner[part] for part in ("NAME", "HOST", "PORT")):
            raise ImproperlyConfigured(
                "MIGRATE_DATABASE_URL phải trỏ vào cùng cơ sở dữ liệu với DATABASE_URL, chỉ khác "
                "vai trò. / MIGRATE_DATABASE_URL must name the same database as DATABASE_URL, with "
                "another role."
            )
    default |= {"CONN_MAX_AGE": env.int("CONN_MAX_AGE", default=60), "CONN_HEALTH_CHECKS": True}
    # A page must not wait long (gunicorn.py sets PGOPTIONS); a migration may.
    unlimited = "-c statement_timeout=0 -c lock_timeout=0"
    owner["OPTIONS"] = {"options": unlimited} | owner.get("OPTIONS", {})
    return {"default": default, "owner": owner}


# PostgreSQL only.
DATABASES = _databases()
DATABASE_ROUTERS = ["laocai_ict.history.roles.MigratingRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
# Django's own check, wrong passwords slowed down by name and address together.
AUTHENTICATION_BACKENDS = ["laocai_ict.accounts.throttle.ThrottledBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "admin:login"

# Vietnamese first; English under /en/. Django's own `vi` formats read 03/04/2026 as 4 March, so
# the portal brings its own.
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "laocai_ict" / "locale"]
FORMAT_MODULE_PATH = ["laocai_ict.display.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = DATA_DIR / "uploads"

# A procedure with its terms has hundreds of inputs; Django's own thousand would lose a long form.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# Memory a process may use for finished public pages; 0 renders each page afresh.
PAGE_CACHE_BYTES = env.int("PAGE_CACHE_BYTES", default=8_000_000)

# Not empty: every page answers 503. May hold the expected end, as 2026-11-25T18:00.
MAINTENANCE = env.str("MAINTENANCE", default="")

# Everything a page needs comes from this site; no inline script or style, admin included.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
CSRF_FAILURE_VIEW = "laocai_ict.department.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True

# A trial run is entered over plain http on this machine; production only over https.
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=not TRIAL)
SESSION_COOKIE_SECURE = not TRIAL
CSRF_COOKIE_SECURE = not TRIAL
SECURE_HSTS_SECONDS = 0 if TRIAL else env.int("SECURE_HSTS_SECONDS", default=31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = not TRIAL
SECURE_HSTS_PRELOAD = not TRIAL
# How many reverse proxies of ours stand in front. With none, X-Forwarded-* is not believed.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Logs name no person: neither who was logged in nor what was typed.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"secrets": {"()": "laocai_ict.publishing.secrecy.HideSecrets"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "plain",
            "filters": ["secrets"],
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        # A refused or missing page is no fault of the portal: no traceback for it.
        "django.request": {"level": "ERROR", "filters": ["secrets"]},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
