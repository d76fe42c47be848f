import type { CatalogueRow } from './row.ts';
import { checks } from './rows/checks.ts';
import { debuggers } from './rows/debuggers.ts';
import { developmentServer } from './rows/development-server.ts';
import { oftenProduction } from './rows/often-production.ts';
import { profiling } from './rows/profiling.ts';
import { testing } from './rows/testing.ts';
import { toolbar } from './rows/toolbar.ts';

/** The catalogue. A project adds to it, or changes it, in `[tool.djguard.packages.NAME]`. */
export const ROWS: readonly CatalogueRow[] = [
  ...toolbar,
  ...profiling,
  ...developmentServer,
  ...checks,
  ...testing,
  ...debuggers,
  ...oftenProduction,
];
