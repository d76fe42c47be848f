import { type Shown, trustedText } from '../util/shown.ts';

/** Attributes of an element; null and undefined are left out. */
export type Attributes = Readonly<Record<string, string | number | null>>;

/** An XML element with its content, which is markup already. */
export function element(name: string, attributes: Attributes, content: readonly string[] = []): string {
  const list = Object.entries(attributes)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`)
    .join('');
  return content.length === 0 ? `<${name}${list}/>` : `<${name}${list}>${content.join('')}</${name}>`;
}

/**
 * Text as XML may hold it: no character that XML 1.0 forbids, and in references what a terminal or a log that shows the
 * document would act on.
 */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replace(/[&<>"'\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]|#(?=#)/gu, (character) => `&#${character.charCodeAt(0)};`);
}

/** A whole XML document. */
export function document(root: string): Shown {
  return trustedText(`<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`);
}
