/** One of Python's codecs, as djguard reads and writes it. */
export interface Codec {
  /** Python's name of it, such as `cp1251`. */
  readonly name: string;
  /** What iconv-lite calls it. */
  readonly iconv: string;
  /** The codes, in hexadecimal, that iconv-lite takes for another character than Python, or that Python lacks. */
  readonly differing: RegExp | null;
}

/**
 * Python's names of a codec, its module's first; what iconv-lite calls it, where that is not its module's name without
 * underscores; and the codes that are not read: test/encoding-python.test.ts compares all of them with Python. Left out
 * are codecs that do not begin with ASCII or keep a state, as Python would not find its way through such a source, and
 * those that iconv-lite lacks.
 * @see https://docs.python.org/3/library/codecs.html#standard-encodings
 */
const CODECS: readonly (readonly [names: string, iconv?: string, differing?: RegExp])[] = [
  [
    'ascii 646 ansi_x3.4_1968 ansi_x3_4_1968 ansi_x3.4_1986 cp367 csascii ibm367 iso646_us iso_646.irv_1991 iso_ir_6 us us_ascii',
  ],
  [
    'big5 big5_tw csbig5 x_mac_trad_chinese',
    'cp950',
    /^(a145|a14e|a1c2|a1e3|a1f[23]|a24[12467]|a3e1|f9d[6-9a-f]|f9[ef])/,
  ],
  [
    'big5hkscs big5_hkscs hkscs',
    'big5hkscs',
    /^(87[7-9a-d]|a145|a14e|a1c2|a1e3|a1f[23]|a24[12467]|a3[c-e]|c6(cf|d[357]|df)|fb48|fbf9|fc6c|fe52)/,
  ],
  ['cp1125 1125 ibm1125 cp866u ruscii'],
  ['cp1250 1250 windows_1250'],
  ['cp1251 1251 windows_1251'],
  ['cp1252 1252 windows_1252'],
  ['cp1253 1253 windows_1253'],
  ['cp1254 1254 windows_1254'],
  ['cp1255 1255 windows_1255', 'cp1255', /^ca/],
  ['cp1256 1256 windows_1256'],
  ['cp1257 1257 windows_1257'],
  ['cp1258 1258 windows_1258'],
  ['cp437 437 cspc8codepage437 ibm437'],
  ['cp720'],
  ['cp737'],
  ['cp775 775 cspc775baltic ibm775'],
  ['cp850 850 cspc850multilingual ibm850'],
  ['cp852 852 cspcp852 ibm852'],
  ['cp855 855 csibm855 ibm855'],
  ['cp856'],
  ['cp857 857 csibm857 ibm857'],
  ['cp858 858 csibm858 ibm858'],
  ['cp860 860 csibm860 ibm860'],
  ['cp861 861 cp_is csibm861 ibm861'],
  ['cp862 862 cspc862latinhebrew ibm862'],
  ['cp863 863 csibm863 ibm863'],
  ['cp865 865 csibm865 ibm865'],
  ['cp866 866 csibm866 ibm866'],
  ['cp869 869 cp_gr csibm869 ibm869'],
  ['cp874'],
  ['cp932 932 ms932 mskanji ms_kanji', 'shiftjis'],
  ['cp949 949 ms949 uhc'],
  ['cp950 950 ms950'],
  ['euc_jp eucjp ujis u_jis', 'eucjp', /^(a1c2|a1dd|a1f[12]|a2cc|ad|f9|f[a-f]|8fa2b7)/],
  [
    'euc_kr euckr korean ksc5601 ks_c_5601 ks_c_5601_1987 ksx1001 ks_x_1001 x_mac_korean',
    'cp949',
    /^([89]|a0|..([4-9]|a0)|a4d4)/,
  ],
  ['gb18030 gb18030_2000', 'gb18030', /^(a8bc|8135f437)/],
  [
    'gb2312 chinese csiso58gb231280 euc_cn euccn eucgb2312_cn gb2312_1980 gb2312_80 iso_ir_58 x_mac_simp_chinese',
    'cp936',
    /^([89]|a0|..([4-9]|a0)|a1a[4a]|a2a|a6[ef]|a8(b[bde]|c0))/,
  ],
  ['gbk 936 cp936 ms936', 'cp936', /^80/],
  ['hp_roman8 roman8 r8 cp1051 ibm1051'],
  ['iso8859_10 csisolatin6 iso_8859_10 iso_8859_10_1992 iso_ir_157 l6 latin6'],
  ['iso8859_11 thai iso_8859_11 iso_8859_11_2001'],
  ['iso8859_13 iso_8859_13 l7 latin7'],
  ['iso8859_14 iso_8859_14 iso_8859_14_1998 iso_celtic iso_ir_199 l8 latin8'],
  ['iso8859_15 iso_8859_15 l9 latin9'],
  ['iso8859_16 iso_8859_16 iso_8859_16_2001 iso_ir_226 l10 latin10'],
  ['iso8859_2 csisolatin2 iso_8859_2 iso_8859_2_1987 iso_ir_101 l2 latin2'],
  ['iso8859_3 csisolatin3 iso_8859_3 iso_8859_3_1988 iso_ir_109 l3 latin3'],
  ['iso8859_4 csisolatin4 iso_8859_4 iso_8859_4_1988 iso_ir_110 l4 latin4'],
  ['iso8859_5 csisolatincyrillic cyrillic iso_8859_5 iso_8859_5_1988 iso_ir_144'],
  ['iso8859_6 arabic asmo_708 csisolatinarabic ecma_114 iso_8859_6 iso_8859_6_1987 iso_ir_127'],
  ['iso8859_7 csisolatingreek ecma_118 elot_928 greek greek8 iso_8859_7 iso_8859_7_1987 iso_ir_126'],
  ['iso8859_8 csisolatinhebrew hebrew iso_8859_8 iso_8859_8_1988 iso_ir_138'],
  ['iso8859_9 csisolatin5 iso_8859_9 iso_8859_9_1989 iso_ir_148 l5 latin5'],
  ['koi8_r cskoi8r'],
  ['koi8_t'],
  ['koi8_u'],
  ['kz1048 kz_1048 rk1048 strk1048_2002', 'rk1048'],
  ['latin_1 8859 cp819 csisolatin1 ibm819 iso8859 iso8859_1 iso_8859_1 iso_8859_1_1987 iso_ir_100 l1 latin latin1'],
  ['mac_croatian', 'maccroatian', /^(bd|d8|db)/],
  ['mac_cyrillic maccyrillic', 'maccyrillic', /^(a2|b6|ff)/],
  ['mac_greek macgreek', 'macgreek', /^(9c|af|ff)/],
  ['mac_iceland maciceland', 'maciceland', /^(bd|db|f0)/],
  ['mac_latin2 maccentraleurope mac_centeuro maclatin2', 'maccenteuro'],
  ['mac_roman macintosh macroman', 'macroman', /^(bd|db|f0)/],
  ['mac_romanian', 'macromania', /^(af|b[df]|d[bef]|f0)/],
  ['mac_turkish macturkish', 'macturkish', /^(bd|f5)/],
  ['ptcp154 csptcp154 pt154 cp154 cyrillic_asian', 'pt154'],
  ['shift_jis csshiftjis shiftjis sjis s_jis x_mac_japanese', 'shiftjis', /^(80|816[01]|817c|819[12]|81ca|87[4-9]|f)/],
  ['tis_620 tis620 tis_620_0 tis_620_2529_0 tis_620_2529_1 iso_ir_166'],
];

const UTF_8 = ['utf_8', 'u8', 'utf', 'utf8', 'utf8_ucs2', 'utf8_ucs4', 'cp65001'];

/**
 * The codec that a coding line names.
 * @returns `utf-8`, which needs no library; null where djguard does not read it, or Python does not know it.
 * @see https://docs.python.org/3/library/codecs.html#encodings-and-unicode
 */
export function codecNamed(declared: string): Codec | 'utf-8' | null {
  const name = declared
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '_')
    .replace(/^_|_$/g, '');
  if (isAmong(UTF_8, name)) return 'utf-8';
  for (const [names, iconv, differing] of CODECS) {
    const all = names.split(' ');
    const [first = ''] = all;
    if (isAmong(all, name))
      return { name: first, iconv: iconv ?? first.replaceAll('_', ''), differing: differing ?? null };
  }
  return null;
}

/** Python takes a point for an underscore in an alias, and not in a module's name. */
function isAmong([module, ...aliases]: readonly string[], name: string): boolean {
  return name === module || aliases.includes(name) || aliases.includes(name.replaceAll('.', '_'));
}
