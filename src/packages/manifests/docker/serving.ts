import type { Kind } from '../manifest.ts';

/** What serves a project in production: https://docs.djangoproject.com/en/stable/howto/deployment/ */
const SERVERS =
  /(^|[\s"'/[,])(gunicorn|uwsgi|daphne|uvicorn|hypercorn|granian|waitress-serve|mod_wsgi-express|supervisord|gunicorn_start)($|[\s"',\]])/m;

/** Whose image a start command makes: a server for production says production's; `runserver` and reloading nothing. */
export function servedBy(command: string): Kind {
  const code = command.replace(/(^|\s)#[^\n]*/g, '');
  return SERVERS.test(code) && !/--reload\b|runserver|debugpy|watchmedo|watchfiles/.test(code)
    ? 'production'
    : 'unknown';
}
