import type { Rule } from '../src/rewrite/rule.ts';
import { breakpoints } from './breakpoints.ts';
import { dependents } from './dependents.ts';
import { imports } from './imports.ts';
import { installedApps } from './installed-apps.ts';
import { middleware } from './middleware.ts';
import { names } from './names.ts';
import { startupLists } from './startup-lists.ts';
import { startupValues } from './startup-values.ts';
import { urlpatterns } from './urlpatterns.ts';

/** Every rule, in the order of the documentation. */
export const rules: readonly Rule[] = [
  imports,
  installedApps,
  middleware,
  urlpatterns,
  startupLists,
  startupValues,
  dependents,
  names,
  breakpoints,
];
