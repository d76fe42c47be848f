"""Request paths of the Django project in the working directory, as a browser on this machine would; print JSON."""

import json
import os
import sys

sys.path.insert(0, os.getcwd())
if os.environ.get("DJANGO_CONFIGURATION"):
    from configurations import importer

    importer.install()

import django
from django.conf import settings
from django.test import Client

django.setup()
hosts = [host for host in settings.ALLOWED_HOSTS if host != "*"]
client = Client(HTTP_HOST=hosts[0] if hosts else "localhost")
answers = {path: client.get(path) for path in sys.argv[1:]}
pages = {path: {"status": answer.status_code, "body": answer.content.decode()} for path, answer in answers.items()}
print(json.dumps(pages))
