/**
 * Asking again, and looking after prekeys, in sentences: what phones do of themselves, between the lines of a chat. From
 * codes only; each language by itself.
 */
import type { Came } from '../../sim/index.ts';
import type { Language, Localized } from '../../sim/text.ts';
import type { RetryVerdict } from '../../sim/trace.ts';

type Named = (id: string) => string;

/** Why a sender's phone does not seal a message again; nothing where it does. */
const REASONS: Readonly<Record<RetryVerdict, Localized | undefined>> = {
  'sealed-again': undefined,
  'not-addressed': { en: 'it was never meant for that phone', zh: '这条消息本来就不是发给它的' },
  'already-delivered': { en: 'it has arrived already', zh: '消息早已送达' },
  'identity-changed': { en: 'the key that came with the request is another one', zh: '随请求来的公钥和原来的不一样' },
  'asked-too-often': { en: 'it has been asked too often', zh: '要的次数太多了' },
  held: { en: 'its person has to agree to the new key first', zh: '要等本人认可新公钥' },
};

/** What came of requests and prekeys, one sentence each. */
export function keepingLines(
  { asked, retries, drained, prekeys }: Came,
  name: Named,
  language: Language,
): readonly string[] {
  const en = language === 'en';
  return [
    ...drained.map((device) =>
      en
        ? `The company has handed out the last one-time key of ${name(device)}.`
        : `${name(device)}的一次性预密钥，公司已经发完。`,
    ),
    ...asked.map(({ device, from, message }) =>
      en
        ? `${capital(name(device))} cannot open ${message} and asks ${name(from)} for it again.`
        : `${name(device)}打不开 ${message}，请${name(from)}重新密封一遍。`,
    ),
    ...retries.map((one) => retryLine(one, name, language)),
    ...prekeys.map(({ device, oneTime, signed }) => {
      if (signed)
        return en
          ? `${capital(name(device))} signs a new prekey and hands it in.`
          : `${name(device)}换了一把签名预密钥，交给公司。`;
      return en
        ? `${capital(name(device))} hands in new one-time keys: ${oneTime}.`
        : `${name(device)}补交一次性预密钥，共 ${oneTime} 把。`;
    }),
  ];
}

function retryLine({ device, to, message, verdict }: Came['retries'][number], name: Named, language: Language): string {
  const why = REASONS[verdict];
  if (language === 'en') {
    if (!why) return `${capital(name(device))} seals ${message} again, for ${name(to)}.`;
    return `${capital(name(device))} does not seal ${message} again: ${why.en}.`;
  }
  return why
    ? `${name(device)}不肯重新密封 ${message}：${why.zh}。`
    : `${name(device)}为${name(to)}重新密封了 ${message}。`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
