"""All settings of wadah, read from the environment. Development and production differ by environment only."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from wadah.config import env as read

PACKAGE = Path(__file__).resolve().parents[1]


def _project_root() -> Path:
    """The checkout when there is one (src layout), else where the process was started."""
    checkout = PACKAGE.parents[1]
    return checkout if (checkout / "pyproject.toml").is_file() else Path.cwd()


ROOT = _project_root()
env = read.reader(ROOT)

MODE = read.mode(env)
PRODUCTION = MODE == "production"
DEBUG = not PRODUCTION
SECRET_KEY = read.secret_key(env)
WADAH_DATA_KEYS = read.data_keys(env)
WADAH_INDEX_KEY = read.index_key(env, WADAH_DATA_KEYS)
WADAH_PROVINCE: str = env.str("WADAH_PROVINCE", default="16")
WADAH_PROVINCE_NAME: str = env.str("WADAH_PROVINCE_NAME", default="Sumatera Selatan")
WADAH_UPLOAD_MB = read.positive(env, "WADAH_UPLOAD_MB", 250)
WADAH_LINK_MB = read.positive(env, "WADAH_LINK_MB", 150)

ALLOWED_HOSTS: list[str] = env.list("WADAH_HOSTS", default=[])
if PRODUCTION and (not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS):
    raise ImproperlyConfigured("WADAH_HOSTS must name the hosts that may be asked for; * is refused.")
if not PRODUCTION:
    ALLOWED_HOSTS = ALLOWED_HOSTS or ["localhost", "127.0.0.1", "[::1]", "testserver"]
CSRF_TRUSTED_ORIGINS: list[str] = env.list("WADAH_ORIGINS", default=[])
WADAH_SITE = read.site(env, "WADAH_SITE", CSRF_TRUSTED_ORIGINS)
BEHIND_PROXY: bool = read.flag(env, "WADAH_BEHIND_PROXY")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None

INSTALLED_APPS = [
    "wadah.web",
    "wadah.impact",
    "wadah.registry",
    "wadah.accounts",
    "wadah.regions",
    "wadah.core",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    # First, so that their headers stand on every answer: a redirect to https, a refused host, a static file.
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # A balancer asks by plain http and by address, which the next one would redirect.
    "wadah.core.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "wadah.core.requests.RequestIdMiddleware",
    "wadah.core.browser.BrowserMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "wadah.web.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "wadah.core.access.AccessMiddleware",
    "wadah.core.problems.ProblemMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "wadah.config.urls"
WSGI_APPLICATION = "wadah.config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wadah.web.context.shell",
            ],
        },
    }
]


def _database() -> dict[str, Any]:
    """SQLite by default, PostgreSQL by DATABASE_URL alone."""
    config: dict[str, Any] = env.db_url("DATABASE_URL", default="sqlite:///var/wadah.sqlite3")
    config["ATOMIC_REQUESTS"] = False
    if config.get("ENGINE") == "django.db.backends.sqlite3":
        if config["NAME"] != ":memory:":
            name = Path(config["NAME"])
            config["NAME"] = str(name if name.is_absolute() else ROOT / name)
            Path(config["NAME"]).parent.mkdir(parents=True, exist_ok=True)
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            # -64000: a page cache of 64 MB a connection.
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-64000; "
                "PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY;"
            ),
        }
    elif config.get("ENGINE") == "django.db.backends.postgresql":
        config["OPTIONS"] = {"pool": {"min_size": 1, "max_size": read.positive(env, "WADAH_DB_POOL", 4)}}
    else:
        raise ImproperlyConfigured("DATABASE_URL must be sqlite:///… or postgresql://….")
    return config


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "web:workspace"

# Sign-in (accounts): by e-mail or phone; offices by invitation, owners by themselves. django-axes counts failures
# for the whole installation in the database; allauth's own limits, counted in each process, stand behind it.
ACCOUNT_ADAPTER = "wadah.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email", "phone"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PHONE_VERIFICATION_ENABLED = False
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[wadah] "
ACCOUNT_SESSION_REMEMBER = False
# A village shares one address of the mobile network, so many may register from it in a minute.
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "30/m/ip,50/h/key", "signup": "60/m/ip"}
ACCOUNT_FORMS = {
    "login": "wadah.accounts.signin_forms.SignInForm",
    "reset_password": "wadah.accounts.signin_forms.ForgottenPasswordForm",
    "reset_password_from_key": "wadah.accounts.signin_forms.NewPasswordForm",
    "change_password": "wadah.accounts.signin_forms.ChangePasswordForm",
    "reauthenticate": "wadah.accounts.signin_forms.ConfirmPasswordForm",
}
MFA_ADAPTER = "wadah.accounts.adapters.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "wadah"
MFA_TOTP_TOLERANCE = 1
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "wadah.accounts.signin_forms.SecondStepForm",
    "reauthenticate": "wadah.accounts.signin_forms.ConfirmSecondStepForm",
    "activate_totp": "wadah.accounts.signin_forms.ActivateSecondStepForm",
}
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "wadah.accounts.attempts.whom"
AXES_CLIENT_IP_CALLABLE = "wadah.accounts.attempts.client_address"
AXES_LOCKOUT_CALLABLE = "wadah.accounts.attempts.too_many"
AXES_SENSITIVE_PARAMETERS = ["login", "email", "phone", "username", "csrfmiddlewaretoken", "next"]

TASKS = {
    "default": {
        "BACKEND": read.choice(
            env,
            "WADAH_JOBS",
            {
                "database": "django_tasks_db.DatabaseBackend",
                "immediate": "django_tasks.backends.immediate.ImmediateBackend",
            },
        )
    }
}

LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Bahasa Indonesia")), ("en", _("Inggris"))]
LOCALE_PATHS = [PACKAGE / "web" / "locale"]
TIME_ZONE: str = env.str("WADAH_TIME_ZONE", default="Asia/Jakarta")
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT = read.path(env, "WADAH_STATIC", "var/static", ROOT)
WHITENOISE_ALLOW_ALL_ORIGINS = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
MEDIA_ROOT = read.path(env, "WADAH_FILES", "var/files", ROOT)
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

EMAIL_CONFIG = env.email_url("WADAH_EMAIL_URL", default="consolemail://")
EMAIL_BACKEND: str = EMAIL_CONFIG["EMAIL_BACKEND"]
EMAIL_HOST: str = EMAIL_CONFIG.get("EMAIL_HOST") or "localhost"
EMAIL_PORT: int = EMAIL_CONFIG.get("EMAIL_PORT") or 25
EMAIL_HOST_USER: str = EMAIL_CONFIG.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD: str = EMAIL_CONFIG.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS: bool = EMAIL_CONFIG.get("EMAIL_USE_TLS", False)
DEFAULT_FROM_EMAIL: str = env.str("WADAH_EMAIL_FROM", default="wadah@localhost")

SESSION_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "wadah.web.errors.form_expired"
LANGUAGE_COOKIE_SECURE = PRODUCTION
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "class": "wadah.core.logs.MaskingFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.str("WADAH_LOG_LEVEL", default="INFO")},
}
