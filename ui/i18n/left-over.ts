/** What is left over of messages, in sentences: on a device, and in the hands of somebody who has copied its storage. */
import type { Cell } from '../../sim/knowledge/types.ts';
import type { Language } from '../../sim/text.ts';

const isPart = ({ remnant }: Cell): boolean => remnant !== undefined && remnant.characters < remnant.of;

/**
 * One cell: nobody is shown the message any more; whoever reads the bytes is.
 * @param text what can be recovered, as it is to be printed
 * @param part how much of it, where that is not all
 */
export function leftOverSentence(
  { party, message }: Cell,
  name: string,
  { text, part }: { readonly text: string; readonly part: string | undefined },
  language: Language,
): string {
  const isDevice = party.includes('.');
  if (language === 'en') {
    const what = `${part === undefined ? '' : `${part}, `}“${text}”`;
    return isDevice
      ? `${name} no longer lists ${message}, but its storage still holds ${what}.`
      : `${name} can recover ${message} from copied bytes: ${what}.`;
  }
  const what = `${part === undefined ? '' : ` ${part}`}：“${text}”`;
  return isDevice
    ? `${name}不再列出 ${message}，但存储里还有${part === undefined ? '全文' : ''}${what}。`
    : `${name}能从拷走的字节里恢复出 ${message}${part === undefined ? '' : '，'}${part === undefined ? what : what.trimStart()}。`;
}

/** What somebody finds who has copied a device's storage: whole messages, and parts. */
export function foundSentence(by: string, cells: readonly Cell[], language: Language): string {
  const open = cells.filter(({ state }) => state === 'readable' || state === 'remnant');
  const list = (some: readonly Cell[]): string =>
    some.map(({ message }) => message).join(language === 'en' ? ', ' : '、');
  const whole = open.filter((cell) => !isPart(cell));
  const parts = open.filter(isPart);
  if (language === 'en') {
    if (open.length === 0) return `${by} finds no message in it that was not open already.`;
    const said = [
      ...(whole.length > 0 ? [`all of ${list(whole)}`] : []),
      ...(parts.length > 0 ? [`a part of ${list(parts)}`] : []),
    ];
    return `In it ${by} finds ${said.join(', and ')}.`;
  }
  if (open.length === 0) return `${by}没有从中找到原先读不到的消息。`;
  const said = [
    ...(whole.length > 0 ? [`完整的 ${list(whole)}`] : []),
    ...(parts.length > 0 ? [`${list(parts)} 的一部分`] : []),
  ];
  return `${by}从中找到${said.join('，还有 ')}。`;
}
