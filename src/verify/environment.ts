/** What is imported or started of a program, with or without Django. */
export interface Entry {
  /** `module`: a package with all that is in it. `entry`: an object, or a command. */
  readonly kind: 'module' | 'entry';
  /** As the user wrote it: `app.main:app`, `celery -A shop worker`, or a package's name. */
  readonly text: string;
}

/** One way in which a project is started. */
export interface Environment {
  /** The settings module's dotted name; null for a program that is started without Django's. */
  readonly settings: string | null;
  /** The class in it, for a project on django-configurations. */
  readonly configuration: string | null;
  /** Where it was read, such as `manage.py`; `--settings` where the user named it. */
  readonly source: string;
  /** Environment variables for it alone. */
  readonly env?: Readonly<Record<string, string>>;
  /** What is tried in place of Django's steps. */
  readonly entry?: Entry;
}

/** One way in which a Django project is started. */
export interface DjangoEnvironment extends Environment {
  readonly settings: string;
}

/** A name for a way to start the project: the settings module, and the class in it where there is one. */
export function titleOf({ settings, configuration, entry }: Environment): string {
  const module = configuration === null ? settings : `${settings}:${configuration}`;
  if (entry === undefined) return module ?? '';
  return module === null ? entry.text : `${entry.text} (${module})`;
}
