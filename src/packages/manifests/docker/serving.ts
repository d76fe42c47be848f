import type { Kind } from '../manifest.ts';

/** What serves a project in production: https://docs.djangoproject.com/en/stable/howto/deployment/ */
const SERVERS =
  /(^|[\s"'/[,])(gunicorn|uwsgi|daphne|uvicorn|hypercorn|granian|waitress-serve|mod_wsgi-express|supervisord|gunicorn_start)($|[\s"',\]])/m;

/** Whose image a start command makes: a server for production says production's; `runserver` and reloading nothing. */
export function servedBy(command: string): Kind {
  const code = withoutComments(command);
  return SERVERS.test(code) && !/--reload\b|runserver|debugpy|watchmedo|watchfiles/.test(code)
    ? 'production'
    : 'unknown';
}

/** What only those who work on a project start: Django's own server, tests, nothing at all until somebody comes in. */
const DEVELOPERS = /\b(runserver(_plus)?|pytest|tox|manage\.py\W+test)\b|\btail\W+-f\W+\/dev\/null|\bsleep\W+infinity/;

/** Whether a start command is for those who work on a project, and none in it serves the project to others. */
export function isForDevelopers(command: string): boolean {
  const code = withoutComments(command);
  return DEVELOPERS.test(code) && !SERVERS.test(code);
}

function withoutComments(command: string): string {
  return command.replace(/(^|\s)#[^\n]*/g, '');
}
