/** Names that try to end a line, to steer a terminal, to write from right to left, and to give orders to CI systems. */
export const NAMES: Readonly<Record<string, string>> = {
  'a line break': 'a\nForged: error: line',
  'GitHub, on a line of its own': 'a\n::error file=x::pwned',
  'GitHub, at the start': '::set-output name=x::pwned',
  'GitHub, escaped': 'a%0A::error::pwned',
  'GitHub, as it was': '##[error]pwned',
  Azure: '##vso[task.setvariable variable=x]pwned',
  TeamCity: "##teamcity[buildStatus text='pwned']",
  GitLab: 'section_start:1:pwned\r\x1b[0Kpwned',
  colours: '\x1b[31mred\x1b[0m',
  'a title': '\x1b]0;pwned\x07',
  'a carriage return': 'a\rForged',
  'other line ends': 'a\u2028b\u2029c\x85d\x0be\x0cf',
  'from right to left': 'a\u202egnp.\u2066x\u2069',
  'C1 controls': 'a\x9b31mred\x9c',
  'deletions and tabs': 'a\b\b\x7f\tb',
  markup: '<b a="1">&amp;\'',
};
