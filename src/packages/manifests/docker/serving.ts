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

/** Whether a start command runs Django's own server, which is for those who work on a project, and none besides. */
export function isForDevelopers(command: string): boolean {
  const code = withoutComments(command);
  return /\brunserver(_plus)?\b/.test(code) && !SERVERS.test(code);
}

function withoutComments(command: string): string {
  return command.replace(/(^|\s)#[^\n]*/g, '');
}
