/** Numbers that look random and are the same in every run (mulberry32): each is at least 0 and below 1. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const HEAD = `from __future__ import annotations

import logging
from datetime import timedelta

from django.db import models
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

logger = logging.getLogger(__name__)
`;

const NOUNS = ['Order', 'Invoice', 'Ticket', 'Report', 'Account', 'Message', 'Session', 'Address'];

const BLOCKS: readonly ((noun: string, number: number) => string)[] = [
  (noun, number) => `
class ${noun}${number}(models.Model):
    """One ${noun.toLowerCase()}, as the accounting department knows it."""

    title = models.CharField(_("title"), max_length=${100 + (number % 100)})
    owner = models.ForeignKey("auth.User", on_delete=models.CASCADE, related_name="+")
    created = models.DateTimeField(_("created"), default=timezone.now, db_index=True)
    settings = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-created", "title"]
        verbose_name = _("${noun.toLowerCase()}")

    def __str__(self) -> str:
        return f"{self.title} ({self.owner_id})"
`,
  (noun, number) => `
def show_${noun.toLowerCase()}_${number}(request, pk):
    found = get_object_or_404(${noun}, pk=pk)
    if not request.user.has_perm("shop.view_${noun.toLowerCase()}", found):
        logger.warning("user %s may not see %s", request.user.pk, pk)
        return render(request, "403.html", status=403)
    lines = [line for line in found.lines.all() if line.amount > ${number % 9}]
    return render(request, "shop/${noun.toLowerCase()}.html", {"found": found, "lines": lines})
`,
  (noun, number) => `
class ${noun}Test${number}(TestCase):
    def setUp(self):
        self.client.login(username="user${number}", password="secret")

    def test_expires(self):
        found = ${noun}.objects.create(title="t", created=timezone.now() - timedelta(days=${number % 365}))
        self.assertTrue(found.is_expired(), "a ${noun.toLowerCase()} of ${number % 365} days should be gone")
        self.assertEqual(self.client.get(found.get_absolute_url()).status_code, 404)
`,
];

/** A Python module of about `size` bytes that names no development-only package. */
export function moduleText(size: number, random: () => number): string {
  const parts = [HEAD];
  for (let length = HEAD.length; length < size; ) {
    const noun = NOUNS[Math.floor(random() * NOUNS.length)] ?? 'Order';
    const block = BLOCKS[Math.floor(random() * BLOCKS.length)]?.(noun, Math.floor(random() * 1000)) ?? '';
    parts.push(block);
    length += block.length;
  }
  return parts.join('\n');
}

/** A settings module with an unguarded entry in the middle of each list. */
export function settingsText(number: number): string {
  return `"""Settings of service ${number}."""

from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent

SECRET_KEY = "not-a-secret-${number}"
DEBUG = True
ALLOWED_HOSTS = ["service-${number}.example.org"]

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "debug_toolbar",
    "service_${number}.apps.ServiceConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "debug_toolbar.middleware.DebugToolbarMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]

ROOT_URLCONF = "service_${number}.urls"
WSGI_APPLICATION = "service_${number}.wsgi.application"

DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "service_${number}", "HOST": "db"}}

LANGUAGE_CODE = "en-us"
TIME_ZONE = "UTC"
USE_TZ = True
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "static"
`;
}

/** A urls module that imports the package where a production server would fail on it. */
export function urlsText(number: number): string {
  return `import debug_toolbar
from django.contrib import admin
from django.urls import include, path

from service_${number} import views

urlpatterns = [
    path("admin/", admin.site.urls),
    path("__debug__/", include(debug_toolbar.urls)),
    path("", views.index, name="index"),
]
`;
}
