"""Django's settings, all derived from our own (`beistand.site.settings`). Nothing is set here by an operator."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from beistand.site.database import database
from beistand.site.settings import read_settings, secret_key

HERE = Path(__file__).resolve().parent
SRC = HERE.parent

BEISTAND = read_settings()
BEISTAND_EDGE = BEISTAND.edge
BEISTAND_PAGES = BEISTAND.pages
BEISTAND_FILES = BEISTAND.files

SECRET_KEY = secret_key(BEISTAND)
DEBUG = False
ALLOWED_HOSTS = ["*"]  # the brand middleware answers unknown hosts itself, with a sentence
USE_X_FORWARDED_HOST = False
ROOT_URLCONF = "beistand.site.urls"
WSGI_APPLICATION = "beistand.site.wsgi.application"
APPEND_SLASH = True

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "beistand.lib",
    "beistand.journal",
    "beistand.house",
    "beistand.people",
    "beistand.channels",
    "beistand.channels.email",
    "beistand.desk",
    "beistand.site",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "beistand.site.middleware.health",
    "beistand.site.true_client.TrueClient",
    "beistand.site.middleware.SecurityHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "beistand.site.middleware.Locale",
    "beistand.site.hosts.Hosts",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "beistand.site.sessions.Sessions",
    "beistand.site.middleware.AgentLocale",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "beistand.site.middleware.Refusals",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "NAME": "jinja2",
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [HERE / "templates", SRC / "desk" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "beistand.site.jinja.environment",
            "auto_reload": False,
            "extensions": ["jinja2.ext.i18n"],
            "context_processors": ["django.contrib.messages.context_processors.messages"],
        },
    },
    {
        "NAME": "django",
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates_django"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "beistand.site.jinja.cloth",
            ],
        },
    },
]

DATABASES = {"default": database(os.environ)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "house.Agent"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
ACCOUNT_ADAPTER = "beistand.site.accounts.Door"
ACCOUNT_FORMS = {
    "login": "beistand.site.door_forms.SignIn",
    "reset_password": "beistand.site.new_password.AskForNewPassword",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "beistand.site.reset_tokens.ResetTokens"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60
MFA_ADAPTER = "beistand.site.accounts.SecondFactor"
MFA_FORMS = {"add_webauthn": "beistand.site.door_forms.AddPasskey"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = BEISTAND.is_plain
SOCIALACCOUNT_ADAPTER = "beistand.site.providers.Providers"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False  # linked by issuer and subject, never by an unproven mail address
SOCIALACCOUNT_AUTO_SIGNUP = False
EMAIL_BACKEND = "beistand.site.own_mail.OutboxBackend"
DEFAULT_FROM_EMAIL = "beistand@localhost"

LANGUAGE_CODE = "de"
LANGUAGES = [("de", "Deutsch"), ("en", "English")]
LOCALE_PATHS = [HERE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = BEISTAND.timezone

STATIC_URL = "/static/"
STATIC_ROOT = BEISTAND.data_folder / "static"
STATICFILES_DIRS = [HERE / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "beistand.site.static_files.Fingerprinted"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
WHITENOISE_KEEP_ONLY_HASHED_FILES = False

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_SERIALIZER = "django.contrib.sessions.serializers.JSONSerializer"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
_PREFIX = "" if BEISTAND.is_plain else "__Host-"
SESSION_COOKIE_NAME = f"{_PREFIX}beistand"
CSRF_COOKIE_NAME = f"{_PREFIX}beistand_csrf"
LANGUAGE_COOKIE_NAME = "beistand_language"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not BEISTAND.is_plain
CSRF_TRUSTED_ORIGINS = [BEISTAND.pages] if urlsplit(BEISTAND.pages).scheme == "https" else []
CSRF_FAILURE_VIEW = "beistand.site.errors.wrong_token"
DATA_UPLOAD_MAX_MEMORY_SIZE = 45 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 45 * 1024 * 1024
X_FRAME_OPTIONS = "DENY"

# Limits of allauth and codes that were used: all processes must know them.
CACHES = {"default": {"BACKEND": "beistand.lib.shared_cache.SharedCache"}}

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"beistand": {"level": "INFO"}, "django.request": {"level": "ERROR"}},
}
