import { djguard } from '../command.ts';
import { cleanEnvironment, pythonWith, pythonWorlds } from '../world.ts';

/** A small program, in as many frameworks as there are, that imports what only its developers have. */

const LIBRARIES = ['Django', 'fastapi', 'uvicorn', 'flask', 'gunicorn', 'celery', 'beautifulsoup4'];

export const worlds = await pythonWorlds();
/** A Python that has all that it needs; null where there is none. */
export const python = worlds === null ? null : await pythonWith('python3', ...LIBRARIES);
export const env = cleanEnvironment() as Record<string, string>;

export const verify = (cwd: string, ...args: string[]) =>
  djguard(['verify', '--python', python ?? '', ...args], { cwd, env });

export const MANIFEST = `[project]
name = "shop"
dependencies = ["fastapi", "uvicorn", "flask", "gunicorn", "celery", "Django"]

[dependency-groups]
dev = ["beautifulsoup4", "nowhere-installed"]
`;
const IMPORTS = { 'shop/__init__.py': '', 'shop/pages.py': 'import os\nimport bs4\n', 'pyproject.toml': MANIFEST };
const FASTAPI = `from fastapi import FastAPI

from shop import pages

app = FastAPI()


@app.get("/basket")
def basket():
    return {}


def create_app(debug=False):
    return app
`;
const FLASK = 'from flask import Flask\n\nfrom shop import pages\n\napp = Flask("shop")\n';
const CELERY = 'from celery import Celery\n\napp = Celery("shop", include=["shop.jobs"])\n';
const JOBS = 'from shop import pages\nfrom shop.queue import app\n\n\n@app.task\ndef post():\n    pass\n';
export const PROGRAM = {
  ...IMPORTS,
  'shop/main.py': FASTAPI,
  'shop/web.py': FLASK,
  'shop/queue.py': CELERY,
  'shop/jobs.py': JOBS,
};
export const MENDED = { ...PROGRAM, 'shop/pages.py': 'try:\n    import bs4\nexcept ImportError:\n    bs4 = None\n' };
export const CAUSE =
  "shop/pages.py:2: ModuleNotFoundError: No module named 'bs4'\n    pyproject.toml:6 declares beautifulsoup4 for development: ";
