/** What `djguard help` says beside commands and rules, by the topic's name; a paragraph to a line. */
export const TOPICS: Readonly<Record<string, readonly string[]>> = {
  'exit-codes': [
    '0    a preview; or nothing is unguarded, or nothing that --fail-on is about; or a fix left no such thing',
    '1    a check found something, a fix left something for you, or a proof does not hold',
    '2    a wrong flag or configuration, a package that nothing knows, a file that could not be read, parsed or written, a promotion that is refused, or a check of a path without Python',
    '130, 143    Ctrl-C, or SIGTERM, ended it',
  ],
  levels: [
    'Each finding has one of four levels:',
    'production    breaks production',
    'condition     breaks production under a condition, which is told',
    'developers    breaks only what developers run, where the package is missing there',
    'unknown       not known; what could not be followed is told',
    '--fail-on any (the default) is about all of them, --fail-on condition not about developers, and --fail-on production only about production and unknown, since what is not known may break production.',
  ],
  'from-log': [
    'djguard --from-log build.log reads the log of a build, a CI job or a server that failed, with its colours, times and prefixes; - reads it from standard input:',
    '    docker build . 2>&1 | djguard fix --from-log -',
    'It says which step died, which line of the project is the cause, and what to do. What a guard cures is shown, listed or written, as the mode says. What is to be declared, and what djguard can not cure, is said with the reason; check exits 1 for it. A log that tells of nothing missing is an error.',
  ],
  ignoring: [
    'A line that is to stay as it is says so, with the reason:',
    '    INSTALLED_APPS += ["debug_toolbar"]  # djguard: ignore[DJG002] this image has it',
    'A comment on a line of its own is about the next line of code, and # djguard: ignore-file[DJG002] about its whole file.',
    'A baseline keeps what is there today: djguard check --write-baseline, and then djguard check --baseline .djguard-baseline.json.',
    '--ignore DJG006, or ignore = ["DJG006"] in the configuration, switches a rule off everywhere.',
  ],
  configuration: [
    'djguard reads the nearest djguard.toml, or [tool.djguard] in the nearest pyproject.toml, from the common folder of the paths up to the top of the repository:',
    '    [tool.djguard]',
    '    extend-exclude = ["legacy/"]',
    '    ignore = ["DJG006"]',
    '    fail-on = "condition"',
    '    only-packages = ["debug_toolbar"]',
    '    [tool.djguard.packages.acme_lens]',
    '    never-in-production = true',
    'No key can turn a check into a write. --config names another file, --isolated reads none.',
  ],
};
